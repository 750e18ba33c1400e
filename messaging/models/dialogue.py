"""Where conversations with the bot are, what it answered and why, what it would answer, and what was wrong about it."""

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
    # What it did, or had done: words of messaging/dialogue/shapes.py with what they are about.
    does = models.JSONField(_("lo que hizo"), default=list)
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


class Draft(TenantModel):
    """What the bot would answer where it only drafts: a person sends it with one tap. One a conversation, the last one."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="+", verbose_name=_("conversación"), db_index=False
    )
    # The guest's messages that it answers: with them it is made anew when it is sent.
    answers = ArrayField(models.BigIntegerField(), verbose_name=_("mensajes contestados"), default=list)
    text = models.TextField(_("texto"))
    # What it would do, as a turn keeps it.
    does = models.JSONField(_("lo que haría"), default=list)
    # Of rules, deeds and offers: what is sent is what was seen, or else it is shown anew.
    mark = models.CharField(_("huella"), max_length=64)
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("borrador del bot")
        verbose_name_plural = _("borradores del bot")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "conversation"], name="draft_once")]

    def __str__(self) -> str:
        return self.text[:60]


class NluCase(TenantModel):
    """Somebody of the staff says that the bot understood or answered wrongly: what it should have been, for a test."""

    turn = TenantForeignKey(BotTurn, models.CASCADE, related_name="+", verbose_name=_("respuesta"), db_index=False)
    # What the guest said, without names, telephones and codes; the day on which they said it.
    text = models.TextField(_("lo que se leyó"), max_length=4096)
    today = models.DateField(_("día"))
    understanding = models.JSONField(_("lo que se entendió"), default=dict)
    # What it should have been, as far as somebody told: {"intent": "price"}.
    expected = models.JSONField(_("lo correcto"), default=dict)
    note = models.TextField(_("qué estuvo mal"), max_length=1000, blank=True)
    author = models.CharField(_("quién"), max_length=80)
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("respuesta equivocada")
        verbose_name_plural = _("respuestas equivocadas")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "turn"], name="nlu_case_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "-at", "-id"], name="nlu_case_newest")]

    def __str__(self) -> str:
        return self.text[:60]
