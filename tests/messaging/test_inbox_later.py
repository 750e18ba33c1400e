"""The inbox over HTTP: what is said later, who waits and is put off, and what is found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from messaging.models import Conversation, Message, ScheduledReply, WhatsAppNumber, WhatsAppTemplate
from messaging.services import attention, holding, writing
from messaging.services.ingest import ingest_some
from tasks.models import Job
from tenants import clock
from tenants.models import StaffTask, Tenant, User
from tests.api.conftest import Api
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.messaging.line import write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def ana(hotel: Tenant, sit: Sit) -> Api:
    return Api(sit(make_person("ana", hotel)), {})


@pytest.fixture
def beto(hotel: Tenant, sit: Sit) -> Api:
    return Api(sit(make_person("beto", hotel)), {})


def arrives(words: str, *, wamid: str = "wamid.1", **more: Any) -> None:
    write(payloads.text_message(words, wamid=wamid, sent_at=int(clock.now().timestamp()), **more))
    while ingest_some(now=clock.now()):
        pass


def only(api: Api, queue: str = "all") -> dict[str, Any]:
    (one,) = ok(api.get(f"/conversations?queue={queue}"))["items"]
    return dict(one)


def ok(answer: tuple[int, Any]) -> Any:
    status, body = answer
    assert status < 300, body
    return body


# --- Later -------------------------------------------------------------------------------------------------------------


def at_its_time(later: ScheduledReply, hotel: Tenant, scope: Enter) -> ScheduledReply:
    assert Job.objects.get(name="messaging.write_later").args == {"tenant_id": hotel.pk, "later_id": later.pk}
    with scope(hotel):
        writing.write_later(later_id=later.pk, now=later.due_at)
        writing.write_later(later_id=later.pk, now=later.due_at)
        later.refresh_from_db()
    return later


def scheduled(ana: Api, pk: int, hotel: Tenant, scope: Enter, **more: Any) -> ScheduledReply:
    due_at = clock.now() + timedelta(hours=2)
    made = ok(
        ana.post(f"/conversations/{pk}/schedule", {"text": "¿Llegaron bien?", "due_at": due_at.isoformat(), **more})
    )
    with scope(hotel):
        return ScheduledReply.objects.get(pk=made["id"])


def test_what_is_scheduled_is_said_once_at_its_time(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]

    later = at_its_time(scheduled(ana, pk, hotel, scope), hotel, scope)

    with scope(hotel):
        assert later.state == "written"
        assert [it.text for it in Message.objects.filter(sender_type="staff")] == ["¿Llegaron bien?"]


def test_what_is_scheduled_is_looked_at_again_when_the_window_has_closed(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]
    later = scheduled(ana, pk, hotel, scope)
    with scope(hotel):
        Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=23))

    at_its_time(later, hotel, scope)

    with scope(hotel):
        assert (later.state, later.why) == ("refused", "window_closed")
        assert not Message.objects.filter(sender_type="staff").exists()
        assert StaffTask.objects.get(kind="window_closed").link == f"/admin/bandeja/{pk}/"


@pytest.mark.parametrize("hours", [1, 23])
def test_the_template_of_what_is_scheduled_goes_with_the_names_of_its_gaps(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api, hours: int
) -> None:
    arrives("¿Hay lugar?")
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID,
            name="seguimos",
            language="es",
            status="APPROVED",
            synced_at=clock.now(),
            components=[{"type": "BODY", "text": "Hola {{nombre}}, ¿llegaron bien?"}],
        )
    template = {"name": "seguimos", "language": "es", "body": ["Ana"]}
    later = scheduled(ana, only(ana)["id"], hotel, scope, template=template)
    with scope(hotel):
        Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=hours))

    at_its_time(later, hotel, scope)

    with scope(hotel):
        message = Message.objects.get(sender_type="staff")
    # Within the 24 hours it is kept in case they are over at Meta.
    kept = message.content if hours == 23 else message.fallback
    assert kept
    assert kept["names"] == ["nombre"]


def test_what_is_cancelled_is_not_said(line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]
    later = scheduled(ana, pk, hotel, scope)

    ok(ana.post(f"/conversations/{pk}/schedule/{later.pk}/cancel", {}))

    assert at_its_time(later, hotel, scope).state == "cancelled"
    assert ana.post(f"/conversations/{pk}/schedule/{later.pk}/cancel", {})[0] == 409
    late = (clock.now() - timedelta(minutes=1)).isoformat()
    assert ana.post(f"/conversations/{pk}/schedule", {"text": "x", "due_at": late})[1]["code"] == "not_later"


def test_a_snoozed_conversation_comes_back_on_its_day_or_when_the_guest_writes(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]
    until = clock.now() + timedelta(hours=3)

    ok(ana.post(f"/conversations/{pk}/snooze", {"until": until.isoformat()}))
    with scope(hotel):
        attention.wake(conversation_id=pk, until=until, now=until - timedelta(hours=1))
        assert Conversation.objects.get().snoozed_until == until
        attention.wake(conversation_id=pk, until=until, now=until)
        assert Conversation.objects.get().snoozed_until is None
        assert StaffTask.objects.get(kind="follow_up").cause == f"conversation:{pk}"
    ok(ana.post(f"/conversations/{pk}/snooze", {"until": until.isoformat()}))
    arrives("¿Hola?", wamid="wamid.2")

    assert only(ana)["snoozed_until"] is None


# --- A guest who waits for a person ------------------------------------------------------------------------------------


def test_a_guest_who_waits_is_brought_up_again_and_then_left_to_anybody(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]
    ok(ana.post(f"/conversations/{pk}/assign", {"assignee": User.objects.get(username="ana").pk}))
    arrives("¿Hola?", wamid="wamid.2")
    since = clock.now()
    with scope(hotel):
        Conversation.objects.update(waiting_since=since)

        holding.press(conversation_id=pk, since=since, now=since + timedelta(minutes=15))
        asked = StaffTask.objects.get(kind="guest_waits", closed_at=None)
        assert asked.assignee == User.objects.get(username="ana")
        assert Conversation.objects.get().owner == "staff"
        holding.press(conversation_id=pk, since=since, now=since + timedelta(minutes=45))
        assert Conversation.objects.get().owner == "nobody"
        # As a new task, so that all are told, also if the first one's notice has been opened.
        assert StaffTask.objects.get(kind="guest_waits", closed_at=None).assignee is None

    ok(ana.post(f"/conversations/{pk}/reply", {"text": "Sí, disculpe la demora."}))
    with scope(hotel):
        assert not StaffTask.objects.filter(closed_at=None).exists()
        assert Conversation.objects.get().waiting_since is None
        # The timer of a wait that is over does nothing.
        holding.press(conversation_id=pk, since=since, now=since + timedelta(hours=3))
        assert not StaffTask.objects.filter(closed_at=None).exists()


def test_a_guest_of_a_person_starts_the_timer_once(line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api) -> None:
    arrives("¿Hay lugar?")
    assert not Job.objects.filter(name="messaging.no_reply").exists()
    pk = only(ana)["id"]
    ok(ana.post(f"/conversations/{pk}/reply", {"text": "Sí."}))

    arrives("¿Qué precio?", wamid="wamid.2")
    arrives("¿Hola?", wamid="wamid.3")

    # To be reminded, and to be left to anybody.
    assert Job.objects.filter(name="messaging.no_reply").count() == 2
    assert only(ana, "waiting")["id"] == pk


# --- Finding -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted", ["habitacion", "HABITACIÓN", "habitaciones", "habitac", "doble habitacion", "ana", "An", "+54 9 11 5555"]
)
def test_a_conversation_is_found_without_accents_half_typed_by_name_or_by_number(
    line: WhatsAppNumber, ana: Api, wanted: str
) -> None:
    arrives("¿Tienen una habitación doble?")
    pk = only(ana)["id"]

    found = ok(search(ana, wanted))

    assert [hit["conversation"]["id"] for hit in found["items"]] == [pk]


def search(api: Api, wanted: str) -> tuple[int, Any]:
    return api.get(f"/conversations/search?q={quote(wanted)}")


@pytest.mark.parametrize("wanted", ["desayuno", "hab'; DROP TABLE", "!!! & | <->", "de", "12", "x" * 200])
def test_what_nobody_said_finds_nothing_whatever_is_typed(line: WhatsAppNumber, ana: Api, wanted: str) -> None:
    arrives("¿Tienen una habitación doble?")

    assert ok(search(ana, wanted))["items"] == []


def test_nobody_finds_what_was_said_to_a_neighbour(
    line: WhatsAppNumber, neighbours_api: Api, neighbour: Tenant, ana: Api
) -> None:
    arrives("¿Tienen una habitación doble?")

    assert ok(search(neighbours_api, "habitacion"))["items"] == []
    assert len(ok(search(ana, "habitacion"))["items"]) == 1
    assert neighbours_api.get(f"/conversations/{only(ana)['id']}/messages")[0] == 404
