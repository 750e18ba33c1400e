"""What a guest is told around a stay: rules, and for each booking the moments that follow from them."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from tenants.scoping import TenantForeignKey, TenantModel


class Anchor(models.TextChoices):
    BOOKING = "booking", _("la confirmación")
    ARRIVAL = "arrival", _("la llegada")
    DEPARTURE = "departure", _("la salida")


class WhenLate(models.TextChoices):
    SEND = "send", _("enviarlo enseguida")
    SKIP = "skip", _("no enviarlo")


class MessageRule(TenantModel):
    """So many days before (negative) or after a moment of the stay, at an hour of the business's clock."""

    name = models.CharField(_("nombre"), max_length=80)
    template = models.SlugField(_("mensaje"), max_length=40)
    anchor = models.CharField(_("respecto de"), max_length=10, choices=Anchor)
    days = models.SmallIntegerField(_("días"), default=0, help_text=_("Negativo: antes. 0: el mismo día."))
    at = models.TimeField(_("hora"), default=time(10))
    # {"balance_due": true, "source": ["whatsapp"], "types": [3], "statuses": ["confirmed"]}: asked when it is sent.
    conditions = models.JSONField(_("condiciones"), default=dict, blank=True)
    when_late = models.CharField(_("si la hora ya pasó"), max_length=4, choices=WhenLate, default=WhenLate.SKIP)
    is_active = models.BooleanField(_("vigente"), default=True)

    class Meta:
        verbose_name = _("mensaje automático")
        verbose_name_plural = _("mensajes automáticos")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "name"], name="message_rule_once")]

    def __str__(self) -> str:
        return self.name


class MessageState(models.TextChoices):
    WAITING = "waiting", _("programado")
    READY = "ready", _("por enviar")
    SKIPPED = "skipped", _("no corresponde")
    SENT = "sent", _("enviado")


class StayMessage(TenantModel):
    """One message of one booking: once, whatever happens."""

    rule = TenantForeignKey(MessageRule, models.CASCADE, related_name="messages", verbose_name=_("regla"))
    booking = TenantForeignKey(Booking, models.CASCADE, related_name="messages", verbose_name=_("reserva"))
    due_at = models.DateTimeField(_("para"))
    state = models.CharField(_("estado"), max_length=8, choices=MessageState, default=MessageState.WAITING)
    reason = models.CharField(_("motivo"), max_length=80, blank=True)
    # Somebody chose the moment for this guest: it does not move with the dates.
    is_pinned = models.BooleanField(_("a mano"), default=False)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("mensaje de la estadía")
        verbose_name_plural = _("mensajes de la estadía")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "booking", "rule"], name="stay_message_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "due_at"], condition=Q(state=MessageState.WAITING), name="stay_message_due"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.due_at:%Y-%m-%d %H:%M}"
