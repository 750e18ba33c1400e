"""Questions about plans and their seasons, for whoever looks at them; prices are made from queries/rates.py."""

from __future__ import annotations

from django.db.models import QuerySet

from bookings.models import RateChange, RatePlan, Season


def list_rate_plans() -> QuerySet[RatePlan]:
    """Return the plans of this business."""
    return RatePlan.objects.all()


def list_seasons() -> QuerySet[Season]:
    """Return the seasons of all plans."""
    return Season.objects.all()


def list_rate_changes() -> QuerySet[RateChange]:
    """Return what was done in the price grid, the newest first, with the plans and their types."""
    return RateChange.objects.select_related("plan__type").order_by("-id")
