"""The money of a booking: entries that are only ever added. What is owed is their sum, never a flag."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.rates import money
from bookings.models.reservation import Reservation
from tenants.models.business import Currency
from tenants.scoping import TenantForeignKey, TenantModel


class EntryKind(models.TextChoices):
    CHARGE = "charge", _("alojamiento")
    TAX = "tax", _("impuesto")
    EXTRA = "extra", _("adicional")
    FEE = "fee", _("cargo por cancelación")
    ADJUSTMENT = "adjustment", _("ajuste")
    CREDIT = "credit", _("bonificación")
    PAYMENT = "payment", _("pago")
    REFUND = "refund", _("devolución")


class Method(models.TextChoices):
    CASH = "cash", _("efectivo")
    CARD = "card", _("tarjeta")
    TRANSFER = "transfer", _("transferencia")
    PROVIDER = "provider", _("cobro en línea")


# What a guest owes grows by these, and shrinks by the others; an adjustment has its own sign.
OWED = (EntryKind.CHARGE, EntryKind.TAX, EntryKind.EXTRA, EntryKind.FEE, EntryKind.ADJUSTMENT)
GIVEN = (EntryKind.PAYMENT, EntryKind.REFUND)


class FolioEntry(TenantModel):
    """One movement. Amounts are positive, their kind says which way; only an adjustment may be negative."""

    booking = TenantForeignKey(Booking, models.PROTECT, related_name="entries", verbose_name=_("reserva"))
    reservation = TenantForeignKey(
        Reservation, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("estadía")
    )
    kind = models.CharField(_("tipo"), max_length=12, choices=EntryKind)
    amount = money(_("importe"))
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency)
    method = models.CharField(_("medio"), max_length=10, choices=Method, blank=True)
    reference = models.CharField(_("comprobante"), max_length=80, blank=True)
    note = models.CharField(_("nota"), max_length=200, blank=True)
    # Whoever records the same movement twice with the same key records it once; a payment and its refund are two.
    key = models.CharField(_("clave"), max_length=80, blank=True, editable=False)
    at = models.DateTimeField(_("cuándo"), db_default=Now())
    actor = models.CharField(_("quién"), max_length=80, editable=False)

    class Meta:
        verbose_name = _("movimiento")
        verbose_name_plural = _("movimientos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "booking", "kind", "key"], condition=~Q(key=""), name="folio_entry_key_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | (Q(kind=EntryKind.ADJUSTMENT) & ~Q(amount=0)), name="folio_entry_amount"
            ),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="folio_entry_kind_known"),
            models.CheckConstraint(condition=~Q(kind__in=GIVEN) | ~Q(method=""), name="folio_entry_method_of_money"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "booking", "id"], name="folio_entry_of_booking")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} {self.currency}"
