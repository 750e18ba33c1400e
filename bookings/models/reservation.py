"""Nights of a unit that somebody has: a guest, or a closure. One table, so that one constraint decides for all."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, GeneratedField, Q
from django.db.models.functions import Lower, Now, Upper
from django.utils.translation import gettext_lazy as _

from bookings import lifecycle
from bookings.models.booking import Booking
from bookings.models.lodging import Unit
from bookings.models.rates import money
from bookings.models.source import Source
from tenants.models.business import Currency
from tenants.scoping import TenantForeignKey, TenantModel

# A guest's stay is bounded by their house's rule; a closure by this, so that nobody closes a unit for a century.
LONGEST_PERIOD = 1100


class ReservationStatus(models.TextChoices):
    PRE_RESERVED = lifecycle.Status.PRE_RESERVED.value, _("prerreservada")
    CONFIRMED = lifecycle.Status.CONFIRMED.value, _("confirmada")
    CHECKED_IN = lifecycle.Status.CHECKED_IN.value, _("alojada")
    CHECKED_OUT = lifecycle.Status.CHECKED_OUT.value, _("finalizada")
    CANCELLED = lifecycle.Status.CANCELLED.value, _("cancelada")
    EXPIRED = lifecycle.Status.EXPIRED.value, _("vencida")
    NO_SHOW = lifecycle.Status.NO_SHOW.value, _("no llegó")
    BLOCKED = lifecycle.Status.BLOCKED.value, _("bloqueada")


class Reservation(TenantModel):
    """A unit and a period. `slots` and `capacity` are copied from the unit, so that the row can be held to them.

    Without a booking it is a closure or an event of another calendar. `overbooked`: somebody put it there knowingly, with
    a reason. `shadowed`: an imported closure which others cover wholly. Both stand outside the constraint.
    """

    booking = TenantForeignKey(Booking, models.PROTECT, null=True, blank=True, related_name="reservations")
    unit = TenantForeignKey(Unit, models.PROTECT, related_name="reservations", verbose_name=_("unidad"))
    slots = BigIntegerRangeField(editable=False)
    period = DateRangeField(_("noches"))
    check_in = GeneratedField(expression=Lower("period"), output_field=models.DateField(_("entrada")), db_persist=True)
    check_out = GeneratedField(expression=Upper("period"), output_field=models.DateField(_("salida")), db_persist=True)
    adults = models.PositiveSmallIntegerField(_("adultos"), default=0)
    children = models.PositiveSmallIntegerField(_("menores"), default=0)
    capacity = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(_("estado"), max_length=12, choices=ReservationStatus)
    hold_expires_at = models.DateTimeField(_("prerreserva hasta"), null=True, editable=False)
    price = money(_("precio"), default=0)
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency, blank=True)
    lines = models.JSONField(_("detalle"), default=dict, editable=False)
    source = models.CharField(_("origen"), max_length=10, choices=Source)
    external_uid = models.CharField(_("identificador externo"), max_length=255, blank=True)
    reason = models.CharField(_("motivo"), max_length=200, blank=True)
    overbooked = models.BooleanField(_("sobreventa"), default=False)
    shadowed = models.BooleanField(_("cubierta por otra"), default=False, editable=False)
    created_at = models.DateTimeField(_("hecha"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("estadía")
        verbose_name_plural = _("estadías")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="no_overlap_reservations",
                expressions=[("slots", RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                condition=Q(
                    status__in=[status.value for status in lifecycle.BLOCKING], overbooked=False, shadowed=False
                ),
            ),
            models.CheckConstraint(condition=Q(status__in=ReservationStatus.values), name="reservation_status_known"),
            models.CheckConstraint(
                condition=Q(
                    period__isempty=False,
                    period__lower_inf=False,
                    period__upper_inf=False,
                ),
                name="reservation_has_nights",
            ),
            models.CheckConstraint(
                condition=Q(adults__gte=1, booking__isnull=False)
                | Q(status=ReservationStatus.BLOCKED)
                | Q(booking=None, status=ReservationStatus.CANCELLED),
                name="reservation_has_guests",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=F("adults") + F("children")), name="reservation_within_capacity"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReservationStatus.PRE_RESERVED) | Q(hold_expires_at__isnull=False),
                name="reservation_hold_expires",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReservationStatus.BLOCKED) | Q(booking=None),
                name="reservation_block_has_no_booking",
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="reservation_not_negative"),
            models.CheckConstraint(condition=Q(overbooked=False) | ~Q(reason=""), name="reservation_overbooked_why"),
            models.CheckConstraint(condition=Q(shadowed=False) | Q(booking=None), name="reservation_shadowed_is_block"),
        ]
        indexes: ClassVar = [
            # Plain columns: row-level security hides the GiST index from range operators (docs/explanation/nights.md).
            models.Index(
                fields=["tenant", "check_out", "check_in"],
                include=["slots", "status", "overbooked", "shadowed", "hold_expires_at"],
                name="idx_reservations_dates",
            ),
            # idx_reservations_status_checkin (tenant, status, check_in DESC, id DESC) stands in the migration: its name is
            # longer than Django lets an index have.
            models.Index("tenant", F("check_in").desc(), F("id").desc(), name="idx_reservations_checkin"),
            models.Index(fields=["tenant", "booking"], name="reservation_of_booking"),
            models.Index(fields=["tenant", "unit", "check_out"], name="reservation_of_unit"),
            models.Index(
                fields=["tenant", "external_uid"], condition=~Q(external_uid=""), name="reservation_external_uid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}"

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days  # type: ignore[no-any-return]
