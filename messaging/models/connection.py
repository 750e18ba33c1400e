"""How a number is connected, step by step, and how it does: what was tried last, and what a look at it found."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from messaging.models.account import WhatsAppNumber
from tenants.scoping import TenantForeignKey, TenantModel


class Step(models.TextChoices):
    """In the order in which they are taken."""

    APP = "app", _("la app y su dirección")
    TOKEN = "token", _("el token de acceso")
    NUMBER = "number", _("el número")
    ACCOUNT = "account", _("la suscripción de la cuenta")
    WEBHOOK = "webhook", _("el primer aviso")
    PAYMENT = "payment", _("el medio de pago")
    SEND = "send", _("un envío de prueba")


class StepState(models.TextChoices):
    GOOD = "good", _("bien")
    WRONG = "wrong", _("mal")
    NOT_YET = "not_yet", _("todavía no")
    UNKNOWN = "unknown", _("no se sabe")


class ConnectionStep(TenantModel):
    """One step of connecting a number: what the last try at it found. The words for it are made where it is shown."""

    number = TenantForeignKey(
        WhatsAppNumber, models.CASCADE, related_name="+", verbose_name=_("número"), db_index=False
    )
    step = models.CharField(_("paso"), max_length=10, choices=Step)
    state = models.CharField(
        _("estado"), max_length=10, choices=StepState, default=StepState.NOT_YET, db_default=StepState.NOT_YET
    )
    # Why, in a word of messaging/connection/findings.py.
    cause = models.CharField(_("motivo"), max_length=30, blank=True, default="", db_default="")
    facts = models.JSONField(_("lo que se encontró"), default=dict, blank=True)
    # Asked for later than tried: somebody is at it.
    asked_at = models.DateTimeField(_("pedido"), null=True, blank=True)
    tried_at = models.DateTimeField(_("probado"), null=True, blank=True)

    class Meta:
        verbose_name = _("paso de conexión")
        verbose_name_plural = _("pasos de conexión")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number", "step"], name="connection_step_once"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="connection_step_known"),
            models.CheckConstraint(condition=Q(state__in=StepState.values), name="connection_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_step_display())


class NumberHealth(models.Model):
    """How a number does: ids and words of ours alone, so that one query counts the numbers of all businesses."""

    number_id = models.BigIntegerField(primary_key=True)
    tenant_id = models.BigIntegerField()
    # The worst of its causes, or that all is well, or that nobody can know yet (messaging/connection/health.py).
    state = models.CharField(max_length=10)
    causes = ArrayField(models.CharField(max_length=10), default=list)
    # For how many hours nothing has come, where that is a cause.
    silent_hours = models.PositiveSmallIntegerField(null=True)
    looked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("salud de un número")
        verbose_name_plural = _("salud de los números")

    def __str__(self) -> str:
        return f"{self.number_id}: {self.state}"
