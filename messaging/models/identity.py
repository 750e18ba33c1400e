"""Who a guest is and what they agreed to: merges of two guests, claims to a booking, and what may be sent to whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from messaging.models.conversation import Conversation
from tenants.models import Guest
from tenants.scoping import TenantForeignKey, TenantModel


class MergeState(models.TextChoices):
    PROPOSED = "proposed", _("propuesta")
    MERGED = "merged", _("unidos")
    UNDONE = "undone", _("separados")
    REFUSED = "refused", _("no son la misma persona")


class MergeSource(models.TextChoices):
    STAFF = "staff", _("alguien del equipo")
    CODE = "code", _("dijo el código de una reserva")


class GuestMerge(TenantModel):
    """That two guests are one person, or may be. Of a merge it knows what moved, so that just that goes back."""

    absorbed = TenantForeignKey(Guest, related_name="+", verbose_name=_("se une"))
    kept = TenantForeignKey(Guest, related_name="+", verbose_name=_("queda"))
    state = models.CharField(_("estado"), max_length=8, choices=MergeState, default=MergeState.PROPOSED)
    source = models.CharField(_("origen"), max_length=5, choices=MergeSource)
    # {"bookings.booking": [3, 8]}: the keys of rows, and no words of anybody's.
    moved = models.JSONField(_("lo que pasó de uno a otro"), default=dict, blank=True, editable=False)
    # Which columns of the guest who stays were empty before.
    filled = ArrayField(models.CharField(max_length=20), verbose_name=_("datos completados"), default=list, blank=True)
    decided_at = models.DateTimeField(_("decidida"), null=True, editable=False)
    decided_by = models.CharField(_("decidida por"), max_length=80, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("unión de huéspedes")
        verbose_name_plural = _("uniones de huéspedes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "absorbed"], condition=Q(state=MergeState.MERGED), name="guest_merge_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "absorbed", "kept"],
                condition=Q(state=MergeState.PROPOSED),
                name="guest_merge_proposed_once",
            ),
            models.CheckConstraint(condition=~Q(absorbed=F("kept")), name="guest_merge_of_two"),
            models.CheckConstraint(condition=Q(state__in=MergeState.values), name="guest_merge_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class ClaimState(models.TextChoices):
    NOBODYS = "nobodys", _("no hay tal reserva")
    ASKED = "asked", _("se preguntó")
    REPEATED = "repeated", _("ya se había preguntado")
    TO_STAFF = "to_staff", _("a cargo del equipo")
    AGREED = "agreed", _("dijo que sí")
    DENIED = "denied", _("dijo que no")
    EXPIRED = "expired", _("venció")


class CodeClaim(TenantModel):
    """That somebody named a booking that is not theirs: a row each time, whether or not there is such a booking."""

    conversation = TenantForeignKey(
        Conversation, models.CASCADE, related_name="+", verbose_name=_("conversación"), db_index=False
    )
    booking = TenantForeignKey(Booking, models.CASCADE, null=True, related_name="+", verbose_name=_("reserva"))
    # Where the booking's own guest was asked; a tap counts there alone.
    asked = TenantForeignKey(
        Conversation, models.CASCADE, null=True, related_name="+", verbose_name=_("se preguntó en"), db_index=False
    )
    merge = TenantForeignKey(
        GuestMerge, models.SET_NULL, null=True, related_name="+", verbose_name=_("unión"), db_index=False
    )
    # In the ids of the buttons: nobody can press what they were not sent.
    token = models.CharField(max_length=43, blank=True, default="", editable=False)
    state = models.CharField(_("estado"), max_length=8, choices=ClaimState)
    at = models.DateTimeField(_("momento"))
    expires_at = models.DateTimeField(_("vale hasta"), null=True)
    answered_at = models.DateTimeField(_("contestada"), null=True)

    class Meta:
        verbose_name = _("código de reserva nombrado")
        verbose_name_plural = _("códigos de reserva nombrados")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "token"], condition=~Q(token=""), name="code_claim_token_once"),
            models.CheckConstraint(condition=Q(state__in=ClaimState.values), name="code_claim_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.ASKED) | (Q(asked__isnull=False, booking__isnull=False) & ~Q(token="")),
                name="code_claim_asks_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "conversation", "-at"], name="code_claim_newest")]

    def __str__(self) -> str:
        return str(self.pk)


class ConsentPurpose(models.TextChoices):
    """What nobody needs for their stay, and gets only if they want it. A booking's own messages are not among these."""

    MARKETING = "marketing", _("ofertas y novedades")
    REVIEWS = "reviews", _("pedidos de opinión")
    TIPS = "tips", _("sugerencias para la estadía")


class ConsentSource(models.TextChoices):
    KEYWORD = "keyword", _("lo escribió el huésped")
    STAFF = "staff", _("alguien del equipo")
    API = "api", _("un programa")


class GuestConsent(TenantModel):
    """That a guest wants, or wants no more, messages for a purpose. Rows are only added: the newest one counts."""

    guest = TenantForeignKey(Guest, models.CASCADE, related_name="consents", verbose_name=_("huésped"), db_index=False)
    purpose = models.CharField(_("para qué"), max_length=10, choices=ConsentPurpose)
    is_in = models.BooleanField(_("acepta"))
    at = models.DateTimeField(_("momento"))
    source = models.CharField(_("origen"), max_length=8, choices=ConsentSource)
    actor = models.CharField(_("quién"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("permiso de un huésped")
        verbose_name_plural = _("permisos de huéspedes")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(purpose__in=ConsentPurpose.values), name="guest_consent_purpose_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "guest", "purpose", "-at", "-id"], name="guest_consent_newest")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.is_in}"
