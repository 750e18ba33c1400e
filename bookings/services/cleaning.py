"""Whether a unit is ready for the next guest."""

from __future__ import annotations

from bookings.models import Unit


def set_unit_state(*, unit: Unit, state: str, note: str = "") -> Unit:
    """Note that a unit is clean, dirty, looked over or out of order; one that is out of order is not sold."""
    unit.state, unit.note = state, note
    unit.save(update_fields=["state", "note"])
    return unit
