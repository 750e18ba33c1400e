"""A price that somebody was told, and until when it holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.rates import money
from bookings.models.source import Source
from tenants.models import Guest
from tenants.models.business import Currency, Language
from tenants.scoping import TenantForeignKey, TenantModel


class Quote(TenantModel):
    """Stays, with their price line by line as it was when they were asked for."""

    code = models.CharField(_("código"), max_length=12, editable=False)
    guest = TenantForeignKey(Guest, models.PROTECT, null=True, blank=True, verbose_name=_("huésped"))
    source = models.CharField(_("origen"), max_length=10, choices=Source, default=Source.API)
    language = models.CharField(_("idioma"), max_length=2, choices=Language, blank=True)
    stays = models.JSONField(_("estadías"), default=list, editable=False)
    price = models.JSONField(_("precio"), default=dict, editable=False)
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency)
    total = money(_("total"))
    deposit = money(_("seña"))
    created_at = models.DateTimeField(_("hecho"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("vale hasta"))

    class Meta:
        verbose_name = _("presupuesto")
        verbose_name_plural = _("presupuestos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "code"], name="quote_code_once"),
            models.CheckConstraint(condition=Q(total__gte=0, deposit__gte=0), name="quote_not_negative"),
            models.CheckConstraint(condition=Q(deposit__lte=F("total")), name="quote_deposit_within_total"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "-id"], name="quote_newest")]

    def __str__(self) -> str:
        return self.code
