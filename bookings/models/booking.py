"""What a guest makes: one code, one deposit, one conversation, and one or more stays."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.quote import Quote
from bookings.models.rates import money
from bookings.models.source import Source
from tenants.models import Guest
from tenants.models.business import Currency, Language
from tenants.scoping import TenantForeignKey, TenantModel


class Booking(TenantModel):
    """`hold_expires_at` stands while it is a hold: unpaid, its nights kept until then. What it owes is in the folio."""

    code = models.CharField(_("código"), max_length=12, editable=False)
    guest = TenantForeignKey(Guest, models.PROTECT, related_name="bookings", verbose_name=_("huésped"))
    quote = TenantForeignKey(Quote, models.PROTECT, null=True, blank=True, verbose_name=_("presupuesto"))
    source = models.CharField(_("origen"), max_length=10, choices=Source)
    language = models.CharField(_("idioma"), max_length=2, choices=Language, blank=True)
    price = models.JSONField(_("precio"), default=dict, editable=False)
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency)
    total = money(_("total"))
    deposit = money(_("seña"))
    hold_expires_at = models.DateTimeField(_("prerreserva hasta"), null=True, blank=True)
    note = models.TextField(_("nota"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("hecha"), db_default=Now(), editable=False)
    created_by = models.CharField(_("hecha por"), max_length=80, editable=False)

    class Meta:
        verbose_name = _("reserva")
        verbose_name_plural = _("reservas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "code"], name="booking_code_once"),
            models.CheckConstraint(condition=Q(total__gte=0, deposit__gte=0), name="booking_not_negative"),
            models.CheckConstraint(condition=Q(deposit__lte=F("total")), name="booking_deposit_within_total"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="booking_source_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="booking_newest"),
            models.Index(fields=["tenant", "guest", "-id"], name="booking_of_guest"),
            models.Index(
                fields=["tenant", "hold_expires_at"],
                condition=Q(hold_expires_at__isnull=False),
                name="booking_holds_by_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.code
