"""Where a business wants to be told what happens, and what was told so far."""

from __future__ import annotations

from typing import ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.scoping import TenantForeignKey, TenantModel
from tenants.values.webhook_signature import event_id

# A delivery that failed this often waits for a person.
MOST_TRIES = 5


class OffReason(models.TextChoices):
    BY_HAND = "by_hand", _("alguien lo apagó")
    FAILURES = "failures", _("fallaron demasiados envíos seguidos")
    GONE = "gone", _("la dirección contestó que ya no existe (410)")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("en espera")
    DELIVERED = "delivered", _("entregado")
    DEAD = "dead", _("sin entregar")


class Fault(models.TextChoices):
    """Why a delivery did not arrive. A word of ours, never what the other side wrote."""

    BAD_URL = "bad_url", _("la dirección no se puede usar")
    NAME_UNKNOWN = "name_unknown", _("el nombre de la dirección no existe")
    ADDRESS_REFUSED = "address_refused", _("la dirección lleva a una red privada")
    CONNECTION_FAILED = "connection_failed", _("no se pudo conectar")
    TLS_FAILED = "tls_failed", _("el certificado no es válido")
    TIMED_OUT = "timed_out", _("no contestó a tiempo")
    REDIRECT = "redirect", _("contestó con un desvío a otra dirección")
    STATUS = "status", _("contestó con un error")
    GONE = "gone", _("contestó que ya no existe (410)")
    INTERRUPTED = "interrupted", _("el envío se interrumpió")
    SWITCHED_OFF = "switched_off", _("el webhook estaba apagado")
    SECRET_UNREADABLE = "secret_unreadable", _("no se pudo leer el secreto")


class WebhookEndpoint(TenantModel):
    """An address of the business's own programs, with the events that it wants to hear of."""

    url = models.CharField(_("dirección"), max_length=500)
    events = ArrayField(models.CharField(max_length=40), verbose_name=_("eventos"))
    # Sealed (tenants/sealed.py). While a new one is being introduced, the old one signs as well.
    secret = models.TextField(_("secreto"), editable=False)
    old_secret = models.TextField(_("secreto anterior"), blank=True, editable=False)
    old_secret_until = models.DateTimeField(_("el secreto anterior firma hasta"), null=True, editable=False)
    is_active = models.BooleanField(_("encendido"), default=True, editable=False)
    off_reason = models.CharField(_("por qué se apagó"), max_length=10, choices=OffReason, blank=True, editable=False)
    off_at = models.DateTimeField(_("apagado"), null=True, editable=False)
    # Deliveries in a row that were given up.
    deaths = models.PositiveIntegerField(_("envíos perdidos seguidos"), default=0, editable=False)
    # After a failure other deliveries wait too, so that a receiver that hangs does not hold up everybody's queue.
    quiet_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(events__len__gt=0), name="webhook_wants_something"),
            models.CheckConstraint(
                condition=Q(is_active=True, off_reason="", off_at=None)
                | Q(is_active=False, off_reason__in=OffReason.values, off_at__isnull=False),
                name="webhook_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(TenantModel):
    """One event on its way to one address. Written in the transaction of what it tells of."""

    # No index of its own: two of those below begin with it.
    endpoint = TenantForeignKey(WebhookEndpoint, related_name="+", verbose_name=_("webhook"), db_index=False)
    event = models.CharField(_("evento"), max_length=40)
    # Says which happening it was: announced twice, it is told once.
    key = models.CharField(_("clave"), max_length=200)
    payload = models.JSONField(_("contenido"))
    state = models.CharField(_("estado"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    # Counted in attempts, and moved on when a person asks for another round.
    gives_up_after = models.PositiveSmallIntegerField(default=MOST_TRIES, editable=False)
    next_at = models.DateTimeField(_("próximo intento"))
    # A worker is at it until then; past it, that worker has died over it.
    held_until = models.DateTimeField(null=True, editable=False)
    status_code = models.PositiveSmallIntegerField(_("última respuesta"), null=True)
    error = models.CharField(_("último error"), max_length=20, choices=Fault, blank=True)
    delivered_at = models.DateTimeField(_("entregado"), null=True)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("envío de webhook")
        verbose_name_plural = _("envíos de webhooks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "endpoint", "event", "key"], name="webhook_told_once"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="webhook_delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at=None)),
                name="webhook_delivered_when",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(held_until=None), name="webhook_held_while_waiting"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "endpoint", "-id"], name="webhook_delivery_newest"),
            models.Index(fields=["tenant", "state", "-id"], name="webhook_delivery_state"),
            models.Index(fields=["tenant", "created_at"], name="webhook_delivery_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"

    @property
    def event_id(self) -> str:
        return event_id(cast(int, self.tenant_id), self.event, self.key)
