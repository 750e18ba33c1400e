"""What the desk opens with: what waits for a person, and what each part of the system has to say about today."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from bookings.admin import today as bookings
from tenants.admin.panel import PanelMaker
from tenants.admin.staff_tasks import step_context
from tenants.queries.staff_tasks import list_open_staff_tasks
from tenants.queries.today import count_open_tasks

MOST_SHOWN = 20

# Each part of the system that has something to say about today adds its function here, in the order of the page.
PANELS: list[PanelMaker] = [
    bookings.arrivals,
    bookings.departures,
    bookings.holds,
    bookings.offers,
    bookings.in_house,
]


def today_context(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Return the work of the day: the tasks that come first, how many there are, and the panels."""
    context: dict[str, Any] = {"now": now, "panels": [panel for make in PANELS if (panel := make(request, now))]}
    if request.user.has_perm("tenants.view_stafftask"):
        context |= task_context(request, now)
    return context


def task_context(request: HttpRequest, now: datetime) -> dict[str, Any]:
    return {
        "has_tasks": True,
        "tasks": list(list_open_staff_tasks()[:MOST_SHOWN]),
        "counts": count_open_tasks(person_id=request.user.pk, now=now),
        **step_context(request),
    }
