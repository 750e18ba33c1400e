"""Lodgings of the demonstration and two months of stays around today, made by the services that people use.

Run again on the same day it changes nothing; on another day the stays go on: who should have left has left, and new
guests are expected.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from bookings.demo.build import build
from bookings.demo.houses import HOUSES, DemoHouse
from bookings.demo.play import Stage, advance, play_all, tell_past_messages
from bookings.models import Booking
from tenants.demo import ACTOR
from tenants.models import StaffTask, Tenant
from tenants.scoping import tenant_scope
from tenants.services.staff_tasks import open_staff_task

# A thing to do that is there once a day: by it the second run of a day knows that it is one.
DAILY = "prepare_unit"


def refresh(*, now: datetime) -> list[str]:
    """Make what is missing, bring stays up to today, and return what there is now, a line for each business."""
    # What guests are told in the demonstration does not depend on who runs the command.
    with translation.override("es"):
        return [refresh_house(house, now=now) for house in HOUSES]


def refresh_house(house: DemoHouse, *, now: datetime) -> str:
    tenant = Tenant.objects.get(slug=house.slug)
    today = now.astimezone(ZoneInfo(tenant.zone)).date()
    cause = f"demo:arrivals:{today.isoformat()}"
    with transaction.atomic(), tenant_scope(tenant.pk, actor=ACTOR):
        if not StaffTask.objects.filter(kind=DAILY, cause=cause).exists():
            is_new = not Booking.objects.exists()
            stage = Stage(build(house, today=today), ZoneInfo(tenant.zone), today, now, tenant.language)
            advance(stage)
            play_all(stage, house.plays, is_new=is_new)
            tell_past_messages(stage)
            move_daily_task(house, cause, due_at=now.replace(second=0, microsecond=0) + timedelta(hours=3))
        count = Booking.objects.count()
    return f"{tenant.name}: {count} reservas"


def move_daily_task(house: DemoHouse, cause: str, *, due_at: datetime) -> None:
    """Have the rooms of today's arrivals prepared; what is left open from earlier days comes along."""
    StaffTask.objects.filter(kind=DAILY, cause__startswith="demo:arrivals:", closed_at=None).update(cause=cause)
    if not StaffTask.objects.filter(kind=DAILY, cause=cause).exists():
        open_staff_task(kind=DAILY, cause=cause, title=house.daily_task)
    StaffTask.objects.filter(kind=DAILY, cause=cause).update(due_at=due_at)
