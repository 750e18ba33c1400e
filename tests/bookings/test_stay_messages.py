"""What guests are told around their stays: planned at confirmation, moved with the dates, looked at again when due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from bookings.models import Booking, BookingEvent, FolioEntry, MessageRule, Reservation, StayMessage, UnitType
from bookings.services.stay_messages import (
    MessageGone,
    MomentPassed,
    cancel_message,
    drop_messages,
    move_messages,
    pin_message,
    plan_messages,
    release_message,
)
from tasks.models import Job
from tenants.models import Guest, Tenant
from tests.bookings.rows import plain_booking, plain_stay
from tests.lodging import night

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 1, 15, tzinfo=UTC)
# Ten in the morning in Buenos Aires, three days before 10 December.
THREE_DAYS_BEFORE = datetime(2026, 12, 7, 13, tzinfo=UTC)


def make_rule(name: str = "Cómo llegar", **columns: Any) -> MessageRule:
    return MessageRule.objects.create(
        name=name, **({"template": "directions", "anchor": "arrival", "days": -3} | columns)
    )


def move_to(booking: Booking, check_in: date, check_out: date) -> None:
    booking.reservations.update(period=DateRange(check_in, check_out))


def release(message: StayMessage, *, now: datetime | None = None) -> StayMessage:
    """Let the message's hour come."""
    release_message(message_id=message.pk, due_at=message.due_at, now=now or message.due_at)
    message.refresh_from_db()
    return message


@pytest.fixture
def booking(in_hotel: Tenant, cabins: UnitType, guest: Guest) -> Booking:
    """A confirmed stay from 10 to 14 December."""
    made = plain_booking(guest, source="whatsapp")
    plain_stay(cabins.units.first(), night(10), night(14), made)  # type: ignore[arg-type]
    return made


@pytest.fixture
def message(booking: Booking) -> StayMessage:
    make_rule()
    plan_messages(booking=booking, now=NOW)
    return StayMessage.objects.get()


def test_a_confirmed_booking_gets_a_message_of_each_rule(booking: Booking) -> None:
    make_rule()
    make_rule("Gracias", anchor="departure", days=1, at=time(18))
    make_rule("Apagada", is_active=False)

    plan_messages(booking=booking, now=NOW)

    assert list(StayMessage.objects.order_by("due_at").values_list("rule__name", "due_at", "state")) == [
        ("Cómo llegar", THREE_DAYS_BEFORE, "waiting"),
        ("Gracias", datetime(2026, 12, 15, 21, tzinfo=UTC), "waiting"),
    ]


def test_each_message_has_a_job_at_its_moment(message: StayMessage, hotel: Tenant) -> None:
    job = Job.objects.get(name="bookings.release_stay_message")

    assert job.run_at == message.due_at
    assert job.args == {"tenant_id": hotel.pk, "message_id": message.pk, "due": message.due_at.isoformat()}


def test_several_stays_of_a_booking_are_one_from_the_first_day_to_the_last(booking: Booking, cabins: UnitType) -> None:
    plain_stay(cabins.units.last(), night(8), night(20), booking)  # type: ignore[arg-type]
    plain_stay(cabins.units.last(), night(1), night(3), booking, status="cancelled")  # type: ignore[arg-type]
    make_rule()
    make_rule("Gracias", anchor="departure", days=0)

    plan_messages(booking=booking, now=NOW)

    days = StayMessage.objects.order_by("due_at").values_list("due_at", flat=True)
    assert [moment.date() for moment in days] == [night(5), night(20)]


def test_planning_twice_tells_once(booking: Booking) -> None:
    make_rule()

    plan_messages(booking=booking, now=NOW)
    plan_messages(booking=booking, now=NOW + timedelta(days=1))

    assert StayMessage.objects.count() == 1


def test_a_booking_has_no_two_messages_of_a_rule(message: StayMessage) -> None:
    with pytest.raises(IntegrityError, match="stay_message_once"), transaction.atomic():
        StayMessage.objects.create(rule=message.rule, booking=message.booking, due_at=NOW)


@pytest.mark.parametrize(("when_late", "state", "reason"), [("send", "waiting", ""), ("skip", "skipped", "late")])
def test_a_late_booking_is_told_at_once_or_not_at_all(
    booking: Booking, when_late: str, state: str, reason: str
) -> None:
    make_rule(when_late=when_late)
    yesterday = THREE_DAYS_BEFORE + timedelta(days=2)

    plan_messages(booking=booking, now=yesterday)

    told = StayMessage.objects.get()
    assert (told.state, told.reason) == (state, reason)
    assert Job.objects.filter(run_at=yesterday).count() == (when_late == "send")


def test_messages_move_with_the_dates(message: StayMessage, booking: Booking) -> None:
    move_to(booking, night(20), night(24))

    move_messages(booking=booking, now=NOW)

    message.refresh_from_db()
    assert message.due_at == THREE_DAYS_BEFORE + timedelta(days=10)
    assert Job.objects.filter(run_at=message.due_at).count() == 1


def test_a_job_whose_message_moved_does_nothing(message: StayMessage, booking: Booking) -> None:
    before = message.due_at
    move_to(booking, night(20), night(24))
    move_messages(booking=booking, now=NOW)

    release_message(message_id=message.pk, due_at=before, now=before)

    message.refresh_from_db()
    assert message.state == "waiting"
    assert release(message).state == "ready"


def test_a_message_that_was_too_late_is_in_time_again_when_the_stay_is_put_off(booking: Booking) -> None:
    make_rule()
    plan_messages(booking=booking, now=THREE_DAYS_BEFORE + timedelta(days=1))
    move_to(booking, night(20), night(24))

    move_messages(booking=booking, now=THREE_DAYS_BEFORE + timedelta(days=1))

    told = StayMessage.objects.get()
    assert (told.state, told.reason) == ("waiting", "")
    assert release(told).state == "ready"


def test_what_is_relative_to_the_booking_does_not_move(booking: Booking) -> None:
    make_rule(anchor="booking", days=2)
    plan_messages(booking=booking, now=NOW)
    before = StayMessage.objects.get().due_at
    move_to(booking, night(20), night(24))

    move_messages(booking=booking, now=NOW + timedelta(days=1))

    assert StayMessage.objects.get().due_at == before


def test_what_has_gone_out_does_not_go_out_again(message: StayMessage, booking: Booking) -> None:
    release(message)
    move_to(booking, night(20), night(24))

    move_messages(booking=booking, now=THREE_DAYS_BEFORE)
    plan_messages(booking=booking, now=THREE_DAYS_BEFORE)

    assert StayMessage.objects.get().due_at == THREE_DAYS_BEFORE
    assert StayMessage.objects.get().state == "ready"


def test_a_cancelled_booking_is_told_nothing_more(message: StayMessage, booking: Booking) -> None:
    make_rule("Gracias", anchor="departure")
    plan_messages(booking=booking, now=NOW)
    StayMessage.objects.filter(rule__name="Gracias").update(state="sent")

    drop_messages(booking=booking, now=NOW)
    release_message(message_id=message.pk, due_at=message.due_at, now=message.due_at)

    assert list(StayMessage.objects.values_list("rule__name", flat=True)) == ["Gracias"]


def test_a_message_whose_hour_has_come_is_ready_once(message: StayMessage, booking: Booking) -> None:
    release(message)
    release(message)

    assert message.state == "ready"
    event = BookingEvent.objects.get(kind="message_ready")
    assert (event.booking, event.data) == (booking, {"message": "Cómo llegar"})


def owe(booking: Booking) -> None:
    FolioEntry.objects.create(booking=booking, kind="charge", amount=Decimal(300), currency="ARS", actor="test")


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ""),
        ({"balance_due": True}, ""),
        ({"balance_due": False}, "something_due"),
        ({"source": ["whatsapp", "web"]}, ""),
        ({"source": ["desk"]}, "source"),
        ({"statuses": ["checked_in"]}, "status"),
        ({"types": [10**9]}, "type"),
    ],
)
def test_what_a_rule_asks_for_is_looked_at_when_it_is_due(
    message: StayMessage, booking: Booking, conditions: dict[str, Any], expected: str
) -> None:
    owe(booking)
    MessageRule.objects.update(conditions=conditions)

    release(message)

    assert (message.state, message.reason) == ("skipped" if expected else "ready", expected)


def test_who_paid_in_the_meantime_is_not_reminded(booking: Booking) -> None:
    make_rule(conditions={"balance_due": True})
    owe(booking)
    plan_messages(booking=booking, now=NOW)
    FolioEntry.objects.create(booking=booking, kind="payment", amount=300, method="cash", currency="ARS", actor="test")

    told = release(StayMessage.objects.get())

    assert (told.state, told.reason) == ("skipped", "nothing_due")
    assert BookingEvent.objects.get(kind="message_skipped").data["why"] == "nothing_due"


def test_a_rule_for_a_type_is_for_its_guests(message: StayMessage, cabins: UnitType) -> None:
    MessageRule.objects.update(conditions={"types": [cabins.pk]})

    assert release(message).state == "ready"


@pytest.mark.parametrize("status", ["cancelled", "expired", "no_show"])
def test_who_does_not_come_is_told_nothing(message: StayMessage, status: str) -> None:
    Reservation.objects.update(status=status)

    assert release(message).reason == "status"


def test_a_rule_that_was_switched_off_tells_nobody(message: StayMessage) -> None:
    MessageRule.objects.update(is_active=False)

    assert release(message).reason == "rule_off"


def test_a_worker_that_stood_still_for_days_does_not_send_what_is_late(message: StayMessage) -> None:
    release(message, now=message.due_at + timedelta(days=2))

    assert message.reason == "late"


def test_a_moment_that_a_person_chose_stays_when_the_dates_move(message: StayMessage, booking: Booking) -> None:
    chosen = datetime(2026, 12, 1, 12, tzinfo=UTC)
    pin_message(message=message, due_at=chosen, now=NOW)
    move_to(booking, night(20), night(24))

    move_messages(booking=booking, now=NOW)

    message.refresh_from_db()
    assert (message.due_at, message.is_pinned) == (chosen, True)
    assert Job.objects.filter(run_at=chosen).count() == 1
    assert release(message).state == "ready"


def test_no_moment_of_the_past_can_be_chosen(message: StayMessage) -> None:
    with pytest.raises(MomentPassed):
        pin_message(message=message, due_at=NOW, now=NOW)


def test_a_person_can_spare_one_guest_a_message(message: StayMessage, booking: Booking) -> None:
    cancel_message(message=message, now=NOW)
    move_messages(booking=booking, now=NOW)

    assert release(message).state == "skipped"
    assert message.reason == "by_hand"


@pytest.mark.parametrize("state", ["ready", "skipped", "sent"])
def test_what_has_gone_out_cannot_be_taken_back(message: StayMessage, state: str) -> None:
    StayMessage.objects.update(state=state)

    with pytest.raises(MessageGone):
        cancel_message(message=message, now=NOW)
    with pytest.raises(MessageGone):
        pin_message(message=message, due_at=NOW + timedelta(days=1), now=NOW)


Change = Callable[..., None]


@pytest.mark.parametrize("change", [plan_messages, move_messages, drop_messages])
def test_a_business_without_rules_pays_one_query(booking: Booking, change: Change) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        change(booking=booking, now=NOW)

    assert len(asked) == 1


@pytest.mark.parametrize("change", [plan_messages, move_messages])
def test_many_rules_cost_as_much_as_one(booking: Booking, change: Change) -> None:
    for number in range(8):
        make_rule(f"Regla {number}", days=-number)
    if change is move_messages:
        plan_messages(booking=booking, now=NOW)
        move_to(booking, night(20), night(24))

    with CaptureQueriesContext(connection) as asked:
        change(booking=booking, now=NOW)

    # What applies, the rows, and a job for each of them.
    assert len(asked) == 3, [query["sql"] for query in asked]
