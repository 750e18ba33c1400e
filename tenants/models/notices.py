"""How each member is told that something needs a person, and whom the system told what, by which way, with which result."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.models.staff_task import StaffTask
from tenants.scoping import TenantForeignKey, TenantModel

MOST_DELAY = 240


class NoticeKind(models.TextChoices):
    PUSH = "push", _("navegador")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("correo")


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("en espera")
    SENT = "sent", _("enviado")
    DELIVERED = "delivered", _("entregado")
    OPENED = "opened", _("abierto")
    FAILED = "failed", _("no salió")
    SKIPPED = "skipped", _("no se envió")


class NoticeReason(models.TextChoices):
    """Why somebody was not told, or why it did not work. A word of ours, never what the other side wrote."""

    NO_CHANNEL = "no_channel", _("no tiene por dónde recibir avisos")
    OFF_DUTY = "off_duty", _("no está de turno")
    NEVER_FREE = "never_free", _("sus horarios no dejan ningún momento")
    SETTLED = "settled", _("ya se ocupó alguien")
    CHANNEL_OFF = "channel_off", _("el medio estaba apagado")
    LEFT = "left", _("ya no trabaja aquí")
    BAD_URL = "bad_url", _("la dirección no se puede usar")
    NAME_UNKNOWN = "name_unknown", _("el nombre de la dirección no existe")
    ADDRESS_REFUSED = "address_refused", _("la dirección lleva a una red privada")
    CONNECTION_FAILED = "connection_failed", _("no se pudo conectar")
    TLS_FAILED = "tls_failed", _("el certificado no es válido")
    TIMED_OUT = "timed_out", _("no contestó a tiempo")
    REDIRECT = "redirect", _("contestó con un desvío a otra dirección")
    STATUS = "status", _("contestó con un error")
    GONE = "gone", _("el navegador ya no recibe avisos")
    INTERRUPTED = "interrupted", _("el envío se interrumpió")
    KEY_UNREADABLE = "key_unreadable", _("no se pudo leer la clave de los avisos")
    BAD_SUBSCRIPTION = "bad_subscription", _("los datos del navegador no sirven")
    MAIL_OFF = "mail_off", _("no hay servidor de correo")
    MAIL_FAILED = "mail_failed", _("el servidor de correo no lo aceptó")
    NO_NUMBER = "no_number", _("no hay un número de WhatsApp que pueda enviar")
    WHATSAPP_REFUSED = "whatsapp_refused", _("WhatsApp no lo aceptó")


class NoticeRules(TenantModel):
    """How long a business waits for a reaction. One row a business; a business without one has these same values."""

    urgent_minutes = models.PositiveIntegerField(
        _("si es urgente, avisar a otros después de (min)"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    other_minutes = models.PositiveIntegerField(
        _("si no es urgente, avisar a otros después de (min)"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    # Approved at Meta with two gaps: what it is about, and the link.
    template = models.CharField(
        _("plantilla de WhatsApp para avisar al equipo"), max_length=120, default="aviso_personal"
    )

    class Meta:
        verbose_name = _("reglas de avisos")
        verbose_name_plural = _("reglas de avisos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant"], name="notice_rules_once"),
            models.CheckConstraint(
                condition=Q(urgent_minutes__gte=1, other_minutes__gte=1), name="notice_rules_wait_a_little"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Reglas de avisos"))


class NoticeHours(TenantModel):
    """When a member may be told. One row a person and business; whoever has none may be told at any hour."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("persona")
    )
    quiet_from = models.TimeField(_("silencio desde"), null=True, blank=True)
    quiet_to = models.TimeField(_("silencio hasta"), null=True, blank=True)
    urgent_anyway = models.BooleanField(_("lo urgente, también en silencio"), default=True)
    # As the calendar counts: Monday is 1.
    duty_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("días de turno"), default=list, blank=True
    )
    duty_from = models.TimeField(_("turno desde"), null=True, blank=True)
    duty_to = models.TimeField(_("turno hasta"), null=True, blank=True)

    class Meta:
        verbose_name = _("horario de avisos")
        verbose_name_plural = _("horarios de avisos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "user"], name="notice_hours_once"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="notice_quiet_from_and_to",
            ),
            models.CheckConstraint(
                condition=Q(duty_from=None, duty_to=None) | Q(duty_from__isnull=False, duty_to__isnull=False),
                name="notice_duty_from_and_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class NoticeChannel(TenantModel):
    """A way to reach a member: a browser that said yes, a phone, an address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("persona")
    )
    kind = models.CharField(_("medio"), max_length=10, choices=NoticeKind)
    # For a browser the address at its maker's push service.
    address = models.CharField(_("dirección"), max_length=500)
    # What only that browser can read with: base64url, as browsers write it.
    p256dh = models.CharField(_("clave del navegador"), max_length=120, blank=True, editable=False)
    auth = models.CharField(_("secreto del navegador"), max_length=60, blank=True, editable=False)
    label = models.CharField(_("navegador"), max_length=80, blank=True, editable=False)
    delay = models.PositiveIntegerField(_("minutos de espera"), default=0, validators=[MaxValueValidator(MOST_DELAY)])
    is_active = models.BooleanField(_("encendido"), default=True, editable=False)
    # Off because the browser is gone, not because somebody wanted it.
    is_gone = models.BooleanField(_("ya no existe"), default=False, editable=False)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("medio de aviso")
        verbose_name_plural = _("medios de aviso")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "user", "kind", "address"], name="notice_channel_once"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_channel_kind_known"),
            models.CheckConstraint(condition=Q(delay__lte=MOST_DELAY), name="notice_channel_delay"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Notice(TenantModel):
    """One member, told once of one task by one way in one step; or why not. Without a task it is a test."""

    task = TenantForeignKey(StaffTask, null=True, related_name="+", verbose_name=_("tarea"), db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("persona")
    )
    channel = TenantForeignKey(NoticeChannel, null=True, related_name="+", verbose_name=_("medio"))
    step = models.PositiveSmallIntegerField(_("paso"))
    state = models.CharField(_("estado"), max_length=10, choices=NoticeState, default=NoticeState.WAITING)
    reason = models.CharField(_("motivo"), max_length=20, choices=NoticeReason, blank=True)
    # The receiver's status, or Meta's code.
    code = models.IntegerField(_("código"), null=True)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    due_at = models.DateTimeField(_("para"))
    # A worker is at it until then; past it, that worker has died over it.
    held_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("enviado"), null=True)
    delivered_at = models.DateTimeField(_("entregado"), null=True)
    opened_at = models.DateTimeField(_("abierto"), null=True)
    # What its link is known by.
    token = models.CharField(max_length=40, default=new_token, editable=False)
    wamid = models.CharField(max_length=255, blank=True, editable=False)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("aviso al personal")
        verbose_name_plural = _("avisos al personal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "task", "user", "channel", "step"], name="notice_once"),
            models.UniqueConstraint(
                fields=["tenant", "task", "user", "step", "reason"],
                condition=Q(channel=None),
                name="notice_not_told_once",
            ),
            models.UniqueConstraint(fields=["tenant", "token"], name="notice_token_once"),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "skipped"]) | ~Q(reason=""), name="notice_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "user", "-id"], name="notice_newest")]

    def __str__(self) -> str:
        return f"{self.pk}"


class PushKey(models.Model):
    """The installation's key pair, by which push services know it. One row; browsers subscribe to this very key."""

    private = models.TextField(_("clave privada"), editable=False)  # sealed (tenants/sealed.py)
    public = models.CharField(_("clave pública"), max_length=100, editable=False)
    created_at = models.DateTimeField(_("creada"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("clave de avisos al navegador")
        verbose_name_plural = _("claves de avisos al navegador")

    def __str__(self) -> str:
        return f"{self.pk}"
