"""Where the calendar is found in the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from bookings.admin.calendar.new import new, price
from bookings.admin.calendar.page import calendar
from bookings.admin.calendar.stays import STEPS, free, move, stay, step_view


def calendar_paths(guarded: Callable[[Any], Any]) -> list[URLPattern]:
    """Return the calendar's addresses; `guarded` lets in whom the desk is for."""
    one = "calendario/<int:reservation_id>/"
    return [
        path("calendario/", guarded(calendar), name="calendar"),
        path("calendario/nueva/", guarded(new), name="calendar_new"),
        path("calendario/precio/", guarded(price), name="calendar_price"),
        path(one, guarded(stay), name="calendar_stay"),
        path(f"{one}mover/", guarded(move), name="calendar_move"),
        path(f"{one}liberar/", guarded(free), name="calendar_free"),
        *(path(f"{one}{step.slug}/", guarded(step_view(step)), name=f"calendar_{step.slug}") for step in STEPS),
    ]
