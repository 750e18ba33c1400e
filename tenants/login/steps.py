"""Deciding what somebody who is logged in must still do before anything else: the second step, or a new password."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from enum import Enum
from typing import Any

from django.conf import settings

from tenants.login.history import is_expired
from tenants.login.second_factor import find_second_factor
from tenants.models import User

# What a session knows about how its person got in.
SECOND_STEP_DONE = "second_step_done"
CAME_BY_LINK = "came_by_link"


class Step(Enum):
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 (a word, not a secret)


def next_step(user: User, session: Mapping[str, Any], *, now: datetime) -> Step | None:
    """Return what comes before everything else for this person in this session; None if nothing does."""
    factor = find_second_factor(user)
    if factor is not None and session.get(SECOND_STEP_DONE) != factor.pk:
        return Step.CODE
    if is_expired(user, max_age_days=settings.PASSWORD_MAX_AGE_DAYS, now=now):
        return Step.PASSWORD
    return None


def note_second_step(user: User, session: MutableMapping[str, Any]) -> None:
    """Note that this session gave a code of the second factor that counts now."""
    factor = find_second_factor(user)
    if factor is not None:
        session[SECOND_STEP_DONE] = factor.pk
