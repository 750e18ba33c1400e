"""How much is waiting for people, counted up to a bound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tenants.models import StaffTask

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class OpenTasks:
    """How many tasks are open, late, in somebody's own hands and in nobody's."""

    open: int = 0
    late: int = 0
    mine: int = 0
    nobodys: int = 0

    @property
    def is_bounded(self) -> bool:
        """Return whether there are more than were counted."""
        return self.open > MOST_COUNTED


def count_open_tasks(*, person_id: int | None, now: datetime) -> OpenTasks:
    """Return the counts in one query, of the most urgent thousand at most."""
    urgent = StaffTask.objects.filter(closed_at=None).order_by("due_at", "id")
    rows = list(urgent.values_list("due_at", "assignee_id")[: MOST_COUNTED + 1])
    return OpenTasks(
        open=len(rows),
        late=sum(1 for due_at, _ in rows if due_at and due_at < now),
        mine=sum(1 for _, assignee in rows if assignee == person_id),
        nobodys=sum(1 for _, assignee in rows if assignee is None),
    )
