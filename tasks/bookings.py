"""Tasks about nights: letting holds go, offering what became free, and closing the day."""

from __future__ import annotations

from datetime import date

from bookings.services.closing_day import close_day
from bookings.services.expiring import expire_overdue
from bookings.services.waitlist import offer_nights
from tasks.base import job, periodic
from tasks.queue import enqueue
from tenants import clock
from tenants.models import Tenant
from tenants.models.business import Status


@periodic("bookings.expire_holds", seconds=60)
def expire_holds() -> None:
    """Expire holds whose time is over, of all businesses. Nobody waits for it: a new hold makes its own room."""
    expire_overdue(now=clock.now())


@job("bookings.offer_freed_nights", seconds=60)
def offer_freed_nights(*, tenant_id: int, first: str, last: str) -> None:
    """Offer nights that became free to those who wait for them."""
    offer_nights(first=date.fromisoformat(first), last=date.fromisoformat(last), now=clock.now())


@job("bookings.close_every_day", seconds=60)
def close_every_day() -> None:
    """Ask for the job below in each business that is served."""
    for tenant_id in Tenant.objects.filter(status=Status.ACTIVE).values_list("pk", flat=True).order_by("pk"):
        enqueue("bookings.close_day", tenant_id=tenant_id)


@job("bookings.close_day", seconds=60)
def close_one_day(*, tenant_id: int) -> None:
    """Release the nights of guests who did not come, where their plan says so, and close waits that are over."""
    close_day(now=clock.now())
