"""A conversation: one guest and one of our numbers; and the mailbox that says which of them somebody should look at."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from messaging.models.account import WhatsAppNumber
from messaging.models.own_words import BotMode
from tenants.models import Guest
from tenants.scoping import TenantForeignKey, TenantModel


class ClockNow(Func):
    """The moment itself, and not that in which the transaction began."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class Owner(models.TextChoices):
    """Who answers: the bot, somebody of the staff, or nobody yet (a person has to see to it)."""

    BOT = "bot", _("el bot")
    STAFF = "staff", _("una persona")
    NOBODY = "nobody", _("nadie")


class Conversation(TenantModel):
    """What was said between a guest and a number. `wa_id` and `user_id` are where an answer goes: as they last arrived."""

    number = TenantForeignKey(WhatsAppNumber, related_name="+", verbose_name=_("número"), db_index=False)
    guest = TenantForeignKey(Guest, related_name="+", verbose_name=_("huésped"))
    # With whom it began, while they are the same person as another: each of a guest's telephones keeps its own thread.
    came_from = TenantForeignKey(
        Guest, null=True, blank=True, editable=False, related_name="+", verbose_name=_("empezó con"), db_index=False
    )
    wa_id = models.CharField(_("teléfono de WhatsApp"), max_length=32, blank=True)
    user_id = models.CharField(_("identificador de WhatsApp"), max_length=140, blank=True)
    # By Meta's clock, since when that is known: what was said before it changes nothing about it.
    address_at = models.DateTimeField(null=True, editable=False)
    # By Meta's clock: the 24 hours in which we may write freely begin with it.
    last_inbound_at = models.DateTimeField(_("último mensaje del huésped"), null=True)
    last_message_at = models.DateTimeField(_("último mensaje"), db_default=Now())
    # Who answers here, and until when: messaging/ownership.py decides. `why` is its word for what led to it.
    owner = models.CharField(_("a cargo"), max_length=6, choices=Owner, default=Owner.BOT, db_default=Owner.BOT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # People are switched off, not deleted; Django would look through every business.
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("persona a cargo"),
        # Found by the index of a queue.
        db_index=False,
    )
    held_until = models.DateTimeField(_("a cargo hasta"), null=True, blank=True)
    why = models.CharField(_("desde qué"), max_length=40, blank=True, default="", db_default="")
    # How far the bot goes here; "" is as the business has it.
    bot_mode = models.CharField(_("el bot aquí"), max_length=5, choices=BotMode, blank=True, default="", db_default="")
    # Of two who take it at the same moment the second sees that it has moved on.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # The guest waits for a person since then.
    waiting_since = models.DateTimeField(_("espera desde"), null=True, blank=True)
    # Something of the guest's that nobody of the staff has read.
    is_unread = models.BooleanField(_("sin leer"), default=False, db_default=False)
    # Out of the way until then, or until the guest writes.
    snoozed_until = models.DateTimeField(_("pospuesta hasta"), null=True, blank=True)
    # When anything about it changed that a list shows: by this, who watches knows whether to look.
    changed_at = models.DateTimeField(db_default=ClockNow(), editable=False)
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("conversación")
        verbose_name_plural = _("conversaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "number", "guest", "came_from"], nulls_distinct=False, name="conversation_once"
            ),
            models.CheckConstraint(condition=~Q(wa_id="", user_id=""), name="conversation_leads_somewhere"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="conversation_owner_known"),
            # A person who holds it is there for so long and no longer; else a thread would be forgotten with them.
            models.CheckConstraint(
                condition=Q(owner="staff", held_until__isnull=False)
                | (~Q(owner="staff") & Q(person=None, held_until=None)),
                name="conversation_lease_ends",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-last_message_at", "-id"], name="conversation_newest"),
            models.Index(fields=["tenant", "number", "wa_id"], name="conversation_by_phone", condition=~Q(wa_id="")),
            models.Index(fields=["tenant", "number", "user_id"], name="conversation_by_id", condition=~Q(user_id="")),
            models.Index(fields=["tenant", "-changed_at", "id"], name="conversation_changed"),
            # A queue of the inbox each, the newest first.
            models.Index(
                fields=["tenant", "-last_message_at", "-id"], name="conversation_unread", condition=Q(is_unread=True)
            ),
            models.Index(
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_unassigned",
                condition=Q(owner="nobody"),
            ),
            models.Index(
                fields=["tenant", "person", "-last_message_at", "-id"],
                name="conversation_of_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(
                fields=["tenant", "-last_message_at", "-id"],
                name="conversation_snoozed",
                condition=Q(snoozed_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.guest)


class Mailbox(models.Model):
    """That somebody should look at a conversation, and from when on: ids alone, so that one query serves all businesses.

    Whoever looks locks the row: one at a time in each conversation, all of them side by side.
    """

    conversation_id = models.BigIntegerField(primary_key=True)
    tenant_id = models.BigIntegerField()
    ready_at = models.DateTimeField(null=True)
    # Since when something waits for an answer: each message more puts it off, but not for ever.
    waiting_since = models.DateTimeField(null=True)
    # Looks since the last that went well; each failure waits longer than the one before.
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    error = models.CharField(max_length=200, default="", db_default="")

    class Meta:
        verbose_name = _("buzón")
        verbose_name_plural = _("buzones")
        indexes: ClassVar = [
            models.Index(fields=["ready_at"], name="mailbox_ready", condition=Q(ready_at__isnull=False))
        ]

    def __str__(self) -> str:
        return str(self.conversation_id)
