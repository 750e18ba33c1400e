"""What happened to a booking or a closure: never changed, never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.reservation import Reservation
from tenants.scoping import TenantForeignKey, TenantModel


class BookingEvent(TenantModel):
    """One change: what, when, by whom and why. `data` has what the kind needs."""

    booking = TenantForeignKey(Booking, models.PROTECT, null=True, related_name="events", verbose_name=_("reserva"))
    reservation = TenantForeignKey(
        Reservation, models.PROTECT, null=True, related_name="events", verbose_name=_("estadía")
    )
    kind = models.CharField(_("qué"), max_length=32)
    at = models.DateTimeField(_("cuándo"), db_default=Now())
    actor = models.CharField(_("quién"), max_length=80)
    reason = models.CharField(_("motivo"), max_length=200, blank=True)
    data = models.JSONField(_("detalle"), default=dict)

    class Meta:
        verbose_name = _("suceso")
        verbose_name_plural = _("sucesos")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(booking__isnull=False) | Q(reservation__isnull=False), name="booking_event_about_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "booking", "id"], name="booking_event_of_booking"),
            models.Index(fields=["tenant", "reservation", "id"], name="booking_event_of_stay"),
        ]

    def __str__(self) -> str:
        return self.kind
