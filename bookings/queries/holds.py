"""Holds whose time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def list_overdue_holds(*, now: datetime, most: int) -> list[tuple[int, int]]:
    """Return tenants and bookings of the holds that are overdue, the oldest first, of all businesses: ids and no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT of_tenant, booking FROM conserje_overdue_holds(%s, %s)", [now, most])
        found: list[tuple[int, int]] = cursor.fetchall()
        return found
