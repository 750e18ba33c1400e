"""A link that logs a person in once, for a terminal where a password would be in the way.

It carries who, and when that person last logged in: the first use changes that moment, so a second use finds it changed.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.urls import reverse

from tenants.models import User

SALT = "tenants.login_link"
LASTS_SECONDS = 24 * 3600
FIRST_PERSON = "recepcion"


class LinkRefused(Exception):
    """The link was used, is too old, or was never ours."""


def link_for(user: User) -> str:
    """Return the path of a new link for this person."""
    token = signing.dumps({"user": user.pk, "seen": moment_of(user)}, salt=SALT)
    return reverse("login_link", args=[token])


def redeem(token: str, *, now: datetime) -> User:
    """Return the person whom the link lets in, and make it void.

    :raises LinkRefused: if it is not, or no longer, good
    """
    try:
        claims = signing.loads(token, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise LinkRefused from None
    user = User.objects.filter(pk=claims["user"], is_active=True).first()
    if user is None or moment_of(user) != claims["seen"]:
        raise LinkRefused
    # Two clicks at the same time: the moment decides, and one of them finds it changed.
    if not User.objects.filter(pk=user.pk, last_login=user.last_login).update(last_login=now):
        raise LinkRefused
    return user


def moment_of(user: AbstractBaseUser) -> str:
    return user.last_login.isoformat() if user.last_login else ""


def first_person() -> User:
    """Return the person who may do everything on a new installation; the password was made on first run."""
    user, is_new = User.objects.get_or_create(username=FIRST_PERSON, defaults={"is_staff": True, "is_superuser": True})
    if is_new:
        user.set_password(settings.DESK_PASSWORD or None)  # none at all rather than one that could be guessed
        user.save(update_fields=["password"])
    return user
