"""What was said, by guests, by the bot, by staff, by the system: one row each, in both directions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from messaging.models.conversation import Conversation
from tenants.scoping import TenantForeignKey, TenantModel


class Direction(models.TextChoices):
    IN = "in", _("entrante")
    OUT = "out", _("saliente")


class SenderType(models.TextChoices):
    GUEST = "guest", _("huésped")
    BOT = "bot", _("bot")
    STAFF = "staff", _("personal")
    SYSTEM = "system", _("sistema")


GUEST, BOT = SenderType.GUEST, SenderType.BOT


class MessageState(models.TextChoices):
    """Of what came in: new or seen. Of what goes out: how far it has come."""

    NEW = "new", _("sin atender")
    SEEN = "seen", _("atendido")
    QUEUED = "queued", _("en espera")
    SENDING = "sending", _("enviando")
    UNKNOWN = "unknown", _("sin confirmar")
    ACCEPTED = "accepted", _("aceptado")
    SENT = "sent", _("enviado")
    DELIVERED = "delivered", _("entregado")
    READ = "read", _("leído")
    PLAYED = "played", _("escuchado")
    FAILED = "failed", _("falló")
    DROPPED = "dropped", _("no se envió")


OF_IN = (MessageState.NEW, MessageState.SEEN)


class Message(TenantModel):
    """One message. `sent_at` is Meta's moment for what came in and ours for what goes out; order is by it, then by id."""

    conversation = TenantForeignKey(
        Conversation, related_name="messages", verbose_name=_("conversación"), db_index=False
    )
    direction = models.CharField(_("dirección"), max_length=3, choices=Direction)
    sender_type = models.CharField(_("de"), max_length=6, choices=SenderType)
    kind = models.CharField(_("tipo"), max_length=20)
    text = models.TextField(_("texto"), blank=True)
    # What came, cleaned; or what goes, as messaging/whatsapp/outgoing.py writes it.
    content = models.JSONField(_("contenido"), default=dict)
    state = models.CharField(_("estado"), max_length=10, choices=MessageState)
    # Meta's id; what goes out gets it with the answer to the sending, or with a status.
    wamid = models.CharField(_("identificador de Meta"), max_length=255, blank=True, default="")
    reply_to = models.CharField(_("contesta a"), max_length=255, blank=True, default="")
    sent_at = models.DateTimeField(_("momento"))
    created_at = models.DateTimeField(_("registrado"), db_default=Now(), editable=False)

    # Of what came in: somebody of the staff has read it.
    is_read = models.BooleanField(_("leído"), default=False, db_default=False, editable=False)
    # Of what goes out: who of the staff wrote it; nobody where it came from the phone.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("escrito por"),
        db_index=False,
    )
    # Of what came in: wait for a transcript, but not past this moment.
    hear_until = models.DateTimeField(null=True, editable=False)

    # Of what goes out. Travels with it and comes back in its statuses.
    opaque = models.UUIDField(null=True, editable=False)
    # What it is for: a kind has a maximum age, and some come before others when there is little to spend.
    purpose = models.CharField(_("motivo"), max_length=20, blank=True, default="")
    # The same thing cannot be said twice.
    content_key = models.CharField(max_length=120, blank=True, default="", editable=False)
    # The messages that it answers.
    answers = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    # What goes instead when the 24 hours are over.
    fallback = models.JSONField(null=True, editable=False)
    # Not worth sending after this.
    expires_at = models.DateTimeField(_("sirve hasta"), null=True, editable=False)
    error_code = models.IntegerField(_("código de Meta"), null=True, editable=False)
    error = models.CharField(_("qué falló"), max_length=300, blank=True, default="", editable=False)
    pricing = models.JSONField(_("precio"), default=dict, blank=True, editable=False)
    # Who had it sent once more, `user:7`, and what they said about it; of several the last.
    retried_by = models.CharField(max_length=80, blank=True, default="", db_default="", editable=False)
    retried_why = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)

    class Meta:
        verbose_name = _("mensaje")
        verbose_name_plural = _("mensajes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "direction", "wamid"], condition=~Q(wamid=""), name="message_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "content_key"], condition=~Q(content_key=""), name="message_said_once"
            ),
            models.UniqueConstraint(fields=["opaque"], condition=Q(opaque__isnull=False), name="message_opaque_once"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=Q(direction="in", state__in=OF_IN, opaque=None) | (Q(direction="out") & ~Q(state__in=OF_IN)),
                name="message_state_of_its_direction",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "conversation", "-sent_at", "-id"], name="message_of_conversation"),
            models.Index(fields=["tenant", "conversation", "id"], name="message_new", condition=Q(state="new")),
            models.Index(
                fields=["tenant", "conversation"], name="message_unread", condition=Q(direction="in", is_read=False)
            ),
            models.Index(
                fields=["tenant", "conversation", "-sent_at", "-id"],
                name="message_of_staff",
                condition=Q(sender_type="staff"),
            ),
            # How much the bot has said this month, where that is limited.
            models.Index(
                fields=["tenant", "created_at"],
                name="message_of_bot",
                condition=Q(direction="out", sender_type="bot"),
            ),
            models.Index(
                fields=["tenant", "id"],
                name="message_under_way",
                condition=Q(state__in=("queued", "sending", "unknown")),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Mensaje %(number)s") % {"number": self.pk})


class MediaState(models.TextChoices):
    WAITING = "waiting", _("por bajar")
    STORED = "stored", _("guardado")
    FAILED = "failed", _("no se pudo bajar")


class MediaFile(TenantModel):
    """A picture, a voice note, a document of a message. Fetched at once: Meta keeps it for days, its address for minutes."""

    message = TenantForeignKey(Message, models.CASCADE, related_name="+", verbose_name=_("mensaje"), db_index=False)
    media_id = models.CharField(max_length=64)
    mime_type = models.CharField(_("tipo"), max_length=100, blank=True)
    filename = models.CharField(_("archivo"), max_length=240, blank=True)
    # What Meta says it is, in hexadecimal; what does not match is not kept.
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("estado"), max_length=8, choices=MediaState, default=MediaState.WAITING)
    # How often it was asked for; whoever asks says which time it is, so that of two who ask one is too late.
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), null=True)
    content = models.BinaryField(null=True)
    error = models.CharField(_("qué falló"), max_length=200, blank=True, default="")
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("archivo recibido")
        verbose_name_plural = _("archivos recibidos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "message"], name="media_of_message_once"),
            models.CheckConstraint(
                condition=~Q(state="stored") | Q(content__isnull=False, size__isnull=False),
                name="media_stored_is_there",
            ),
        ]

    def __str__(self) -> str:
        return self.filename or self.media_id
