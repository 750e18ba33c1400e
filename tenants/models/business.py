"""The businesses, the people who work for them, and the programs that may. Platform tables: they are asked before a scope."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.models.user import User
from tenants.rights import ROLES


class Status(models.TextChoices):
    ACTIVE = "active", _("activo")
    SUSPENDED = "suspended", _("suspendido")
    CLOSED = "closed", _("cerrado")


class Language(models.TextChoices):
    SPANISH = "es", _("español")
    PORTUGUESE = "pt", _("portugués")
    ENGLISH = "en", _("inglés")


class Currency(models.TextChoices):
    ARS = "ARS", _("peso argentino")
    BRL = "BRL", _("real brasileño")
    CLP = "CLP", _("peso chileno")
    COP = "COP", _("peso colombiano")
    MXN = "MXN", _("peso mexicano")
    PEN = "PEN", _("sol peruano")
    UYU = "UYU", _("peso uruguayo")
    USD = "USD", _("dólar estadounidense")


class Role(models.TextChoices):
    OWNER = "owner", _("dueño")
    MANAGER = "manager", _("gerencia")
    DESK = "desk", _("recepción")
    HOUSEKEEPER = "housekeeper", _("limpieza")
    READ_ONLY = "read_only", _("solo lectura")


def check_zone(name: str) -> None:
    """Refuse a time zone that nobody knows.

    :raises ValidationError: if it is none
    """
    if name not in available_timezones():
        raise ValidationError(_("No existe esa zona horaria; por ejemplo: America/Argentina/Buenos_Aires."))


class Tenant(models.Model):
    """A business: its name, where it is, what it reckons in, and whether it is served."""

    name = models.CharField(_("nombre"), max_length=120)
    slug = models.SlugField(_("identificador"), max_length=50, unique=True)
    zone = models.CharField(
        _("zona horaria"), max_length=64, default="America/Argentina/Buenos_Aires", validators=[check_zone]
    )
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency, default=Currency.ARS)
    language = models.CharField(_("idioma"), max_length=2, choices=Language, default=Language.SPANISH)
    status = models.CharField(_("estado"), max_length=10, choices=Status, default=Status.ACTIVE)
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("alojamiento")
        verbose_name_plural = _("alojamientos")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="tenant_status_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="tenant_language_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_served(self) -> bool:
        return self.status == Status.ACTIVE


class Membership(models.Model):
    """A person's role in a business. A person may work for several."""

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, verbose_name=_("alojamiento"), db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("persona"))
    role = models.CharField(_("rol"), max_length=12, choices=Role)
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("integrante")
        verbose_name_plural = _("equipo")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "user"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=ROLES), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class ApiKey(models.Model):
    """A program's way in. Only the hash of its secret is kept; `prefix` is what people may see of it."""

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, verbose_name=_("alojamiento"))
    name = models.CharField(_("nombre"), max_length=80)
    prefix = models.CharField(_("comienzo"), max_length=16, unique=True, editable=False)
    digest = models.CharField(_("huella del secreto"), max_length=64, editable=False)
    scopes = ArrayField(models.CharField(max_length=32), verbose_name=_("permisos"), default=list)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("creada por")
    )
    created_at = models.DateTimeField(_("creada"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("vence"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("último uso"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revocada"), null=True, editable=False)

    class Meta:
        verbose_name = _("clave de API")
        verbose_name_plural = _("claves de API")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
