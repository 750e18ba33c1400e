"""What people do beside the messages: notes, canned replies, replies for later, and who had a conversation when."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from messaging.models.conversation import Conversation
from messaging.models.message import Message
from tenants.models import Language
from tenants.scoping import TenantForeignKey, TenantModel


class ConversationEvent(TenantModel):
    """That a conversation changed hands, or was put off: who did it, when, and what led to it. Never changed."""

    conversation = TenantForeignKey(Conversation, related_name="events", verbose_name=_("conversación"), db_index=False)
    kind = models.CharField(_("hecho"), max_length=40)
    at = models.DateTimeField(_("momento"))
    actor = models.CharField(_("quién"), max_length=80)
    # {"owner": "staff", "person": 7, "until": "..."}: how it is since then.
    data = models.JSONField(_("detalle"), default=dict)

    class Meta:
        verbose_name = _("hecho de una conversación")
        verbose_name_plural = _("hechos de conversaciones")
        indexes: ClassVar = [
            models.Index(fields=["tenant", "conversation", "-at", "-id"], name="conversation_event_newest")
        ]

    def __str__(self) -> str:
        return self.kind


class ConversationNote(TenantModel):
    """What the staff tell each other about a conversation. No message: it has no way to a guest."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="notes", verbose_name=_("conversación"), db_index=False
    )
    text = models.TextField(_("nota"), max_length=4000)
    author = models.CharField(_("quién"), max_length=80)
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("nota interna")
        verbose_name_plural = _("notas internas")
        indexes: ClassVar = [
            models.Index(fields=["tenant", "conversation", "-at", "-id"], name="conversation_note_newest")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ConversationMark(TenantModel):
    """That one person wants to come back to a conversation: unread for them, whoever else has read it."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="marks", verbose_name=_("conversación"), db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        related_name="+",
        verbose_name=_("persona"),
        db_index=False,
    )
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("marca de no leído")
        verbose_name_plural = _("marcas de no leído")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "person", "conversation"], name="conversation_mark_once")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "conversation"], name="conversation_mark_of")]

    def __str__(self) -> str:
        return str(self.pk)


class CannedReply(TenantModel):
    """Words that are written often, called by `/atajo`; {name}, {code} and the like are filled in from the guest's stay."""

    shortcut = models.CharField(
        _("atajo"),
        max_length=30,
        validators=[RegexValidator(r"^[a-z0-9_-]+$", _("Letras minúsculas, números y guiones, sin espacios."))],
    )
    language = models.CharField(_("idioma"), max_length=2, blank=True, choices=Language)
    text = models.TextField(_("texto"), max_length=4000)
    updated_at = models.DateTimeField(_("cambiada"), auto_now=True)

    class Meta:
        verbose_name = _("respuesta rápida")
        verbose_name_plural = _("respuestas rápidas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shortcut", "language"], name="canned_reply_once")
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut}"


class LaterState(models.TextChoices):
    WAITING = "waiting", _("programado")
    WRITTEN = "written", _("enviado")
    CANCELLED = "cancelled", _("cancelado")
    REFUSED = "refused", _("no se pudo enviar")


class ScheduledReply(TenantModel):
    """What a person wants said at a moment to come: looked at again then, since the guest's 24 hours may be over."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="later", verbose_name=_("conversación"), db_index=False
    )
    text = models.TextField(_("texto"), max_length=4096)
    # What goes when the 24 hours are over, as messaging/whatsapp/outgoing.py writes it.
    fallback = models.JSONField(null=True, editable=False)
    due_at = models.DateTimeField(_("para"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        verbose_name=_("escrito por"),
        db_index=False,
    )
    state = models.CharField(_("estado"), max_length=9, choices=LaterState, default=LaterState.WAITING)
    why = models.CharField(_("motivo"), max_length=80, blank=True, default="")
    message = TenantForeignKey(Message, models.CASCADE, null=True, related_name="+", verbose_name=_("mensaje"))
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("mensaje programado")
        verbose_name_plural = _("mensajes programados")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=LaterState.values), name="scheduled_reply_state_known"),
            models.CheckConstraint(
                condition=Q(state="written", message__isnull=False) | (~Q(state="written") & Q(message=None)),
                name="scheduled_reply_written_is_there",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "conversation", "due_at"], name="scheduled_reply_of"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
