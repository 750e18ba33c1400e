"""What is sent to the calendar of the desk, and what is read from it."""

from __future__ import annotations

from typing import Any

from bookings.models import Unit
from tests.desk.reading import Page
from tests.lodging import night

PAGE, NEW, PRICE = "/admin/calendario/", "/admin/calendario/nueva/", "/admin/calendario/precio/"
SCRIPT = {"X-Requested-With": "fetch"}
Facts = dict[str, Any]


def facts(unit: Unit, first: int = 10, last: int = 12, **more: Any) -> Facts:
    """Return what a browser sends to note down a hold for Rosa."""
    stay = {"unit": unit.pk, "check_in": night(first).isoformat(), "check_out": night(last).isoformat()}
    return {"kind": "hold", "adults": 2, "children": 0, "guest_name": "Rosa Luna", **stay, **more}


def place(unit: Unit, first: int, last: int, **more: Any) -> Facts:
    return {"unit": unit.pk, "check_in": night(first).isoformat(), "check_out": night(last).isoformat(), **more}


def texts(answer: Any) -> list[str]:
    return Page(answer.content.decode()).texts
