"""The people who stay. A guest is an id of ours; numbers, names and addresses only lead to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.models.business import Language
from tenants.scoping import TenantForeignKey, TenantModel
from tenants.values.identity import BadIdentity, canonical_identity


class Guest(TenantModel):
    """A person who asked, booked or stayed."""

    name = models.CharField(_("nombre"), max_length=120, blank=True)
    language = models.CharField(_("idioma"), max_length=2, choices=Language, blank=True)
    note = models.TextField(_("nota"), max_length=2000, blank=True)
    # Turned out to be the same person as another, who has all that was theirs (messaging/services/merging.py).
    merged_into = TenantForeignKey(
        "self", null=True, blank=True, editable=False, related_name="+", verbose_name=_("unido a"), db_index=False
    )
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)
    erased_at = models.DateTimeField(_("borrado"), null=True, editable=False)

    class Meta:
        verbose_name = _("huésped")
        verbose_name_plural = _("huéspedes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="guest_not_merged_into_itself"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="guest_newest"),
            models.Index(fields=["tenant", "merged_into"], name="guest_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Huésped %(number)s") % {"number": self.pk})


class GuestIdentityKind(models.TextChoices):
    PHONE = "phone", _("teléfono")
    BUSINESS_SCOPED = "bsuid", _("identificador de WhatsApp")
    PARENT_SCOPED = "parent_bsuid", _("identificador de WhatsApp (grupo)")
    USERNAME = "username", _("usuario")
    EMAIL = "email", _("correo")


class GuestIdentity(TenantModel):
    """One way to recognise a guest: `value` as it arrived, for answering; `canonical` equal for all its spellings."""

    guest = TenantForeignKey(Guest, models.CASCADE, related_name="identities", verbose_name=_("huésped"))
    kind = models.CharField(_("tipo"), max_length=12, choices=GuestIdentityKind)
    value = models.CharField(_("valor"), max_length=254)
    canonical = models.CharField(_("valor normalizado"), max_length=254, editable=False)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("identidad")
        verbose_name_plural = _("identidades")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "kind", "canonical"], name="guest_identity_once"),
            models.CheckConstraint(condition=Q(kind__in=GuestIdentityKind.values), name="guest_identity_kind_known"),
            models.CheckConstraint(condition=~Q(canonical=""), name="guest_identity_not_empty"),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Find the canonical form, and whether a guest is known by it; a form cannot ask, since it does not show it.

        :raises ValidationError: if the value can be no identity of this kind, or is taken
        """
        if not self.value:
            return  # refused already, by the form or by the field
        try:
            self.canonical = canonical_identity(self.kind, self.value)
        except BadIdentity as error:
            raise ValidationError({"value": gettext(error.detail)}) from error
        if GuestIdentity.objects.filter(kind=self.kind, canonical=self.canonical).exclude(pk=self.pk).exists():
            raise ValidationError({"value": gettext("Ya hay otro huésped con esa identidad.")})

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row with the canonical form of its value.

        :raises BadIdentity: if the value can be no identity of this kind
        """
        self.canonical = canonical_identity(self.kind, self.value)
        if {"kind", "value"} & set(options.get("update_fields") or ()):
            options["update_fields"] = {*options["update_fields"], "canonical"}
        super().save(*args, **options)
