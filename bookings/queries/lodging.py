"""Houses and their clocks."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bookings.models import Reservation
from bookings.rules import first_bookable_night
from tenants.models import Tenant
from tenants.scoping import current_tenant_id


def get_zone() -> ZoneInfo:
    """Return the zone of the scope's business."""
    return ZoneInfo(Tenant.objects.values_list("zone", flat=True).get(pk=current_tenant_id()))


def arrival_of(stay: Reservation, *, zone: ZoneInfo) -> datetime:
    """Return when a guest may arrive. Needs the stay's unit with type and property."""
    return datetime.combine(stay.period.lower, stay.unit.type.property.check_in_from, tzinfo=zone)


def first_night_left(stay: Reservation, *, now: datetime) -> date:
    """Return the first night that a stay's house still sells. Needs its unit with type and property."""
    return first_bookable_night(now.astimezone(get_zone()), stay.unit.type.property.cutoff)
