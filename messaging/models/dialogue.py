"""Where conversations with the bot are, what it answered and why, and what a business lets it say."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from messaging.models.conversation import Conversation
from messaging.models.message import Message
from tenants.scoping import TenantForeignKey, TenantModel


class Talk(TenantModel):
    """Where a conversation with the bot is. One row a conversation, changed by whoever holds its mailbox."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="+", verbose_name=_("conversación"), db_index=False
    )
    # As messaging/dialogue/state.py writes it.
    state = models.JSONField(_("estado"), default=dict)
    # What was answered last, how it was before, and whether something was done: an answer that is not sent since its guest
    # wrote on is made anew, from there.
    answers = ArrayField(models.BigIntegerField(), verbose_name=_("mensajes contestados"), default=list)
    before = models.JSONField(_("estado antes"), default=dict)
    has_acted = models.BooleanField(_("hizo algo"), default=False)
    changed_at = models.DateTimeField(_("cambiado"))

    class Meta:
        verbose_name = _("estado del bot")
        verbose_name_plural = _("estados del bot")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "conversation"], name="talk_once")]

    def __str__(self) -> str:
        return str(self.conversation_id)


class BotTurn(TenantModel):
    """Why the bot said what it said: what it understood, by which rule it answered, and from which facts. Never changed."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="+", verbose_name=_("conversación"), db_index=False
    )
    # Its first words; without any it did something, or kept silent.
    message = TenantForeignKey(
        Message, models.CASCADE, related_name="+", verbose_name=_("mensaje"), null=True, db_index=False
    )
    answers = ArrayField(models.BigIntegerField(), verbose_name=_("mensajes contestados"), default=list)
    at = models.DateTimeField(_("momento"))
    heard = models.TextField(_("lo que se leyó"))
    intent = models.CharField(_("intención"), max_length=20)
    rule = models.CharField(_("regla"), max_length=60)
    # As messaging/nlu writes it, with the places in the text.
    understanding = models.JSONField(_("lo que se entendió"), default=dict)
    facts = models.JSONField(_("datos usados"), default=dict)
    state = models.JSONField(_("estado después"), default=dict)
    version = models.CharField(_("versión"), max_length=20)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("porqué de una respuesta")
        verbose_name_plural = _("porqués de respuestas")
        indexes: ClassVar = [
            models.Index(fields=["tenant", "conversation", "-id"], name="bot_turn_newest"),
            models.Index(fields=["tenant", "message"], name="bot_turn_of_message"),
        ]

    def __str__(self) -> str:
        return self.rule
