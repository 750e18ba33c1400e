"""What guests are told around their stays, in a business's own words, and the template that stands for it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from messaging.models.identity import ConsentPurpose
from tenants.models import Language
from tenants.scoping import TenantModel


class StayText(TenantModel):
    """The words of one occasion: one of messaging/stay_texts.py, or what a rule (MessageRule.template) calls for.

    Without a row, or with a row without words, the built-in occasions have words of their own.
    """

    key = models.SlugField(_("ocasión"), max_length=40, db_index=False)
    language = models.CharField(_("idioma"), max_length=2, blank=True, choices=Language)
    text = models.TextField(_("texto"), max_length=4000, blank=True)
    # What goes once the 24 hours are over; its gaps are filled with these, in the order of its body.
    template_name = models.CharField(_("plantilla de WhatsApp"), max_length=512, blank=True)
    template_gaps = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("datos de la plantilla")
    )
    # Without one it belongs to the booking, and goes whatever the guest said about other messages.
    purpose = models.CharField(_("motivo"), max_length=20, blank=True, choices=ConsentPurpose)
    tells_access = models.BooleanField(_("dice cómo entrar"), default=False)
    is_on = models.BooleanField(_("se envía"), default=True)
    updated_at = models.DateTimeField(_("cambiado"), auto_now=True)

    class Meta:
        verbose_name = _("texto de la estadía")
        verbose_name_plural = _("textos de la estadía")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "key", "language"], name="stay_text_once"),
        ]

    def __str__(self) -> str:
        return self.key
