"""Guests who would come if there were room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.lodging import UnitType
from tenants.models import Guest
from tenants.models.business import Language
from tenants.scoping import TenantForeignKey, TenantModel


class WaitStatus(models.TextChoices):
    WAITING = "waiting", _("espera")
    OFFERED = "offered", _("con oferta")
    TAKEN = "taken", _("reservó")
    PASSED = "passed", _("no respondió")
    CLOSED = "closed", _("cerrada")


class WaitlistEntry(TenantModel):
    """The first who asked is the first to be offered freed nights, by a hold that they can pay or let go."""

    guest = TenantForeignKey(Guest, models.CASCADE, related_name="waits", verbose_name=_("huésped"))
    type = TenantForeignKey(UnitType, models.CASCADE, related_name="waits", verbose_name=_("tipo de unidad"))
    check_in = models.DateField(_("entrada"))
    check_out = models.DateField(_("salida"))
    adults = models.PositiveSmallIntegerField(_("adultos"), default=2)
    children = models.PositiveSmallIntegerField(_("menores"), default=0)
    language = models.CharField(_("idioma"), max_length=2, choices=Language, blank=True)
    status = models.CharField(_("estado"), max_length=8, choices=WaitStatus, default=WaitStatus.WAITING)
    booking = TenantForeignKey(
        Booking, models.PROTECT, null=True, blank=True, related_name="waits", verbose_name=_("oferta"), editable=False
    )
    offered_at = models.DateTimeField(_("ofrecida"), null=True, editable=False)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("espera")
        verbose_name_plural = _("lista de espera")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(check_out__gt=F("check_in")), name="wait_has_nights"),
            models.CheckConstraint(condition=Q(adults__gte=1), name="wait_has_guests"),
            models.CheckConstraint(
                condition=~Q(status=WaitStatus.OFFERED) | Q(booking__isnull=False), name="wait_offer_is_a_hold"
            ),
            models.UniqueConstraint(
                fields=["tenant", "guest", "type", "check_in", "check_out"],
                condition=Q(status__in=[WaitStatus.WAITING, WaitStatus.OFFERED]),
                name="wait_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "type", "check_in", "id"],
                condition=Q(status=WaitStatus.WAITING),
                name="wait_by_type",
            ),
            models.Index(fields=["tenant", "-id"], name="wait_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.check_in} – {self.check_out}"
