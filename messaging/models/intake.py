"""What Meta sent, as it sent it. Platform tables: whose it is stands inside."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class RawState(models.TextChoices):
    WAITING = "waiting", _("en espera")
    DONE = "done", _("leído")
    DEAD = "dead", _("no se pudo leer")


class RawEvent(models.Model):
    """One signed webhook, byte for byte. Written before the answer; read by `ingest`, as often as somebody asks for it."""

    app_key = models.CharField(_("app de Meta"), max_length=50)
    body = models.BinaryField(_("cuerpo"))
    # What tells one delivery from another where it came by way of the spool; empty for those that did not.
    spool_key = models.CharField(max_length=64, default="", db_default="", editable=False)
    state = models.CharField(
        _("estado"), max_length=8, choices=RawState, default=RawState.WAITING, db_default=RawState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0, db_default=0)
    error = models.CharField(_("último error"), max_length=200, default="", db_default="")
    received_at = models.DateTimeField(_("recibido"), db_default=Now(), editable=False)
    read_at = models.DateTimeField(_("leído a las"), null=True, editable=False)

    class Meta:
        verbose_name = _("aviso recibido")
        verbose_name_plural = _("avisos recibidos")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RawState.values), name="raw_event_state_known"),
            models.UniqueConstraint(fields=["spool_key"], condition=~Q(spool_key=""), name="raw_event_spooled_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="raw_event_waiting", condition=Q(state="waiting")),
            models.Index(fields=["read_at"], name="raw_event_read", condition=Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"{self.app_key or '-'} {self.pk}"


class QuarantineReason(models.TextChoices):
    UNKNOWN_NUMBER = "unknown_number", _("el número no es de ningún alojamiento")
    UNREADABLE = "unreadable", _("no se entiende")
    FOREIGN_APP = "foreign_app", _("lo firmó una app que no es la del número")


class Quarantined(models.Model):
    """A part of a webhook that leads to no business, or cannot be read: kept and shown, never only logged."""

    event = models.ForeignKey(RawEvent, on_delete=models.SET_NULL, null=True, verbose_name=_("aviso"))
    reason = models.CharField(_("motivo"), max_length=20, choices=QuarantineReason)
    # Where in the webhook it stood; for a number that nobody has, that number.
    place = models.CharField(_("dónde"), max_length=200)
    content = models.TextField(_("contenido"))
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)
    released_at = models.DateTimeField(_("resuelto"), null=True, editable=False)
    # Who took it out, `user:7`, and what they said about it.
    released_by = models.CharField(_("resuelto por"), max_length=80, blank=True, default="", editable=False)
    released_why = models.CharField(_("por qué"), max_length=200, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("aviso en cuarentena")
        verbose_name_plural = _("avisos en cuarentena")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reason__in=QuarantineReason.values), name="quarantine_reason_known"),
            models.UniqueConstraint(fields=["event", "place"], name="quarantined_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["-id"], name="quarantine_open", condition=Q(released_at=None))]

    def __str__(self) -> str:
        return self.place
