"""What becomes of a message on its way out: refused, put off, unknown, found again; never twice, and never forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings

from messaging import purposes
from messaging.errors import WindowClosed
from messaging.models import Conversation, Message, Outgoing, SendAttempt, WhatsAppNumber
from messaging.services.claiming import claim, list_candidates
from messaging.services.saying import say
from messaging.whatsapp.outgoing import TemplateMessage, Text
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.cast import Enter
from tests.messaging.line import deliver, ledger, set_dials, work
from tests.messaging.talk import fresh, say_in, send_all, talk_with, told

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_the_same_thing_is_not_said_twice(talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        said = [
            say(conversation=talk, content=Text(words), now=clock.now(), content_key="booking:7:confirmed")
            for words in ("Confirmada", "¡Su reserva está confirmada!")
        ]

    send_all()

    assert [message is None for message in said] == [False, True]
    assert len(ledger(meta)) == 1


def test_a_message_of_a_transaction_that_failed_was_never_said(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with pytest.raises(ZeroDivisionError), scope(hotel):
        say_in(talk, "Su cabaña lo espera")
        1 / 0  # noqa: B018

    send_all()

    assert ledger(meta) == []
    assert not Outgoing.objects.exists()


def test_after_24_hours_only_a_template_goes(talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    template = TemplateMessage(name="recordatorio", language="es", body=("Ana",))
    with scope(hotel):
        talk.last_inbound_at = clock.now() - timedelta(hours=24)
        with pytest.raises(WindowClosed):
            say_in(talk, "¿Sigue interesada?")
        say_in(talk, "¿Sigue interesada?", fallback=template)
        talk.save()

    send_all()

    (entry,) = ledger(meta)
    assert entry["payload"]["type"] == "template"


def test_a_window_that_closes_while_a_message_waits_turns_it_into_its_template(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        say_in(talk, "uno", fallback=TemplateMessage(name="recordatorio", language="es", body=()))
        alone = say_in(talk, "dos")
        Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=25))

    send_all()

    with scope(hotel):
        assert [entry["payload"]["type"] for entry in ledger(meta)] == ["template"]
        assert (fresh(alone).state, fresh(alone).error) == ("failed", "window_closed")
        assert StaffTask.objects.filter(kind="message_failed").count() == 1


@pytest.mark.parametrize(
    ("code", "state", "tasks"),
    [(131056, "queued", []), (130429, "queued", []), (131016, "queued", []), (131026, "failed", ["message_failed"])],
)
def test_what_meta_refuses_is_put_off_or_given_up_by_its_code(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter, code: int, state: str, tasks: list[str]
) -> None:
    set_dials(meta, next_codes=[code])
    with scope(hotel):
        message = say_in(talk, "hola")

    send_all()

    with scope(hotel):
        assert fresh(message).state == state
        assert SendAttempt.objects.get().code == code
        assert list(StaffTask.objects.values_list("kind", flat=True)) == tasks
    assert Outgoing.objects.exists() is (state == "queued")
    assert ledger(meta) == []


def test_what_was_put_off_goes_out_later_once(talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    set_dials(meta, next_codes=[131016])
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    Outgoing.objects.update(due_at=clock.now() - timedelta(seconds=1))
    send_all()

    with scope(hotel):
        assert fresh(message).state == "accepted"
        assert [it.outcome for it in SendAttempt.objects.order_by("id")] == ["retry_later", "accepted"]
    assert len(ledger(meta)) == 1


def test_a_token_that_ended_pauses_the_number_and_asks_for_a_person_once(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, next_codes=[190, 190])
    with scope(hotel):
        say_in(talk, "uno")
    other = talk_with("5491166660000", hotel, scope)
    with scope(hotel):
        say_in(other, "dos")

    send_all()

    with scope(hotel):
        number = WhatsAppNumber.objects.get()
        assert number.paused_at is not None
        assert number.pause_code == 190
        assert StaffTask.objects.filter(kind="whatsapp_paused").count() == 1
        assert set(Message.objects.values_list("state", flat=True)) == {"queued"}


def test_what_is_too_old_is_not_sent(talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        message = say_in(talk, "su pago", expires_at=clock.now() - timedelta(seconds=1), purpose=purposes.PAYMENT)

    send_all()

    with scope(hotel):
        assert (fresh(message).state, fresh(message).error) == ("dropped", "expired")
    assert ledger(meta) == []


def test_a_send_without_an_answer_is_unknown_and_not_repeated(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, timeout_after_accept=1, hang_seconds=0.2)
    with scope(hotel):
        message = say_in(talk, "hola")

    send_all()
    set_dials(meta, timeout_after_accept=0)
    work()
    send_all()

    with scope(hotel):
        assert fresh(message).state == "unknown"
    assert len(ledger(meta)) == 1


def test_an_unknown_send_is_found_again_by_its_status(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, timeout_after_accept=1, hang_seconds=0.2)
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    deliver(told(message, "delivered"))
    work()

    with scope(hotel):
        assert (fresh(message).state, fresh(message).wamid) == ("delivered", f"wamid.of.{message.pk}")
    assert not Outgoing.objects.exists()


@override_settings(WHATSAPP_UNKNOWN_SECONDS=0)
def test_an_unknown_send_goes_out_again_once_a_later_one_was_told_of(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, timeout_before_accept=1, hang_seconds=0.2)
    with scope(hotel):
        lost = say_in(talk, "perdida")
    send_all()
    set_dials(meta, timeout_before_accept=0)
    other = talk_with("5491166660000", hotel, scope)
    with scope(hotel):
        later = say_in(other, "posterior")
    send_all()
    before = len(ledger(meta))

    deliver(told(later, "sent"))
    work()
    send_all()

    with scope(hotel):
        assert fresh(lost).state == "accepted"
    entries = ledger(meta)
    assert before == 1
    assert entries[-1]["opaque"] == f"out:{lost.opaque}"
    assert len(entries) == 2


@override_settings(WHATSAPP_UNKNOWN_SECONDS=0)
def test_without_evidence_a_person_decides_and_the_conversation_goes_on(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, timeout_after_accept=1, hang_seconds=0.2)
    with scope(hotel):
        first = say_in(talk, "uno")
        second = say_in(talk, "dos")
    send_all()
    waiting = len(ledger(meta))
    set_dials(meta, timeout_after_accept=0)

    work()
    send_all()

    with scope(hotel):
        assert (fresh(first).state, fresh(second).state) == ("unknown", "accepted")
        assert StaffTask.objects.filter(kind="message_unknown").count() == 1
    assert waiting == 1


def test_whoever_died_while_sending_leaves_it_unknown(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    (candidate,) = list_candidates()
    assert claim(candidate, now=clock.now()) is not None
    Outgoing.objects.update(held_until=clock.now() - timedelta(seconds=1))

    work()

    with scope(hotel):
        assert fresh(message).state == "unknown"
        assert SendAttempt.objects.get().outcome == "unknown"
    assert ledger(meta) == []


def test_in_a_conversation_the_next_waits_for_the_one_before(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        messages = [say_in(talk, words) for words in ("uno", "dos", "tres")]
    candidates = list_candidates()
    assert [it.message_id for it in candidates] == [messages[0].pk]

    send_all()

    assert [entry["payload"]["text"]["body"] for entry in ledger(meta)] == ["uno", "dos", "tres"]


def test_two_who_want_to_send_the_same_message_are_one(talk: Conversation, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        say_in(talk, "hola")
    (candidate,) = list_candidates()

    first, second = claim(candidate, now=clock.now()), claim(candidate, now=clock.now())

    assert first is not None
    assert second is None


def test_a_guest_gets_a_burst_and_then_a_message_every_six_seconds(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        for number in range(45):
            say_in(talk, f"mensaje {number}")

    send_all()

    assert len(ledger(meta)) == 40
    assert Outgoing.objects.count() == 5
    assert Outgoing.objects.filter(due_at__gt=clock.now()).count() == 1


@override_settings(WHATSAPP_SECONDS_PER_GUEST=0)
def test_without_a_pace_all_go_at_once(talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        for number in range(45):
            say_in(talk, f"mensaje {number}")

    send_all()

    assert len(ledger(meta)) == 45
