"""One hold more than a guest may have: a person is asked, and places it for them or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from bookings.stays import WantedStay
from tenants.models import Guest, StaffTask
from tenants.services.staff_tasks import open_staff_task

# Whoever asks for nights does not wait for an answer until tomorrow.
ANSWER_WITHIN = timedelta(hours=2)


def ask_for_approval(*, guest: Guest, stays: Sequence[WantedStay], now: datetime) -> StaffTask:
    """Ask staff whether a guest with unpaid holds may have another one. While they are asked, they are not asked again."""
    wanted = ", ".join(f"{one.stay.check_in} – {one.stay.check_out} ({one.party.guests})" for one in stays)
    return open_staff_task(
        kind="hold_approval",
        cause=f"guest:{guest.pk}",
        title=_("Otra prerreserva para quien ya tiene sin pagar"),
        detail=wanted[:2000],
        due_at=now + ANSWER_WITHIN,
        link=f"/admin/tenants/guest/{guest.pk}/change/",
    )
