"""What Meta says became of our messages: early, late, twice, backwards, and bad news."""

from __future__ import annotations

import pytest

from messaging.models import Conversation, StatusEvent, WhatsAppNumber
from messaging.services.claiming import claim, list_candidates
from messaging.services.ingest import ingest_some
from messaging.services.sending import note_accepted
from messaging.whatsapp.client import Accepted
from messaging.whatsapp.outgoing import TemplateMessage
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.cast import Enter
from tests.messaging.line import deliver, ledger, work
from tests.messaging.talk import failed_later, fresh, say_in, send_all, told
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_a_status_before_the_answer_waits_for_it(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
        StatusEvent.objects.create(wamid="wamid.early", status="delivered", at=clock.now())
    (candidate,) = list_candidates()
    sending = claim(candidate, now=clock.now())
    assert sending is not None
    note_accepted(sending, Accepted("wamid.early"), now=clock.now())

    with scope(hotel):
        assert fresh(message).state == "delivered"
        assert StatusEvent.objects.get().message_id == message.pk


def test_what_meta_could_not_deliver_is_a_task_for_somebody(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    deliver(failed_later(message, 131026))
    work()

    with scope(hotel):
        assert (fresh(message).state, fresh(message).error_code) == ("failed", 131026)
        assert StaffTask.objects.get().kind == "message_failed"


def test_a_window_that_meta_saw_closed_sends_the_template_once(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola", fallback=TemplateMessage(name="recordatorio", language="es", body=()))
    send_all()

    for _ in range(2):
        deliver(failed_later(message, 131047))
        work()

    assert [entry["payload"]["type"] for entry in ledger(meta)] == ["text", "template"]


def test_what_meta_says_again_of_the_first_is_not_about_its_template(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola", fallback=TemplateMessage(name="recordatorio", language="es", body=()))
    send_all()

    for later in range(2):
        # Both come before the template goes.
        deliver(failed_later(message, 131047, at=payloads.SENT_AT + later))
        while ingest_some(now=clock.now()):
            pass
    work()

    assert [entry["payload"]["type"] for entry in ledger(meta)] == ["text", "template"]
    with scope(hotel):
        assert fresh(message).state == "accepted"


def test_money_that_is_owed_to_meta_pauses_the_number(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    deliver(failed_later(message, 131042))
    work()

    with scope(hotel):
        assert WhatsAppNumber.objects.get().pause_code == 131042
        assert list(StaffTask.objects.values_list("kind", flat=True)) == ["whatsapp_paused"]


def test_statuses_that_come_again_or_backwards_change_nothing(
    talk: Conversation, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    send_all()

    for word in ("read", "delivered", "read", "sent"):
        deliver(told(message, word))
        work()

    with scope(hotel):
        assert fresh(message).state == "read"
        assert StatusEvent.objects.count() == 3
