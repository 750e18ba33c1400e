"""Guests are told what rules call for: if it still applies when it is written, and when it goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from bookings.models import Booking, BookingEvent, FolioEntry, MessageRule, Reservation, StayMessage
from bookings.services.confirming import confirm
from bookings.services.stay_messages import release_message
from messaging.models import GuestConsent, Message, StayText
from messaging.services import lifecycle
from sandbox.app import Sandbox
from tasks.models import Job
from tenants import clock
from tenants.models import StaffTask, Tenant
from tests.bookings.api.conftest import NOW
from tests.cast import Enter
from tests.lodging import night
from tests.messaging.held import bodies, do_jobs
from tests.messaging.talk import send_all

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def planned(held: Booking, hotel: Tenant, scope: Enter) -> StayMessage:
    """A message that a rule calls for now, of a booking of which the guest knows already."""
    with scope(hotel):
        StayText.objects.create(key="directions", text="Le esperamos el {llegada}.")
        MessageRule.objects.create(
            name="Cómo llegar", template="directions", anchor="booking", days=0, when_late="send"
        )
        confirm(booking=held, now=NOW)
        Job.objects.filter(name="messaging.tell_guest").delete()
        return StayMessage.objects.get()


def release(message: StayMessage) -> None:
    release_message(message_id=message.pk, due_at=message.due_at, now=clock.now())


def state_of(message: StayMessage) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.reason


def test_what_a_rule_calls_for_is_sent_once(planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        release(planned)
    do_jobs()
    with scope(hotel):
        lifecycle.tell_stay_message(message_id=planned.pk, now=NOW)
    send_all()

    assert bodies(meta) == ["Le esperamos el 01/12/2026."]
    with scope(hotel):
        assert state_of(planned) == ("sent", "")
        assert BookingEvent.objects.filter(kind="message_sent").count() == 1


def test_what_a_rule_asks_for_is_looked_at_when_it_is_written(
    planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        release(planned)
        MessageRule.objects.update(conditions={"source": ["desk"]})
    do_jobs()

    with scope(hotel):
        assert state_of(planned) == ("skipped", "source")
        assert not Message.objects.exists()


def test_and_once_more_when_it_goes(planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        release(planned)
    do_jobs()
    with scope(hotel):
        MessageRule.objects.update(conditions={"source": ["desk"]})
    send_all()

    assert bodies(meta) == []
    with scope(hotel):
        assert state_of(planned) == ("skipped", "source")
        assert Message.objects.get().error == "booking_moved_on"


def test_dates_that_move_before_it_goes_are_told_as_they_are_now(
    planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        release(planned)
    do_jobs()
    with scope(hotel):
        Reservation.objects.update(period=DateRange(night(10), night(12)))
    send_all()
    do_jobs()
    send_all()

    assert bodies(meta) == ["Le esperamos el 10/12/2026."]
    with scope(hotel):
        assert state_of(planned) == ("sent", "")


@pytest.mark.parametrize(("paid", "state"), [(0, ("skipped", "unpaid")), (300, ("sent", ""))])
def test_how_to_get_in_is_for_who_owes_nothing(
    planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter, paid: int, state: tuple[str, str]
) -> None:
    with scope(hotel):
        StayText.objects.update(tells_access=True)
        if paid:
            values = {"kind": "payment", "amount": paid, "method": "cash", "currency": "ARS", "actor": "test"}
            FolioEntry.objects.create(booking=planned.booking, **values)
        release(planned)

    do_jobs()

    with scope(hotel):
        assert state_of(planned) == state


def test_who_wants_no_requests_for_reviews_gets_none(
    planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        StayText.objects.update(purpose="reviews")
        guest = planned.booking.guest
        GuestConsent.objects.create(guest=guest, purpose="reviews", is_in=False, at=NOW, source="keyword")
        release(planned)

    do_jobs()

    with scope(hotel):
        assert state_of(planned) == ("skipped", "not_wanted")
        assert not StaffTask.objects.exists()


def test_a_rule_without_a_text_asks_a_person_for_it_once(
    planned: StayMessage, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        StayText.objects.all().delete()
        release(planned)

    do_jobs()

    with scope(hotel):
        assert state_of(planned) == ("skipped", "no_text")
        task = StaffTask.objects.get(kind="guest_not_told")
        assert (task.cause, task.title) == ("text:directions", "Falta el texto de un mensaje automático: directions")
