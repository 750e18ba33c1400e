"""How the bot answers in a business: how long it waits, when it asks first, how much it may say."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from messaging.models.own_words import BotMode
from tenants.scoping import TenantModel


class Address(models.TextChoices):
    VOS = "vos", _("vos")
    TU = "tu", _("tú")


class AnswerRules(TenantModel):
    """One row a business; a business without one has these same values."""

    # Off, it pauses everywhere.
    is_on = models.BooleanField(_("el bot contesta"), default=True)
    mode = models.CharField(_("cómo contesta"), max_length=5, choices=BotMode, default=BotMode.AUTO)
    address = models.CharField(_("trato en español"), max_length=3, choices=Address, default=Address.VOS)
    # Several messages in a row are one thought: the answer waits so long for the next of them.
    debounce_ms = models.PositiveIntegerField(_("espera antes de contestar (ms)"), default=1500)
    # After something that is clearly not finished.
    fragment_ms = models.PositiveIntegerField(_("espera tras un mensaje sin terminar (ms)"), default=4000)
    # A text behind a voice note that nobody has heard yet waits for it, but no longer than this.
    voice_seconds = models.PositiveIntegerField(_("espera por un audio (s)"), default=30)
    # What waited longer, because of an outage, is answered with a question and nothing is booked.
    stale_minutes = models.PositiveIntegerField(_("un mensaje es viejo después de (min)"), default=30)
    # So many replies of the bot a month; past nine tenths of it, only what matters to a booking is sent. Empty: no limit.
    monthly_replies = models.PositiveIntegerField(_("respuestas por mes"), null=True, blank=True)

    # A person who writes holds the conversation for so long after their last words; then the bot answers again.
    lease_minutes = models.PositiveIntegerField(
        _("el bot vuelve después de (min)"), default=120, validators=[MinValueValidator(1), MaxValueValidator(10_080)]
    )
    # What a guest writes, and nothing else, to have a person, or the bot back. A line each.
    person_words = models.TextField(_("palabras que piden una persona"), max_length=1000, blank=True, default="")
    bot_words = models.TextField(_("palabras que vuelven al bot"), max_length=1000, blank=True, default="")
    # A guest who waits for a person: after so long the staff is reminded, and then it is anybody's. 0: never.
    remind_minutes = models.PositiveIntegerField(
        _("recordar a quien no contesta después de (min)"), default=15, validators=[MaxValueValidator(10_080)]
    )
    release_minutes = models.PositiveIntegerField(
        _("dejar libre la conversación después de (min)"), default=45, validators=[MaxValueValidator(10_080)]
    )

    # When people are there: a guest who asks for one outside of it hears when they are. Both or none.
    staff_from = models.TimeField(_("el equipo atiende desde"), null=True, blank=True)
    staff_until = models.TimeField(_("el equipo atiende hasta"), null=True, blank=True)
    # A price that nobody took is asked about once, so long after the guest's last words. 0: never.
    nudge_hours = models.PositiveSmallIntegerField(
        _("preguntar por un presupuesto después de (h)"), default=4, validators=[MaxValueValidator(22)]
    )

    class Meta:
        verbose_name = _("reglas de respuesta")
        verbose_name_plural = _("reglas de respuesta")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant"], name="answer_rules_once"),
            models.CheckConstraint(
                condition=Q(debounce_ms__lte=60_000, fragment_ms__lte=60_000, voice_seconds__lte=600),
                name="answer_rules_wait_not_for_ever",
            ),
            models.CheckConstraint(
                condition=Q(lease_minutes__gte=1, lease_minutes__lte=10_080, remind_minutes__lte=10_080)
                & Q(release_minutes__lte=10_080),
                name="answer_rules_give_back",
            ),
            # Inside the 24 hours, with time to spare.
            models.CheckConstraint(condition=Q(nudge_hours__lte=22), name="answer_rules_nudge_inside_window"),
            models.CheckConstraint(
                condition=Q(staff_from=None, staff_until=None) | Q(staff_from__isnull=False, staff_until__isnull=False),
                name="answer_rules_hours_both",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Reglas de respuesta"))
