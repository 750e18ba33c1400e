"""Guests are told what became of their bookings: once, as it is when it goes out, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from bookings.models import Booking, BookingEvent, Reservation, UnitType
from bookings.services.confirming import cancel, confirm
from bookings.services.holds import extend_hold
from messaging.models import Conversation, Message, StayText, WhatsAppNumber, WhatsAppTemplate
from messaging.services import lifecycle, saying
from messaging.services.failures import drop
from messaging.services.retrying import retry_message
from sandbox.app import Sandbox
from tasks import stay_messages  # noqa: F401 (it registers the jobs)
from tasks.models import Job
from tenants import clock
from tenants.models import Guest, StaffTask, Tenant
from tenants.scoping import tenant_scope
from tests.api.conftest import Api
from tests.bookings.api.conftest import NOW, place
from tests.cast import Enter
from tests.lodging import night
from tests.messaging.held import PHONE, bodies, do_jobs
from tests.messaging.line import ledger
from tests.messaging.talk import send_all
from tests.messaging.whatsapp.payloads import WABA_ID
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

HELD = (
    "Guardamos {unit} del 01/12/2026 al 04/12/2026 (3 noches) hasta el 20/11/2026 13:00. Se confirma al recibir la seña."
    " Total a pagar: ARS\N{NO-BREAK SPACE}300. Código: {code}."
)


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def approve(name: str = "reserva", *, language: str = "es_AR", body: str = "Código {{1}}, hasta {{2}}.") -> None:
    WhatsAppTemplate.objects.create(
        waba_id=WABA_ID,
        name=name,
        language=language,
        status="APPROVED",
        components=[{"type": "BODY", "text": body}],
        synced_at=NOW,
    )


def close_window() -> None:
    Conversation.objects.update(last_inbound_at=NOW - timedelta(days=2))


def only_event(kind: str) -> dict[str, Any]:
    return dict(BookingEvent.objects.get(kind=kind).data)


# --- Once -----------------------------------------------------------------------------------------------------------------


def test_a_hold_by_a_program_reaches_the_guest_once(held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    do_jobs()
    send_all()
    with scope(hotel):
        lifecycle.tell_guest(booking_id=held.pk, kind="hold_placed", now=NOW)
        unit = Reservation.objects.get().unit.name
    send_all()

    assert bodies(meta) == [HELD.format(unit=unit, code=held.code)]
    assert ledger(meta)[0]["payload"]["to"].endswith("3815550101")
    with scope(hotel):
        assert only_event("guest_told") == {"occasion": "hold_placed"}
        assert Message.objects.get().expires_at == held.hold_expires_at


def tell_together(hotel: Tenant, booking: Booking) -> None:
    def tell(_number: int) -> None:
        with tenant_scope(hotel.pk, actor="test"):
            lifecycle.tell_guest(booking_id=booking.pk, kind="hold_placed", now=NOW)

    at_once(4, tell)


def test_of_workers_who_tell_at_the_same_moment_one_does(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    tell_together(hotel, held)
    send_all()

    assert len(bodies(meta)) == 1
    with scope(hotel):
        assert BookingEvent.objects.filter(kind="guest_told").count() == 1


def test_without_the_key_all_of_them_would(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = saying.say
    monkeypatch.setattr(lifecycle, "say", lambda **said: written(**{**said, "content_key": ""}))

    tell_together(hotel, held)
    send_all()

    assert len(bodies(meta)) == 4


def test_a_hold_that_is_rolled_back_is_told_to_nobody(
    ana: Conversation, program: Api, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    status, _problem = program.post("/reservations/prereserve", {"unit_type": cabins.pk})

    assert status >= 400
    assert not Job.objects.filter(name="messaging.tell_guest").exists()


# --- The 24 hours ---------------------------------------------------------------------------------------------------------


def test_past_24_hours_the_template_goes_with_its_gaps_filled(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        close_window()
        approve()
        StayText.objects.create(key="hold_placed", template_name="reserva", template_gaps=["codigo", "vence"])

    do_jobs()
    send_all()

    (entry,) = ledger(meta)
    template = entry["payload"]["template"]
    assert (template["name"], template["language"]["code"]) == ("reserva", "es_AR")
    assert [it["text"] for it in template["components"][0]["parameters"]] == [held.code, "20/11/2026 13:00"]


@pytest.mark.parametrize(
    "template", [None, {"language": "es_AR", "body": "Sin datos."}], ids=["none", "with-other-gaps"]
)
def test_without_a_template_a_person_is_asked(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter, template: dict[str, str] | None
) -> None:
    with scope(hotel):
        close_window()
        if template:
            approve(**template)
            StayText.objects.create(key="hold_placed", template_name="reserva", template_gaps=["codigo", "vence"])

    do_jobs()

    with scope(hotel):
        task = StaffTask.objects.get(kind="guest_not_told")
        assert task.title == f"No se le avisó al huésped de {held.code}: falta una plantilla"
        assert only_event("guest_not_told") == {"occasion": "hold_placed", "why": "window_closed"}
        assert not Message.objects.exists()


# --- To nobody ------------------------------------------------------------------------------------------------------------


def test_who_has_no_conversation_is_told_nothing_and_it_is_noted_why(
    program: Api, cabins: UnitType, hotel: Tenant, scope: Enter
) -> None:
    place(program, cabins)

    do_jobs()

    with scope(hotel):
        assert only_event("guest_not_told") == {"occasion": "hold_placed", "why": "no_conversation"}
        assert not StaffTask.objects.exists()


def test_a_number_that_is_paused_is_passed_over(held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        other = WhatsAppNumber.objects.create(phone_number_id="999", waba_id=WABA_ID, paused_at=NOW)
        newer = NOW + timedelta(hours=1)
        Conversation.objects.create(
            number=other, guest=held.guest, wa_id=PHONE, last_inbound_at=NOW, last_message_at=newer
        )

    do_jobs()
    send_all()

    assert len(bodies(meta)) == 1


@pytest.mark.parametrize("language", ["", "es"])
def test_what_the_business_has_switched_off_is_not_told(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter, language: str
) -> None:
    with scope(hotel):
        StayText.objects.create(key="hold_placed", language=language, is_on=False)

    do_jobs()

    with scope(hotel):
        assert only_event("guest_not_told")["why"] == "text_off"
        assert not StaffTask.objects.exists()
        assert not Message.objects.exists()


def test_a_gap_that_nothing_fills_is_named_to_a_person(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        StayText.objects.create(key="hold_placed", text="{nombre}, su código es {codigo}.")
        Guest.objects.update(name="")

    do_jobs()

    with scope(hotel):
        assert StaffTask.objects.get(kind="guest_not_told").detail == "{nombre}"
        assert not Message.objects.exists()


# --- What is so -----------------------------------------------------------------------------------------------------------


def test_a_hold_that_was_paid_before_anybody_told_is_only_confirmed(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        confirm(booking=held, now=NOW)

    do_jobs()
    send_all()

    (body,) = bodies(meta)
    assert body.startswith(f"La reserva {held.code} está confirmada")


def test_what_was_written_and_cancelled_before_it_went_is_dropped(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    do_jobs()
    with scope(hotel):
        cancel(booking=held, now=NOW, reason="cambió de planes")
    do_jobs()
    send_all()
    # What stood behind it is found by the next ring.
    send_all()

    (body,) = bodies(meta)
    assert "quedó cancelada" in body
    with scope(hotel):
        dropped = Message.objects.get(content_key=f"stay:{held.pk}:hold_placed")
        assert (dropped.state, dropped.error) == ("dropped", "booking_moved_on")


def test_without_the_second_look_the_guest_would_read_both(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.services.claiming.LOOKED_AT", ())
    do_jobs()
    with scope(hotel):
        cancel(booking=held, now=NOW, reason="cambió de planes")
    do_jobs()
    send_all()

    assert len(bodies(meta)) == 2


def test_a_person_can_send_it_all_the_same(held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    do_jobs()
    with scope(hotel):
        cancel(booking=held, now=NOW, reason="cambió de planes")
        message = Message.objects.get()
        drop(message, why="booking_moved_on")
        retry_message(message=Message.objects.get(), now=NOW, why="que lo lea igual")
    send_all()

    assert len(bodies(meta)) == 1


def test_what_changed_before_it_went_is_told_as_it_is_now(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    do_jobs()
    with scope(hotel):
        Reservation.objects.update(period=DateRange(night(10), night(12)))
        extend_hold(booking=held, until=NOW + timedelta(hours=5), now=NOW)
    send_all()
    assert bodies(meta) == []

    do_jobs()
    send_all()

    (body,) = bodies(meta)
    assert "del 10/12/2026 al 12/12/2026 (2 noches) hasta el 20/11/2026 17:00" in body


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pt", "Sua reserva {code} está confirmada: {unit}, de 01/12/2026 a 04/12/2026 (3 noites)."),
        ("en", "Your booking {code} is confirmed: {unit}, from 1 Dec 2026 to 4 Dec 2026 (3 nights)."),
    ],
)
def test_guests_read_their_own_language(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter, language: str, words: str
) -> None:
    with scope(hotel):
        Guest.objects.update(language=language)
        confirm(booking=held, now=NOW)
        unit = Reservation.objects.get().unit.name

    do_jobs()
    send_all()

    (body,) = bodies(meta)
    assert body.startswith(words.format(code=held.code, unit=unit))


def test_words_of_the_business_take_the_place_of_ours(
    held: Booking, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        StayText.objects.create(key="hold_placed", text="Para todos.")
        StayText.objects.create(key="hold_placed", language="es", text="{nombre}: {codigo}")

    do_jobs()
    send_all()

    assert bodies(meta) == [f"Ana: {held.code}"]
