"""A link that lets a person choose a password: for who is invited, and for who forgot theirs.

It carries whom it is for and when it was made, signed together with the present password and the last log-in: setting a
password, or simply logging in, makes it void. Nothing is stored.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from tenants.models import Membership, User
from tenants.scoping import platform_scope

DAYS = settings.PASSWORD_RESET_TIMEOUT // 86_400


class AccessLinkRefused(Exception):
    """The link was used, is too old, or was never ours."""


class AccessTokens(PasswordResetTokenGenerator):
    """Django's tokens, at the moment that the edge read."""

    key_salt = "tenants.login.access_link"

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now

    def _now(self) -> datetime:
        return self.now.astimezone(UTC).replace(tzinfo=None)

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        # Whoever was handed the link was above the person as things stood then: a new role, or one in another
        # business, makes it void.
        roles = Membership.objects.filter(user_id=user.pk, is_active=True).order_by("tenant_id")
        stood = [user.is_superuser, *roles.values_list("tenant_id", "role")]
        return f"{super()._make_hash_value(user, timestamp)}{stood}"


def access_link_for(user: User, *, now: datetime) -> str:
    """Return the path of a new link for this person."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("access_link", args=[uid, AccessTokens(now).make_token(user)])


def person_of(uid: str, token: str, *, now: datetime) -> User:
    """Return whom the link is for.

    :raises AccessLinkRefused: if it is not, or no longer, good
    """
    user = User.objects.filter(pk=number_in(uid), is_active=True).first()
    if user is None or not AccessTokens(now).check_token(user, token):
        raise AccessLinkRefused
    return user


def number_in(uid: str) -> int:
    try:
        return int(urlsafe_base64_decode(uid).decode("ascii"))
    except ValueError:
        raise AccessLinkRefused from None


def choose_password(*, uid: str, token: str, password: str, now: datetime) -> User:
    """Give the person of the link the password, which makes the link void: of two at the same moment one is refused.

    :raises AccessLinkRefused: if it is not, or no longer, good
    """
    number = number_in(uid)
    with platform_scope(actor=f"user:{number}"):
        User.objects.select_for_update().filter(pk=number).first()
        user = person_of(uid, token, now=now)
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
