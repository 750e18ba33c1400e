"""How long nights are kept for somebody who has not paid yet."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.source import Source
from tenants.scoping import TenantModel


class HoldRule(TenantModel):
    """So many minutes for whoever books this way at least so many days ahead. The most particular rule counts."""

    source = models.CharField(_("origen"), max_length=10, choices=Source, blank=True, help_text=_("Vacío: cualquiera."))
    days_ahead = models.PositiveSmallIntegerField(_("días antes de la llegada, al menos"), default=0)
    minutes = models.PositiveIntegerField(
        _("minutos"), validators=[MinValueValidator(1), MaxValueValidator(60 * 24 * 30)]
    )

    class Meta:
        verbose_name = _("plazo de prerreserva")
        verbose_name_plural = _("plazos de prerreserva")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "source", "days_ahead"], name="hold_rule_once"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 60 * 24 * 30)), name="hold_rule_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"
