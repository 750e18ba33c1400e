"""A business at Meta: the apps that sign, the numbers that guests write to, its templates, and what Meta says of them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.scoping import TenantModel


class MetaApp(models.Model):
    """An app at Meta: what its webhooks are verified with. A platform table, since many businesses may share one."""

    key = models.SlugField(
        _("clave"), max_length=50, unique=True, help_text=_("La última parte de la dirección del webhook.")
    )
    name = models.CharField(_("nombre"), max_length=120)
    # Sealed (tenants/sealed.py). Several secrets while a new one is being introduced: each of them may sign.
    verify_token = models.TextField(_("token de verificación"), editable=False)
    secrets = ArrayField(models.TextField(), verbose_name=_("secretos"), editable=False)
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(_("creada"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("app de Meta")
        verbose_name_plural = _("apps de Meta")

    def __str__(self) -> str:
        return self.name or self.key


class WhatsAppNumber(TenantModel):
    """A number that guests write to: how it is reached at Meta, how fast it may send, and whether it is paused."""

    phone_number_id = models.CharField(_("número de WhatsApp (phone_number_id)"), max_length=32)
    waba_id = models.CharField(_("cuenta de WhatsApp Business (waba)"), max_length=32, blank=True)
    display = models.CharField(_("número"), max_length=32, blank=True)
    # Sealed (tenants/sealed.py).
    token = models.TextField(_("token de acceso"), blank=True, editable=False)
    per_second = models.PositiveSmallIntegerField(
        _("mensajes por segundo"), default=80, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    # Nothing is sent while it is paused: Meta refuses everything until a person mends the cause.
    paused_at = models.DateTimeField(_("pausado"), null=True, blank=True, editable=False)
    pause_code = models.IntegerField(_("código de Meta"), null=True, editable=False)
    # The key of the app that signs for it. What another app signs is not this number's; empty: any app of ours may.
    app_key = models.CharField(_("app de Meta"), max_length=50, blank=True, default="", db_default="", editable=False)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("número de WhatsApp")
        verbose_name_plural = _("números de WhatsApp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "phone_number_id"], name="whatsapp_number_once"),
            models.CheckConstraint(condition=Q(per_second__gte=1), name="whatsapp_number_sends_something"),
        ]

    def __str__(self) -> str:
        return self.display or self.phone_number_id


class WhatsAppTemplate(TenantModel):
    """A text that Meta has approved, as its catalogue had it at the last look."""

    waba_id = models.CharField(_("cuenta de WhatsApp Business (waba)"), max_length=32)
    name = models.CharField(_("nombre"), max_length=512)
    language = models.CharField(_("idioma"), max_length=16)
    category = models.CharField(_("categoría"), max_length=40, blank=True)
    # Meta's own word: APPROVED, PAUSED, REJECTED ...
    status = models.CharField(_("estado"), max_length=40)
    reason = models.CharField(_("motivo"), max_length=200, blank=True)
    components = models.JSONField(_("partes"), default=list)
    synced_at = models.DateTimeField(_("al día desde"))

    class Meta:
        verbose_name = _("plantilla de WhatsApp")
        verbose_name_plural = _("plantillas de WhatsApp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "waba_id", "name", "language"], name="template_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class AccountNotice(TenantModel):
    """What Meta says about a number, an account or a template: quality, limits, restrictions. Kept whatever it is."""

    field = models.CharField(_("tema"), max_length=60)
    account = models.CharField(_("cuenta o número"), max_length=32, blank=True)
    content = models.JSONField(_("contenido"))
    # Made of what it says, of whom and when: told twice, it is noted once.
    key = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(_("momento"), null=True)
    created_at = models.DateTimeField(_("recibido"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("aviso de Meta")
        verbose_name_plural = _("avisos de Meta")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "key"], name="account_notice_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "-id"], name="account_notice_newest")]

    def __str__(self) -> str:
        return self.field
