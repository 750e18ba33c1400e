"""Sending again by hand: only where it can help, as a new attempt at the same message."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging.errors import CannotRetry
from messaging.models import Conversation, Message, Outgoing, SendAttempt, StatusEvent
from messaging.services.retrying import retry_message
from messaging.services.unknowns import resolve_unknowns
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.tasks.talk import said, talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(in_hotel: Tenant) -> Message:
    """An answer that Meta accepted and then could not deliver."""
    made = said(talk(), state="failed", wamid="wamid.1", purpose="answer", error="Undeliverable", error_code=131026)
    SendAttempt.objects.create(message=made, began_at=clock.now(), ended_at=clock.now(), outcome="accepted")
    StatusEvent.objects.create(message=made, wamid="wamid.1", status="failed", at=clock.now(), error_code=131026)
    StaffTask.objects.create(kind="message_failed", cause=f"message:{made.pk}", title="No salió")
    return made


def close_window(message: Message) -> None:
    Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=25))
    message.refresh_from_db()


def test_a_failed_message_is_sent_again_under_a_new_id(failed: Message) -> None:
    before = failed.opaque

    again = retry_message(message=failed, now=clock.now())

    assert (again.pk, again.state, again.wamid, again.error) == (failed.pk, "queued", "", "")
    assert again.opaque not in (None, before)
    assert again.expires_at is not None
    assert again.expires_at > clock.now()
    assert Outgoing.objects.get().message_id == failed.pk
    assert StaffTask.objects.get().closed_by == "test"


def test_what_became_of_the_first_try_is_still_told(failed: Message) -> None:
    retry_message(message=failed, now=clock.now())

    first = SendAttempt.objects.get()
    assert (first.outcome, first.code, first.detail) == ("accepted", 131026, "Undeliverable")


def test_who_asked_for_it_and_why_stays_with_the_message(failed: Message) -> None:
    retry_message(message=failed, now=clock.now(), why="el huésped desbloqueó el número")

    failed.refresh_from_db()
    assert (failed.retried_by, failed.retried_why) == ("test", "el huésped desbloqueó el número")


def test_a_message_on_its_way_is_not_sent_twice(failed: Message) -> None:
    retry_message(message=failed, now=clock.now())

    with pytest.raises(CannotRetry):
        retry_message(message=failed, now=clock.now())

    assert Outgoing.objects.count() == 1


@pytest.mark.parametrize("state", ["queued", "accepted", "sent", "delivered", "read"])
def test_what_is_not_over_is_left_alone(failed: Message, state: str) -> None:
    Message.objects.update(state=state)

    with pytest.raises(CannotRetry):
        retry_message(message=failed, now=clock.now())


def test_a_guests_own_message_is_never_sent(failed: Message) -> None:
    Message.objects.update(direction="in", state="seen", opaque=None)

    with pytest.raises(CannotRetry):
        retry_message(message=failed, now=clock.now())


def test_a_closed_window_needs_a_template(failed: Message) -> None:
    close_window(failed)

    with pytest.raises(CannotRetry):
        retry_message(message=failed, now=clock.now())
    Message.objects.update(fallback={"kind": "template", "name": "saldo", "language": "es"})

    assert retry_message(message=failed, now=clock.now()).state == "queued"


def test_a_paused_number_sends_nothing_again(failed: Message) -> None:
    number = failed.conversation.number
    number.paused_at = clock.now()
    number.save()

    with pytest.raises(CannotRetry):
        retry_message(message=failed, now=clock.now())


def test_an_unknown_message_may_be_sent_again_once_it_is_left_to_a_person(failed: Message) -> None:
    Message.objects.update(state="unknown")

    assert retry_message(message=failed, now=clock.now()).state == "queued"


def test_a_status_of_the_first_try_settles_no_later_one(failed: Message) -> None:
    retry_message(message=failed, now=clock.now())
    long_ago = clock.now() - timedelta(hours=1)
    Outgoing.objects.update(unknown_since=long_ago)
    Message.objects.update(state="unknown")

    resolve_unknowns(now=long_ago)

    # Control: the status is still there, and would have settled it.
    assert StatusEvent.objects.count() == 1
    assert Outgoing.objects.count() == 1
