"""How a number does is looked at every hour: said in the list, asked of a person once, and closed by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from messaging.models import Conversation, Message, NumberHealth, WhatsAppNumber, WhatsAppTemplate
from messaging.services.connecting import look_at_numbers
from messaging.services.failures import pause_number
from messaging.services.numbers import resume_number
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Guest, StaffTask, Tenant, User
from tests.cast import Enter
from tests.desk.conftest import Sit
from tests.messaging.line import ACCESS, set_dials, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def look(hotel: Tenant) -> NumberHealth:
    look_at_numbers(tenant_id=hotel.pk, seconds=30, now=clock.now())
    return NumberHealth.objects.get()


def tasks(hotel: Tenant, scope: Enter) -> list[tuple[str, str]]:
    """Return kind and outcome of all tasks, the oldest first."""
    with scope(hotel):
        return list(StaffTask.objects.order_by("pk").values_list("kind", "outcome"))


def test_a_number_that_is_well_asks_for_nothing(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    assert look(hotel).state == "good"
    assert tasks(hotel, scope) == []


def test_a_token_that_meta_refuses_is_told_once_and_closes_itself(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, refused_tokens=[ACCESS])
    broken = [look(hotel).state, look(hotel).state]
    asked = tasks(hotel, scope)
    write(payloads.text_message())
    work()

    set_dials(meta, refused_tokens=[])
    mended = look(hotel).state

    assert broken == ["token", "token"]
    assert asked == [("whatsapp_token", "")]
    assert mended == "good"
    assert tasks(hotel, scope)[0] == ("whatsapp_token", "solved_itself")
    with scope(hotel):
        assert Message.objects.filter(direction="in").count() == 1, "what guests write still comes in"


def test_only_an_auth_answer_marks_a_token_as_broken(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        WhatsAppNumber.objects.update(phone_number_id="5550001112223")  # refused too, but not for the token

    assert look(hotel).state == "good"
    assert tasks(hotel, scope) == []


def test_a_meta_that_does_not_answer_changes_nothing(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, refused_tokens=[ACCESS])
    look(hotel)
    meta.stop()

    assert look(hotel).state == "token"
    assert tasks(hotel, scope) == [("whatsapp_token", "")]


def test_a_quality_that_is_low_is_a_cause(line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    set_dials(meta, number_fields={"quality_rating": "RED"})
    low = look(hotel).state
    set_dials(meta, number_fields={})

    assert low == "quality"
    assert look(hotel).state == "good"
    assert tasks(hotel, scope) == [("whatsapp_quality", "solved_itself")]


def test_a_pause_is_seen_at_once_and_asked_about_once(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    now = clock.now()
    with scope(hotel):
        pause_number(line.pk, code=131042, now=now)
    paused = NumberHealth.objects.get().causes
    look(hotel)
    asked = tasks(hotel, scope)

    with scope(hotel):
        resume_number(number=WhatsAppNumber.objects.get(), now=now)

    assert paused == ["paused", "payment"]
    assert asked == [("whatsapp_paused", "")]
    assert NumberHealth.objects.get().state == "good"


def said_out(hotel: Tenant, scope: Enter, *, at: datetime, **columns: object) -> None:
    with scope(hotel):
        guest = Guest.objects.create(name="Ana")
        talk = Conversation.objects.create(number=WhatsAppNumber.objects.get(), guest=guest, wa_id="5491155550000")
        Message.objects.create(
            conversation=talk, direction="out", sender_type="bot", kind="template", sent_at=at, **columns
        )


def test_lack_of_payment_is_asked_about_until_something_is_paid_for(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    now = clock.now()
    said_out(hotel, scope, at=now - timedelta(hours=2), state="failed", error_code=131042)
    refused = look(hotel).state
    with scope(hotel):
        talk = Conversation.objects.get()
        Message.objects.create(
            conversation=talk, direction="out", sender_type="bot", kind="template", state="delivered", sent_at=now
        )

    assert refused == "payment"
    assert look(hotel).state == "good"
    assert tasks(hotel, scope) == [("whatsapp_payment", "solved_itself")]


def test_a_paused_template_is_a_cause_and_its_task_closes_itself(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID, name="saldo", language="es", status="PAUSED", synced_at=clock.now()
        )
        StaffTask.objects.create(kind="whatsapp_template", cause="saldo:es", title="Plantilla")
    paused = look(hotel).state
    still = tasks(hotel, scope)
    with scope(hotel):
        WhatsAppTemplate.objects.update(status="APPROVED")

    assert paused == "template"
    assert still == [("whatsapp_template", "")]
    assert look(hotel).state == "good"
    assert tasks(hotel, scope) == [("whatsapp_template", "solved_itself")]


def busy_fortnight(hotel: Tenant, scope: Enter, *, now: datetime) -> None:
    """Let six guests write in each hour of the last 15 days but the last three."""
    with scope(hotel):
        number = WhatsAppNumber.objects.get()
        for place in range(6):
            guest = Guest.objects.create(name=f"Huésped {place}")
            talk = Conversation.objects.create(
                number=number, guest=guest, wa_id=f"549115555000{place}", last_message_at=now
            )
            Message.objects.bulk_create(
                Message(
                    conversation=talk,
                    direction="in",
                    sender_type="guest",
                    kind="text",
                    state="seen",
                    sent_at=now - timedelta(hours=hours),
                    created_at=now - timedelta(hours=hours),
                )
                for hours in range(3, 15 * 24)
            )


def test_a_silence_that_is_unusual_is_told_until_somebody_writes(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    now = clock.now()
    busy_fortnight(hotel, scope, now=now)
    silent = look(hotel)
    write(payloads.text_message(sent_at=int(now.timestamp())))
    work()

    assert (silent.state, silent.silent_hours) == ("silent", 2)
    assert look(hotel).state == "good"
    assert tasks(hotel, scope)[0] == ("whatsapp_silent", "solved_itself")


def test_control_the_same_fortnight_without_a_silence(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    now = clock.now()
    busy_fortnight(hotel, scope, now=now)
    with scope(hotel):
        Message.objects.filter(pk=Message.objects.order_by("sent_at").first().pk).update(  # type: ignore[union-attr]
            sent_at=now, created_at=now - timedelta(minutes=1)
        )

    assert look(hotel).state == "good"
    assert tasks(hotel, scope) == []


def test_the_list_and_the_page_say_how_it_does(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, manager: User, sit: Sit
) -> None:
    set_dials(meta, refused_tokens=[ACCESS])
    look(hotel)
    desk = sit(manager)

    pages = [
        desk.get(f"/admin/messaging/whatsappnumber/{rest}").content.decode()
        for rest in ("", f"{line.pk}/change/", f"{line.pk}/conexion/")
    ]

    assert all('<span class="health is-wrong">token roto</span>' in page for page in pages)
    assert all("lo que escriben los huéspedes llega" in page for page in pages)
