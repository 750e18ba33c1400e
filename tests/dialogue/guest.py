"""A guest at the phone: what they write and tap, and what stands on their screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bookings.models import Booking, UnitType
from messaging.models import AnswerRules, BotTurn, Conversation, Message, WhatsAppNumber
from messaging.services.drafting import answer_as_allowed
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import enter

# A Sunday at noon in Buenos Aires.
NOON = datetime(2026, 11, 22, 15, tzinfo=UTC)


class Phone:
    """One guest's phone, and their conversation with a business."""

    def __init__(self, business: Tenant, number: WhatsAppNumber, *, name: str = "") -> None:
        self.business = business
        with enter(business):
            self.guest = Guest.objects.create(name=name)
            self.talk = Conversation.objects.create(
                number=number, guest=self.guest, wa_id="5493815550101", last_inbound_at=clock.now()
            )
        self.screen: list[Message] = []

    def writes(self, *texts: str, kind: str = "text", **content: Any) -> str:
        """Write messages in a row, and return what they are answered."""
        now = clock.now()
        with enter(self.business):
            Conversation.objects.filter(pk=self.talk.pk).update(last_inbound_at=now)
            said = [
                Message.objects.create(
                    conversation=self.talk,
                    direction="in",
                    sender_type="guest",
                    kind=kind,
                    text=text,
                    content=content,
                    state="seen",
                    sent_at=now,
                )
                for text in texts
            ]
            talk = Conversation.objects.select_related("guest", "number").get(pk=self.talk.pk)
            rules = AnswerRules.objects.select_related("tenant").first() or AnswerRules(tenant=self.business)
            answer_as_allowed(talk, said, rules=rules, now=now)
            written = Message.objects.filter(conversation=talk, direction="out", pk__gt=said[-1].pk)
            new = list(written.order_by("pk"))
        self.screen += new
        return "\n".join(message.text for message in new)

    @property
    def buttons(self) -> dict[str, str]:
        """Return the buttons that were shown last: ids by what stands on them."""
        shown: list[dict[str, str]] = next(
            (it.content["buttons"] for it in reversed(self.screen) if it.content.get("buttons")), []
        )
        return {it["title"]: it["id"] for it in shown}

    def taps(self, title: str) -> str:
        return self.taps_id(self.buttons[title], title)

    def taps_id(self, choice_id: str, title: str = "") -> str:
        return self.writes(title, kind="button_reply", choice_id=choice_id)

    def waits(self, by: timedelta) -> None:
        clock.move(by)

    @property
    def rule(self) -> str:
        """Return by which rule the last answer was made."""
        with enter(self.business):
            return BotTurn.objects.filter(conversation=self.talk).latest("pk").rule

    def bookings(self) -> list[Booking]:
        with enter(self.business):
            return list(Booking.objects.filter(guest=self.guest).order_by("pk").prefetch_related("reservations"))


@pytest.fixture
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def ana(noon: None, line: WhatsAppNumber, cabins: UnitType, hotel: Tenant) -> Phone:
    """A guest whose name nobody knows, and two cabins for four that are free."""
    return Phone(hotel, line)
