"""A conversation: one guest and one of our numbers; and the mailbox that says which of them somebody should look at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from messaging.models.account import WhatsAppNumber
from tenants.models import Guest
from tenants.scoping import TenantForeignKey, TenantModel


class Conversation(TenantModel):
    """What was said between a guest and a number. `wa_id` and `user_id` are where an answer goes: as they last arrived."""

    number = TenantForeignKey(WhatsAppNumber, related_name="+", verbose_name=_("número"), db_index=False)
    guest = TenantForeignKey(Guest, related_name="+", verbose_name=_("huésped"))
    wa_id = models.CharField(_("teléfono de WhatsApp"), max_length=32, blank=True)
    user_id = models.CharField(_("identificador de WhatsApp"), max_length=140, blank=True)
    # By Meta's clock, since when that is known: what was said before it changes nothing about it.
    address_at = models.DateTimeField(null=True, editable=False)
    # By Meta's clock: the 24 hours in which we may write freely begin with it.
    last_inbound_at = models.DateTimeField(_("último mensaje del huésped"), null=True)
    last_message_at = models.DateTimeField(_("último mensaje"), db_default=Now())
    # The bot keeps silent here: who writes seems to be a machine too. A person lifts it.
    bot_stopped_at = models.DateTimeField(_("el bot calla desde"), null=True, blank=True)
    bot_stop_reason = models.CharField(_("por qué calla"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("conversación")
        verbose_name_plural = _("conversaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number", "guest"], name="conversation_once"),
            models.CheckConstraint(condition=~Q(wa_id="", user_id=""), name="conversation_leads_somewhere"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-last_message_at", "-id"], name="conversation_newest"),
            models.Index(fields=["tenant", "number", "wa_id"], name="conversation_by_phone", condition=~Q(wa_id="")),
            models.Index(fields=["tenant", "number", "user_id"], name="conversation_by_id", condition=~Q(user_id="")),
        ]

    def __str__(self) -> str:
        return str(self.guest)


class Mailbox(models.Model):
    """That somebody should look at a conversation, and from when on: ids alone, so that one query serves all businesses.

    Whoever looks locks the row: one at a time in each conversation, all of them side by side.
    """

    conversation_id = models.BigIntegerField(primary_key=True)
    tenant_id = models.BigIntegerField()
    ready_at = models.DateTimeField(null=True)
    # Since when something waits for an answer: each message more puts it off, but not for ever.
    waiting_since = models.DateTimeField(null=True)
    # Looks since the last that went well; each failure waits longer than the one before.
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    error = models.CharField(max_length=200, default="", db_default="")

    class Meta:
        verbose_name = _("buzón")
        verbose_name_plural = _("buzones")
        indexes: ClassVar = [
            models.Index(fields=["ready_at"], name="mailbox_ready", condition=Q(ready_at__isnull=False))
        ]

    def __str__(self) -> str:
        return str(self.conversation_id)
