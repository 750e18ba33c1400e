"""What is on its way out, each try at it, and what Meta says became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from messaging.models.message import Message, MessageState
from tenants.scoping import TenantForeignKey, TenantModel


class Outgoing(models.Model):
    """A message that is not settled yet: ids alone, so that one query serves all businesses. Gone once it is settled.

    In each conversation the oldest goes first and the others wait for it.
    """

    message_id = models.BigIntegerField(primary_key=True)
    tenant_id = models.BigIntegerField()
    number_id = models.BigIntegerField()
    conversation_id = models.BigIntegerField()
    due_at = models.DateTimeField(db_default=Now())
    # Somebody is sending it until then; past it, that worker died, and nobody knows whether it was sent.
    held_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Sent, perhaps: since when nobody knows.
    unknown_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mensaje por enviar")
        verbose_name_plural = _("mensajes por enviar")
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="outgoing_due"),
            models.Index(fields=["conversation_id", "message_id"], name="outgoing_order"),
        ]

    def __str__(self) -> str:
        return str(self.message_id)


class SendAttempt(TenantModel):
    """One try at sending a message, written before it is made."""

    message = TenantForeignKey(
        Message, models.CASCADE, related_name="attempts", verbose_name=_("mensaje"), db_index=False
    )
    began_at = models.DateTimeField(_("desde"))
    ended_at = models.DateTimeField(_("hasta"), null=True)
    # accepted, or the remedy of what went wrong (messaging/whatsapp/faults.py).
    outcome = models.CharField(_("resultado"), max_length=20, blank=True, default="")
    code = models.IntegerField(_("código de Meta"), null=True)
    detail = models.CharField(_("detalle"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("intento de envío")
        verbose_name_plural = _("intentos de envío")
        indexes: ClassVar = [models.Index(fields=["tenant", "message", "id"], name="send_attempt_of_message")]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.outcome}"


class StatusEvent(TenantModel):
    """What Meta says became of a message, each word once. One that comes before we know the message waits for it."""

    message = TenantForeignKey(
        Message, models.CASCADE, null=True, related_name="statuses", verbose_name=_("mensaje"), db_index=False
    )
    wamid = models.CharField(max_length=255)
    status = models.CharField(_("estado"), max_length=20)
    at = models.DateTimeField(_("momento"))
    opaque = models.CharField(max_length=512, blank=True, default="")
    pricing = models.JSONField(_("precio"), default=dict)
    error_code = models.IntegerField(_("código de Meta"), null=True)
    error = models.CharField(_("qué falló"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(_("recibido"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("estado de un envío")
        verbose_name_plural = _("estados de envíos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "wamid", "status", "at"], name="status_told_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "message", "id"], name="status_of_message"),
            models.Index(fields=["tenant", "created_at"], name="status_parked", condition=Q(message=None)),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.wamid}"

    @property
    def word(self) -> str:
        """Return what Meta said in words; one that we do not know as it came."""
        known = dict(MessageState.choices)
        return str(known.get(self.status, self.status))
