"""What a business lets the bot say in words of its own, what it knows of the house, and which topics it answers itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models import Language
from tenants.scoping import TenantModel


class BotMode(models.TextChoices):
    """How far the bot goes by itself."""

    AUTO = "auto", _("contesta")
    DRAFT = "draft", _("propone y una persona envía")
    OFF = "off", _("calla y avisa al equipo")


class BotText(TenantModel):
    """One of the bot's texts in the business's words. Without a row it says ours."""

    key = models.SlugField(_("texto"), max_length=40, db_index=False)
    language = models.CharField(_("idioma"), max_length=2, choices=Language)
    text = models.TextField(_("palabras"), max_length=2000)
    updated_at = models.DateTimeField(_("cambiado"), auto_now=True)

    class Meta:
        verbose_name = _("texto del bot")
        verbose_name_plural = _("textos del bot")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "key", "language"], name="bot_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="bot_text_says_something"),
        ]

    def __str__(self) -> str:
        return self.key


class KnownAnswer(TenantModel):
    """What the business answers to a question about the house: wifi, pets, how to get there, what a late check-out costs."""

    topic = models.SlugField(_("tema"), max_length=40, db_index=False)
    # Without one it is for guests whose language has none.
    language = models.CharField(_("idioma"), max_length=2, blank=True, choices=Language)
    text = models.TextField(_("respuesta"), max_length=2000)
    is_on = models.BooleanField(_("se usa"), default=True)
    updated_at = models.DateTimeField(_("cambiado"), auto_now=True)

    class Meta:
        verbose_name = _("respuesta sobre la casa")
        verbose_name_plural = _("respuestas sobre la casa")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "topic", "language"], name="known_answer_once"),
            models.CheckConstraint(condition=~Q(text=""), name="known_answer_says_something"),
        ]

    def __str__(self) -> str:
        return self.topic


class TopicMode(TenantModel):
    """How far the bot goes with one kind of question; without a row, as far as with everything."""

    topic = models.SlugField(_("tema"), max_length=40, db_index=False)
    mode = models.CharField(_("el bot"), max_length=5, choices=BotMode, default=BotMode.DRAFT)

    class Meta:
        verbose_name = _("tema del bot")
        verbose_name_plural = _("temas del bot")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "topic"], name="topic_mode_once"),
            models.CheckConstraint(condition=Q(mode__in=BotMode.values), name="topic_mode_known"),
        ]

    def __str__(self) -> str:
        return self.topic
