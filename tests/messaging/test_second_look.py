"""What happens between writing a message and sending it, or between Meta taking it and saying that it failed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests

from bookings.services.catalogue import add_photo
from messaging import purposes
from messaging.models import (
    AnswerRules,
    Conversation,
    Message,
    Outgoing,
    StatusEvent,
    Talk,
    WhatsAppNumber,
    WhatsAppTemplate,
)
from messaging.services.answering import advance_one
from messaging.services.claiming import Sending, claim, list_candidates
from messaging.services.ingest import ingest_some
from messaging.services.numbers import resume_number
from messaging.services.parked import tidy_parked
from messaging.services.retrying import retry_message
from messaging.services.saying import say
from messaging.services.sending import note_accepted
from messaging.services.unknowns import note_orphans, resolve_unknowns
from messaging.whatsapp.client import Accepted
from messaging.whatsapp.outgoing import TemplateMessage
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.bookings.pictures import png
from tests.cast import Enter
from tests.lodging import make_type, make_units
from tests.messaging.line import deliver, graph, heard, ledger, set_dials, work, write
from tests.messaging.talk import failed_later, fresh, say_in, send_all, talk_with, told
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

REMINDER = TemplateMessage(name="recordatorio", language="es", body=())


def asked(words: str, *, wamid: str, **more: object) -> dict[str, object]:
    return payloads.text_message(words, wamid=wamid, sent_at=int(clock.now().timestamp()), **more)


def read_and_answer() -> None:
    while ingest_some(now=clock.now()):
        pass
    while advance_one(now=clock.now()):
        pass


def read() -> None:
    while ingest_some(now=clock.now()):
        pass


def in_hands() -> Sending:
    """Return the one message that waits, taken by a worker who is about to send it."""
    (candidate,) = list_candidates()
    sending = claim(candidate, now=clock.now())
    assert sending is not None
    return sending


def due_now() -> None:
    Outgoing.objects.update(due_at=clock.now() - timedelta(seconds=1))


# --- Before the call --------------------------------------------------------------------------------------------------


def test_an_answer_that_waits_is_not_sent_once_the_owner_has_answered_by_phone(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    write(asked("¿hay lugar?", wamid="wamid.1"))
    read_and_answer()
    echo = payloads.echo(timestamp=str(int(clock.now().timestamp()) + 1))
    deliver(payloads.as_bytes(payloads.envelope(payloads.echoes(echo), field="smb_message_echoes")))
    read()

    send_all()

    with scope(hotel):
        reply = Message.objects.get(sender_type="bot")
        assert (reply.state, reply.error) == ("dropped", "person_holds")
    assert ledger(meta) == []

    # What a person wants sent all the same is sent.
    with scope(hotel):
        retry_message(message=reply, now=clock.now(), why="que lo lea igual")
    send_all()

    with scope(hotel):
        assert fresh(reply).state == "accepted"
    assert len(ledger(meta)) == 1


@pytest.mark.parametrize("later", [5, -5], ids=["later", "earlier-and-late"])
def test_what_the_guest_adds_before_the_answer_goes_is_answered_with_it(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter, later: int
) -> None:
    now = int(clock.now().timestamp()) - 20
    write(payloads.text_message("¿hay lugar?", wamid="wamid.1", sent_at=now))
    read_and_answer()
    write(payloads.text_message("somos cuatro", wamid="wamid.2", sent_at=now + later))
    read()

    send_all()
    work()

    assert len(ledger(meta)) == 1
    both = ["¿hay lugar?", "somos cuatro"]
    assert heard(hotel)[-1].split("\n") == (both if later > 0 else both[::-1])
    with scope(hotel):
        assert set(Message.objects.filter(direction="in").values_list("state", flat=True)) == {"seen"}


def test_an_answer_of_several_messages_is_taken_back_whole(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        kind = make_type("Cabaña")
        make_units(kind, "Arrayán")
        add_photo(kind=kind, content=png())
    day = f"{clock.now() + timedelta(days=40):%d/%m/%Y}"
    write(asked(f"¿hay lugar por 2 noches desde el {day} para 2?", wamid="wamid.1"))
    read_and_answer()
    with scope(hotel):
        assert [it.kind for it in Message.objects.filter(direction="out").order_by("pk")] == ["picture", "buttons"]
    write(asked("somos cuatro", wamid="wamid.2"))
    read()

    send_all()
    work()

    # The picture and the words of the one answer to both, and nothing of the first.
    assert [entry["type"] for entry in ledger(meta)] == ["image", "interactive"]


def test_what_was_done_is_told_whatever_the_guest_adds(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    write(asked("quiero hablar con alguien del equipo ya", wamid="wamid.1"))
    read_and_answer()
    with scope(hotel):
        Message.objects.filter(direction="out").update(sender_type="bot")
        Conversation.objects.update(owner="bot")
        assert Talk.objects.get().has_acted
    write(asked("gracias", wamid="wamid.2"))
    read()

    send_all()

    assert len(ledger(meta)) == 1


def test_what_was_tried_once_is_sent_again_whatever_the_guest_adds(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, next_codes=[131016])
    write(asked("¿hay lugar?", wamid="wamid.1"))
    read_and_answer()
    send_all()
    write(asked("somos cuatro", wamid="wamid.2"))
    read()

    due_now()
    work()
    work()

    assert len(ledger(meta)) == 2
    assert heard(hotel) == ["¿hay lugar?", "somos cuatro"]


@pytest.mark.parametrize(("status", "goes"), [("APPROVED", True), ("PAUSED", False), ("REJECTED", False)])
def test_a_template_that_meta_took_away_is_not_tried(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter, status: str, goes: bool
) -> None:
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID, name="recordatorio", language="es", status=status, synced_at=clock.now()
        )
        message = say(conversation=talk, content=REMINDER, now=clock.now(), purpose=purposes.REMINDER)
    assert message is not None

    send_all()

    assert bool(ledger(meta)) is goes
    with scope(hotel):
        assert fresh(message).error == ("" if goes else "template_unusable")
        assert StaffTask.objects.filter(kind="message_failed").exists() is not goes


def test_a_number_that_waits_for_a_person_is_in_nobodys_way(talk: Conversation, hotel: Tenant, scope: Enter) -> None:
    talks = [talk_with(f"54911666{number:05}", hotel, scope) for number in range(25)]
    with scope(hotel):
        WhatsAppNumber.objects.update(paused_at=clock.now())
        for each in talks:
            say_in(each, "hola")
        other = WhatsAppNumber.objects.create(phone_number_id="777", waba_id=payloads.WABA_ID, token=number_token())
        talk.number = other
        talk.save()
        say_in(talk, "por el otro número")

    with graph(payloads.PHONE_NUMBER_ID, "777") as both:
        set_dials(both, statuses=False, window=False)
        send_all()
        sent = ledger(both)

    assert [entry["payload"]["text"]["body"] for entry in sent] == ["por el otro número"]


def number_token() -> str:
    return str(WhatsAppNumber.objects.values_list("token", flat=True)[0])


def test_a_free_text_that_meta_refuses_goes_as_its_template_once(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, next_codes=[131051, 131051])
    with scope(hotel):
        message = say_in(talk, "hola", fallback=REMINDER)

    send_all()

    with scope(hotel):
        assert (fresh(message).state, fresh(message).kind) == ("failed", "template")
    tried = requests.get(f"{meta.url}/_sandbox/ledger", timeout=5).json()["entries"]
    assert [entry["type"] for entry in tried] == ["text", "template"]


def test_once_the_months_replies_are_used_up_a_person_hears_of_it(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        AnswerRules.objects.update(monthly_replies=1)

    for number, words in enumerate(["¿hay lugar mañana?", "tres noches", "somos dos"]):
        write(asked(words, wamid=f"wamid.{number}"))
        work()

    with scope(hotel):
        assert [task.kind for task in StaffTask.objects.all()] == ["replies_used_up"]


# --- After the call ---------------------------------------------------------------------------------------------------


def test_what_meta_lost_by_a_fault_of_its_own_is_sent_again_a_few_times(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    for later in range(4):
        with scope(hotel):
            deliver(failed_later(fresh(message), 131016, at=payloads.SENT_AT + later))
        work()
        due_now()
        send_all()

    with scope(hotel):
        assert fresh(message).state == "failed"
        assert StaffTask.objects.get().kind == "message_failed"
    assert len(ledger(meta)) == 4


def test_what_waits_for_the_bill_to_be_paid_goes_afterwards(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()
    deliver(failed_later(message, 131042))
    work()

    with scope(hotel):
        held = fresh(message).state
        resume_number(number=WhatsAppNumber.objects.get(), now=clock.now())
    due_now()
    send_all()

    assert held == "queued"
    with scope(hotel):
        assert fresh(message).state == "accepted"
    assert len(ledger(meta)) == 2


def test_bad_news_before_the_answer_to_the_send_is_not_about_the_template_that_follows(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola", fallback=REMINDER)
    sending = in_hands()
    deliver(failed_later(message, 131047))
    read()

    note_accepted(sending, Accepted(wamid=f"wamid.of.{message.pk}", wa_id="", user_id="", held=False), now=clock.now())
    send_all()

    (entry,) = ledger(meta)
    with scope(hotel):
        assert (fresh(message).state, fresh(message).wamid) == ("accepted", entry["wamid"])
    assert entry["payload"]["type"] == "template"


def test_bad_news_before_the_answer_is_acted_on_when_it_comes(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    sending = in_hands()
    status = payloads.failed(131026, wamid="wamid.later")
    deliver(payloads.as_bytes(payloads.envelope(payloads.value(statuses=[status]))))
    read()

    note_accepted(sending, Accepted(wamid="wamid.later", wa_id="", user_id="", held=False), now=clock.now())

    with scope(hotel):
        assert (fresh(message).state, fresh(message).error_code) == ("failed", 131026)
        assert StaffTask.objects.get().kind == "message_failed"


def test_an_answer_of_meta_that_comes_after_its_worker_was_given_up_settles_the_message(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    sending = in_hands()
    Outgoing.objects.update(held_until=clock.now() - timedelta(seconds=1))
    note_orphans(now=clock.now())

    note_accepted(sending, Accepted(wamid="wamid.late", wa_id="", user_id="", held=False), now=clock.now())
    resolve_unknowns(now=clock.now())
    send_all()

    with scope(hotel):
        assert fresh(message).state == "accepted"
    assert not Outgoing.objects.exists()
    assert ledger(meta) == []


def test_the_price_that_meta_tells_is_kept(talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    status = payloads.status(opaque=f"out:{message.opaque}", wamid=f"wamid.of.{message.pk}", pricing=payloads.priced())
    deliver(payloads.as_bytes(payloads.envelope(payloads.value(statuses=[status]))))
    deliver(told(message, "read", at=1))
    read()

    with scope(hotel):
        assert fresh(message).pricing == payloads.priced()


def test_a_word_about_a_message_that_nobody_knew_is_linked_later_or_forgotten(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
        for wamid, days in (("wamid.known", 0), ("wamid.new", 0), ("wamid.old", 31)):
            StatusEvent.objects.create(
                wamid=wamid, status="delivered", at=clock.now(), created_at=clock.now() - timedelta(days=days)
            )
        Message.objects.filter(pk=message.pk).update(wamid="wamid.known", state="accepted")

        assert not tidy_parked(now=clock.now())

        assert fresh(message).state == "delivered"
        assert set(StatusEvent.objects.values_list("wamid", "message")) == {
            ("wamid.known", message.pk),
            ("wamid.new", None),
        }
