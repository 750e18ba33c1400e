"""The addresses under which the world reaches a business. Platform tables: they are what finds the tenant."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.models.business import Tenant
from tenants.values.identifiers import BadIdentifier, normalise_identifier


class IdentifierKind(models.TextChoices):
    PHONE_NUMBER_ID = "phone_number_id", _("número de WhatsApp (phone_number_id)")
    BUSINESS_ACCOUNT = "waba", _("cuenta de WhatsApp Business (waba)")
    PHONE = "phone", _("teléfono")
    EMAIL = "email", _("correo")
    DOMAIN = "domain", _("dominio")


class ChannelIdentifier(models.Model):
    """One address of a business. `value` is kept as normalise_identifier gives it, which look-ups use as well."""

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, verbose_name=_("alojamiento"))
    kind = models.CharField(_("tipo"), max_length=20, choices=IdentifierKind)
    value = models.CharField(_("valor"), max_length=254)
    is_active = models.BooleanField(_("activo"), default=True)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("dirección de contacto")
        verbose_name_plural = _("direcciones de contacto")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "value"], name="identifier_once"),
            models.CheckConstraint(condition=Q(kind__in=IdentifierKind.values), name="identifier_kind_known"),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Bring the value into the form in which it is kept, before forms ask whether it is there already.

        :raises ValidationError: if the value can be no address of this kind
        """
        try:
            self.value = normalise_identifier(self.kind, self.value)
        except BadIdentifier as error:
            raise ValidationError({"value": gettext(error.detail)}) from error

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row, its value as look-ups spell it.

        :raises BadIdentifier: if the value can be no address of this kind
        """
        self.value = normalise_identifier(self.kind, self.value)
        super().save(*args, **options)


class IdentifierVersion(models.Model):
    """One row: it grows whenever a tenant or an address changes, so that every process can see that its map is old."""

    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.version)
