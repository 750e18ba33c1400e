"""The passwords that a person had: how old the present one is, and which must not come back yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models.functions import Now

from tenants.models import PasswordUsed, Session, User
from tenants.scoping import platform_scope


def was_used(user: User, password: str, *, last: int) -> bool:
    """Return whether the password is the present one or one of the last few. Each costs a hash, on purpose."""
    rows = PasswordUsed.objects.filter(user=user).order_by("-id")[:last]
    # The present one may be older than this list: it came with the account.
    hashes = dict.fromkeys([user.password, *rows.values_list("password", flat=True)])
    return any(check_password(password, known) for known in list(hashes)[:last])


@transaction.atomic
def note_new_password(user: User, *, keep: int) -> None:
    """Keep the password that was just set, forget those that may come back, and end every session of that person.

    A session that set it goes on: Django gives it a new row (update_session_auth_hash).
    """
    PasswordUsed.objects.create(user=user, password=user.password)
    kept = PasswordUsed.objects.filter(user=user).order_by("-id").values("pk")[: max(keep, 1)]
    PasswordUsed.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    User.objects.filter(pk=user.pk).update(password_changed_at=Now())
    user.refresh_from_db(fields=["password_changed_at"])
    Session.objects.filter(user=user).delete()


def change_password(*, user: User, password: str) -> None:
    """Give the person a new password, by their own hand; ends all their sessions, this one too if nobody renews it."""
    with platform_scope(actor=f"user:{user.pk}"):
        user.set_password(password)
        user.save(update_fields=["password"])


def is_expired(user: User, *, max_age_days: int, now: datetime) -> bool:
    """Return whether the password must be changed before anything else. Who has none cannot change it."""
    if not max_age_days or not user.has_usable_password():
        return False
    return user.password_since + timedelta(days=max_age_days) <= now
