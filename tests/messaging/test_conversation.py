"""A guest's message from the webhook to the answer that Meta accepts, and all that may come twice or late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from messaging.models import (
    AnswerRules,
    BotMode,
    Conversation,
    Draft,
    Mailbox,
    Message,
    Outgoing,
    Quarantined,
    RawEvent,
    WhatsAppNumber,
)
from messaging.services.ingest import ingest_some
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Guest, Tenant
from tests.cast import Enter
from tests.messaging.line import deliver, heard, ledger, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def now_seconds(*, ago: int = 0) -> int:
    return int(clock.now().timestamp()) - ago


def text(words: str, *, id: str = "wamid.A1", ago: int = 0, **more: object) -> dict[str, object]:
    return payloads.text_message(words, id=id, timestamp=str(now_seconds(ago=ago)), **more)


def said_in(entry: dict[str, Any]) -> str:
    """Return the words of a message that Meta accepted, with buttons or without."""
    payload = entry["payload"]
    return str(payload["text"]["body"] if "text" in payload else payload["interactive"]["body"]["text"])


def test_a_guest_writes_and_is_answered(line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    told = write(text("¿Tienen lugar mañana?"))

    work()

    sent = ledger(meta)
    assert told.status == 200
    assert [entry["to"] for entry in sent] == ["5491155550000"]
    assert "¿Cuántas noches" in said_in(sent[0])
    with scope(hotel):
        asked, answered = Message.objects.order_by("id")
        assert (asked.state, asked.text, answered.state) == ("seen", "¿Tienen lugar mañana?", "accepted")
        assert (answered.wamid, answered.answers) == (sent[0]["wamid"], [asked.pk])
        assert Guest.objects.get().name == "Ana"
    assert not Outgoing.objects.exists()


def test_what_comes_together_is_answered_together_in_the_order_of_meta(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant
) -> None:
    write(text("segunda", id="wamid.2", ago=10), text("primera", id="wamid.1", ago=20), text("tercera", id="wamid.3"))

    work()

    assert len(ledger(meta)) == 1
    assert heard(hotel) == ["primera\nsegunda\ntercera"]


def test_within_a_second_what_came_first_to_us_is_first(line: WhatsAppNumber, meta: Sandbox, hotel: Tenant) -> None:
    at = str(now_seconds())
    for number, words in enumerate(("uno", "dos", "tres")):
        write(payloads.text_message(words, id=f"wamid.{number}", timestamp=at))

    work()

    assert len(ledger(meta)) == 1
    assert heard(hotel) == ["uno\ndos\ntres"]


def test_a_webhook_that_comes_again_changes_nothing(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    for _ in range(2):
        write(text("hola", id="wamid.A"), text("hola", id="wamid.A"))
        work()

    with scope(hotel):
        assert Message.objects.filter(direction="in").count() == 1
        assert Conversation.objects.count() == 1
    assert RawEvent.objects.filter(state="done").count() == 2
    assert len(ledger(meta)) == 1


def test_a_number_of_nobody_is_kept_where_people_see_it(line: WhatsAppNumber) -> None:
    write(text("hola"), phone_number_id="999")
    work()

    kept = Quarantined.objects.get()
    assert (kept.reason, kept.place.split()[0]) == ("unknown_number", "999")
    assert "InboundMessage" in kept.content
    assert RawEvent.objects.get().state == "done"


def test_what_is_readable_in_a_batch_is_kept_and_the_rest_is_put_aside(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    write(text("uno", id="wamid.1"), {"id": 7, "from": ["x"], "type": {}}, text("dos", id="wamid.2"))

    work()

    with scope(hotel):
        assert set(Message.objects.filter(direction="in").values_list("text", flat=True)) == {"uno", "dos"}
    assert Quarantined.objects.filter(reason="unreadable").exists()


def test_the_answer_waits_for_the_next_message_and_begins_to_wait_anew_with_it(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        AnswerRules.objects.update(debounce_ms=5000, fragment_ms=9000)

    write(text("hola", id="wamid.1"))
    work()
    first = Mailbox.objects.get().ready_at
    write(text("una pregunta", id="wamid.2"))
    work()
    second = Mailbox.objects.get().ready_at

    assert first is not None
    assert second is not None
    assert second > first
    assert ledger(meta) == []


def test_somebody_who_goes_on_writing_is_answered_all_the_same(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        AnswerRules.objects.update(debounce_ms=5000)
    write(text("hola", id="wamid.1"))
    work()
    Mailbox.objects.update(waiting_since=clock.now() - timedelta(seconds=20))

    write(text("y", id="wamid.2"))
    work()

    assert len(ledger(meta)) == 1


def test_a_reaction_is_kept_and_not_answered(line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    write(payloads.reaction(id="wamid.R"))
    work()

    with scope(hotel):
        assert Message.objects.get().kind == "reaction"
    assert ledger(meta) == []


def test_a_guest_without_a_number_is_a_guest_like_any_other(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    message = text("hola")
    del message["from"]
    body = payloads.value(message, contacts=[payloads.contact(wa_id="")])
    deliver(payloads.as_bytes(payloads.envelope(body)))
    work()

    (entry,) = ledger(meta)
    assert entry["payload"]["recipient"] == payloads.USER_ID
    with scope(hotel):
        assert Conversation.objects.get().wa_id == ""


def test_the_same_guest_is_known_by_number_and_by_id(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    write(text("con los dos", id="wamid.1"))
    work()
    message = text("solo con el identificador", id="wamid.2")
    del message["from"]
    deliver(payloads.as_bytes(payloads.envelope(payloads.value(message, contacts=[payloads.contact(wa_id="")]))))
    work()

    with scope(hotel):
        assert (Guest.objects.count(), Conversation.objects.count()) == (1, 1)
        assert Conversation.objects.get().wa_id == payloads.WA_ID


def test_the_owner_who_writes_from_the_phone_is_staff(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    deliver(payloads.as_bytes(payloads.envelope(payloads.echoes(payloads.echo()), field="smb_message_echoes")))
    work()

    with scope(hotel):
        message = Message.objects.get()
        assert (message.direction, message.sender_type, message.state) == ("out", "staff", "sent")
    assert ledger(meta) == []


@pytest.mark.parametrize(("echoed_ago", "answers"), [(0, 0), (60, 0), (3 * 3600, 1)])
def test_whoever_answers_from_the_phone_while_a_message_waits_has_answered_it(
    line: WhatsAppNumber, meta: Sandbox, echoed_ago: int, answers: int
) -> None:
    write(text("¿hay lugar?", ago=30))
    ingest_some(now=clock.now())
    echo = payloads.echo(timestamp=str(now_seconds(ago=echoed_ago)))
    deliver(payloads.as_bytes(payloads.envelope(payloads.echoes(echo), field="smb_message_echoes")))

    work()

    assert len(ledger(meta)) == answers


def test_what_waited_through_an_outage_is_asked_about_and_answered_once(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    # However late it reached us: it may have waited at Meta's or on our disk.
    write(text("quiero reservar", id="wamid.1", ago=7200))
    write(text("¿hola?", id="wamid.2"))

    work()

    (entry,) = ledger(meta)
    assert "Perdón por la demora" in entry["payload"]["text"]["body"]


def test_where_people_answer_nobody_is_asked_by_the_bot_after_an_outage(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        AnswerRules.objects.update_or_create(tenant=hotel, defaults={"mode": BotMode.DRAFT})
    write(text("quiero reservar", ago=7200))

    work()

    assert ledger(meta) == []
    with scope(hotel):
        assert Draft.objects.get().conversation == Conversation.objects.get()


def test_two_machines_stop_talking_to_each_other(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    for number in range(5):
        write(text("Este es un mensaje automático, gracias por escribir", id=f"wamid.{number}"))
        work()

    with scope(hotel):
        stopped = Conversation.objects.get()
    # Thanked once, the bot has nothing more to say to thanks.
    assert len(ledger(meta)) == 1
    assert stopped.why == "auto_reply"


def test_two_guests_are_answered_each_in_their_conversation(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    other = payloads.text_message("de otra", id="wamid.2", timestamp=str(now_seconds()), **{"from": "5491166660000"})
    other.pop("from_user_id", None)
    write(text("de una", id="wamid.1"), other)

    work()

    assert {entry["to"] for entry in ledger(meta)} == {"5491155550000", "5491166660000"}
    with scope(hotel):
        assert Conversation.objects.count() == 2
