"""Who cannot log in for now, because of too many wrong attempts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from tenants.login import lockout
from tenants.models import LoginFailures, User


def list_locked(people: Iterable[User], *, now: datetime) -> set[int]:
    """Return the ids of those who are locked, in one query. Names are counted under a hash, so the people come first."""
    keys = {(lockout.NAME, lockout.name_key(person.username)): person.pk for person in people}
    keys |= {(lockout.CODE, lockout.user_key(person)): person.pk for person in people}
    lasts = settings.LOGIN_LOCK_SECONDS
    still = Q(locked_at__gt=now - timedelta(seconds=lasts)) if lasts else Q(locked_at__isnull=False)
    rows = LoginFailures.objects.filter(still, key__in=[key for _, key in keys]).values_list("kind", "key")
    return {keys[row] for row in rows if row in keys}
