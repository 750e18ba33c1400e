"""How long nights are kept for somebody who has not paid. No Django, no I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

# Where a business has no rule of its own. Whoever comes tonight decides quickly.
DEFAULT_MINUTES = 60
SAME_DAY_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Rule:
    """So many minutes for whoever comes this way (empty: any) at least so many days ahead."""

    source: str
    days_ahead: int
    minutes: int


def hold_length(rules: Iterable[Rule], *, source: str, days_ahead: int) -> timedelta:
    """Return how long a hold lasts: by the rule for this way before the one for any, and the furthest that is reached."""
    fitting = [rule for rule in rules if rule.source in ("", source) and rule.days_ahead <= days_ahead]
    if fitting:
        best = max(fitting, key=lambda rule: (rule.source == source, rule.days_ahead))
        return timedelta(minutes=best.minutes)
    return timedelta(minutes=DEFAULT_MINUTES if days_ahead > 0 else SAME_DAY_MINUTES)
