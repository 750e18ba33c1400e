"""What a business writes as lists: discounts, what a cancellation costs, for whom a message is. Checked and put in order.

They are kept as JSON; whoever writes them comes through here. No Django, no I/O.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bookings.lifecycle import Status

NIGHTS, HOURS = "nights", "hours"
# A discount from the first night on would be another price; a cancellation a year before is none.
SPANS = {NIGHTS: (2, 365), HOURS: (1, 24 * 365)}
MOST_STEPS = 5

MESSAGE_STATUSES = (Status.CONFIRMED, Status.CHECKED_IN, Status.CHECKED_OUT)

Step = dict[str, Any]


class Fault(StrEnum):
    """What is wrong with a list; the edge has the words."""

    INCOMPLETE = "incomplete"
    SPAN = "span"
    PERCENT = "percent"
    TWICE = "twice"
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"


class BadRule(ValueError):
    """A list that cannot be meant."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def write_steps(pairs: Sequence[tuple[int | None, Decimal | None]], *, unit: str) -> list[Step]:
    """Return steps as they are kept, the shortest first; pairs of which nothing was filled in are passed over.

    :raises BadRule: if one is filled in by half, out of bounds, or there twice
    """
    filled = [(span, percent) for span, percent in pairs if not (span is None and percent is None)]
    if len(filled) > MOST_STEPS:
        raise BadRule(Fault.TOO_MANY)
    steps = [write_step(span, percent, unit=unit) for span, percent in filled]
    if len({step[unit] for step in steps}) < len(steps):
        raise BadRule(Fault.TWICE)
    return sorted(steps, key=lambda step: int(step[unit]))


def write_step(span: int | None, percent: Decimal | None, *, unit: str) -> Step:
    least, most = SPANS[unit]
    if span is None or percent is None:
        raise BadRule(Fault.INCOMPLETE)
    if not least <= span <= most:
        raise BadRule(Fault.SPAN)
    if not 0 < percent <= 100 or percent != round(percent, 2):
        raise BadRule(Fault.PERCENT)
    return {unit: span, "percent": format(percent.normalize(), "f")}


def read_steps(steps: Sequence[Mapping[str, Any]], *, unit: str) -> list[tuple[int, Decimal]]:
    """Return kept steps as pairs."""
    return [(int(step[unit]), Decimal(str(step["percent"]))) for step in steps]


def write_conditions(
    *, balance_due: bool | None, sources: Sequence[str], types: Sequence[int], statuses: Sequence[str]
) -> dict[str, Any]:
    """Return for whom a message is, as it is kept; what was not chosen is not asked.

    :raises BadRule: if nobody could ever be in one of the statuses when a message goes out
    """
    if not set(statuses) <= set(MESSAGE_STATUSES):
        raise BadRule(Fault.UNKNOWN)
    conditions: dict[str, Any] = {} if balance_due is None else {"balance_due": balance_due}
    lists = {"source": sorted(sources), "types": sorted(types), "statuses": sorted(statuses)}
    return conditions | {name: values for name, values in lists.items() if values}
