"""The inbox over HTTP: queues, whose a conversation is, what is read, and what is said in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from messaging.models import Conversation, ConversationMark, Message, WhatsAppNumber, WhatsAppTemplate
from messaging.services.ingest import ingest_some
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Guest, Tenant, User
from tests.api.conftest import Api
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.messaging.line import ledger, write
from tests.messaging.talk import send_all, talk_with
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


# --- Queues ------------------------------------------------------------------------------------------------------------


def test_a_line_says_who_wrote_last_and_how_much_nobody_has_read(line: WhatsAppNumber, ana: Api) -> None:
    arrives("¿Hay lugar?")
    arrives("¿Y el viernes?", wamid="wamid.2")

    one = only(ana)

    assert one["display_name"] == "Ana"
    assert one["last_message"]["text"] == "¿Y el viernes?"
    assert one["last_message"]["sender_type"] == "guest"
    assert one["last_agent_message"] is None
    assert (one["unread_count"], one["owner"]) == (2, "bot")
    assert ok(ana.get("/conversations/counts"))["unread"] == 1


def test_queues_have_what_they_say_and_the_counts_agree(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    talks = [talk_with(f"549115555000{number}", hotel, scope) for number in range(4)]
    mine, free, later, bots = (talk.pk for talk in talks)
    me = ok(ana.post(f"/conversations/{mine}/assign", {"assignee": User.objects.get(username="ana").pk}))
    ok(ana.post(f"/conversations/{free}/assign", {"assignee": None}))
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    ok(ana.post(f"/conversations/{later}/snooze", {"until": tomorrow}))

    found = {
        queue: {one["id"] for one in ok(ana.get(f"/conversations?queue={queue}"))["items"]}
        for queue in ("all", "mine", "unassigned", "unread", "waiting", "bot", "snoozed")
    }

    assert me["assignee"]["name"] == "ana"
    assert found == {
        "all": {mine, free, later, bots},
        "mine": {mine},
        "unassigned": {free},
        "unread": set(),
        "waiting": {free},
        "bot": {later, bots},
        "snoozed": {later},
    }
    assert ok(ana.get("/conversations/counts")) == {
        "mine": 1,
        "unassigned": 1,
        "unread": 0,
        "waiting": 1,
        "snoozed": 1,
    }


def test_a_long_list_comes_in_pages_each_conversation_once(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    talks = [talk_with(f"54911555500{number:02}", hotel, scope).pk for number in range(23)]

    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = ok(ana.get("/conversations?limit=10" + (f"&cursor={cursor}" if cursor else "")))
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]

    assert sorted(seen) == sorted(talks)
    assert ana.get("/conversations?limit=10&queue=bot&cursor=nonsense")[0] == 400


def test_who_watches_is_told_only_of_changes(line: WhatsAppNumber, ana: Api) -> None:
    arrives("¿Hay lugar?")
    first = ana.ask("GET", "/conversations/counts")
    tag = {"If-None-Match": first.headers["ETag"]}

    assert ana.ask("GET", "/conversations/counts", **tag).status_code == 304
    assert ana.ask("GET", "/conversations", **tag).status_code == 304
    arrives("¿Y el viernes?", wamid="wamid.2")
    assert ana.ask("GET", "/conversations/counts", **tag).status_code == 200


def test_a_thread_changes_its_mark_with_the_ticks(line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api) -> None:
    arrives("¿Hay lugar?")
    path = f"/conversations/{only(ana)['id']}/messages"
    tag = {"If-None-Match": ana.ask("GET", path).headers["ETag"]}

    assert ana.ask("GET", path, **tag).status_code == 304
    with scope(hotel):
        Message.objects.update(state="seen")
    assert ana.ask("GET", path, **tag).status_code == 200


# --- Read and unread ---------------------------------------------------------------------------------------------------


def test_what_one_has_read_is_read_and_what_came_later_is_not(line: WhatsAppNumber, ana: Api, beto: Api) -> None:
    arrives("¿Hay lugar?")
    one = only(ana)
    arrives("¿Y el viernes?", wamid="wamid.2")

    ok(ana.post(f"/conversations/{one['id']}/read", {"message": one["last_message"]["id"]}))
    assert only(beto)["unread_count"] == 1
    assert ok(beto.get("/conversations/counts"))["unread"] == 1
    ok(ana.post(f"/conversations/{one['id']}/read", {}))
    assert only(beto)["unread_count"] == 0
    assert ok(beto.get("/conversations/counts"))["unread"] == 0


def test_a_person_marks_as_unread_for_themself(line: WhatsAppNumber, hotel: Tenant, ana: Api, beto: Api) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]
    ok(ana.post(f"/conversations/{pk}/read", {}))

    ok(ana.post(f"/conversations/{pk}/unread", {}))

    assert only(ana, "unread")["marked_unread"]
    assert ok(ana.get("/conversations/counts"))["unread"] == 1
    assert ok(beto.get("/conversations?queue=unread"))["items"] == []
    ok(ana.post(f"/conversations/{pk}/read", {}))
    assert ok(ana.get("/conversations?queue=unread"))["items"] == []


# --- Whose it is -------------------------------------------------------------------------------------------------------


def test_of_two_who_take_a_conversation_the_second_sees_who_has_it(
    line: WhatsAppNumber, hotel: Tenant, ana: Api, beto: Api
) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]
    people = {name: User.objects.get(username=name).pk for name in ("ana", "beto")}
    taken = ok(ana.post(f"/conversations/{pk}/assign", {"assignee": people["ana"]}))

    status, problem = beto.post(f"/conversations/{pk}/assign", {"assignee": people["beto"]})

    assert (status, problem["code"]) == (409, "conversation_taken")
    assert problem["fields"] == {"assignee": ["ana"]} or problem["fields"] == {"assignee": "ana"}
    assert beto.post(f"/conversations/{pk}/reply", {"text": "Sí"})[0] == 409
    stale = {"assignee": people["beto"], "take_over": True, "version": taken["version"] - 1}
    assert beto.post(f"/conversations/{pk}/assign", stale)[0] == 409
    seen = {"assignee": people["beto"], "take_over": True, "version": taken["version"]}
    assert ok(beto.post(f"/conversations/{pk}/assign", seen))["assignee"]["name"] == "beto"


def test_a_reply_goes_out_and_gives_its_writer_the_conversation(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]

    said = ok(ana.post(f"/conversations/{pk}/reply", {"text": "Sí, queda una."}))
    send_all()

    assert (said["sender_type"], said["author"]) == ("staff", "ana")
    assert [entry["payload"]["text"]["body"] for entry in ledger(meta)] == ["Sí, queda una."]
    one = only(ana, "mine")
    assert (one["owner"], one["unread_count"], one["last_agent_message"]["text"]) == ("staff", 0, "Sí, queda una.")
    assert ok(ana.post(f"/conversations/{pk}/hand-back", {}))["owner"] == "bot"


def test_a_reply_is_found_among_words_of_a_phone_whose_clock_is_ahead(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    for number in range(6):
        arrives("¿Hola?", wamid=f"wamid.{number}")
    with scope(hotel):
        Message.objects.update(sent_at=clock.now() + timedelta(minutes=4))
    pk = only(ana)["id"]

    said = ok(ana.post(f"/conversations/{pk}/reply", {"text": "Sí, queda una."}))

    assert said["text"] == "Sí, queda una."


@pytest.mark.parametrize("version", ["0", 0.0, True, -1])
def test_a_version_is_a_whole_number(line: WhatsAppNumber, ana: Api, version: Any) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]

    assert ana.post(f"/conversations/{pk}/reply", {"text": "Sí", "version": version})[0] == 400
    assert ana.post(f"/conversations/{pk}/assign", {"assignee": None, "version": version})[0] == 400


def test_outside_the_window_a_template_goes_and_words_do_not(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    talk = talk_with("5491155550001", hotel, scope)
    with scope(hotel):
        Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=25))
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID,
            name="recordatorio",
            language="es",
            status="APPROVED",
            synced_at=clock.now(),
            components=[{"type": "BODY", "text": "Hola {{1}}, lo esperamos."}],
        )
    path = f"/conversations/{talk.pk}"
    template = {"name": "recordatorio", "language": "es", "body": ["Ana"]}

    assert ana.post(f"{path}/reply", {"text": "¿Sigue ahí?"})[1]["code"] == "window_closed"
    assert ana.post(f"{path}/reply", {"template": {**template, "body": []}})[1]["code"] == "template_unknown"
    assert ana.post(f"{path}/reply", {"template": {**template, "name": "otra"}})[1]["code"] == "template_unknown"
    assert ana.post(f"{path}/reply", {"text": "x", "template": template})[1]["code"] == "nothing_said"
    assert ana.post(f"{path}/reply", {})[1]["code"] == "nothing_said"
    ok(ana.post(f"{path}/reply", {"template": template}))
    send_all()

    assert [entry["payload"]["type"] for entry in ledger(meta)] == ["template"]
    assert ok(ana.get(f"{path}/templates"))["items"][0]["gaps"] == ["1"]


def test_a_template_whose_gaps_have_names_goes_with_these(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter, ana: Api
) -> None:
    talk = talk_with("5491155550001", hotel, scope)
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID,
            name="llegada",
            language="es",
            status="APPROVED",
            synced_at=clock.now(),
            components=[{"type": "BODY", "text": "Hola {{nombre}}, lo esperamos el {{dia}}."}],
        )
    template = {"name": "llegada", "language": "es", "body": ["Ana", "martes"]}

    ok(ana.post(f"/conversations/{talk.pk}/reply", {"template": template}))
    send_all()

    (sent,) = [entry["payload"]["template"] for entry in ledger(meta)]
    assert sent["components"] == [
        {
            "type": "body",
            "parameters": [
                {"type": "text", "text": "Ana", "parameter_name": "nombre"},
                {"type": "text", "text": "martes", "parameter_name": "dia"},
            ],
        }
    ]
    with scope(hotel):
        assert Message.objects.get(kind="template").text == "Hola Ana, lo esperamos el martes."


# --- Notes and marks ---------------------------------------------------------------------------------------------------


def test_a_note_stands_in_the_thread_and_is_never_sent(line: WhatsAppNumber, meta: Sandbox, ana: Api) -> None:
    arrives("¿Hay lugar?")
    pk = only(ana)["id"]

    ok(ana.post(f"/conversations/{pk}/note", {"text": "Pidió factura A"}))
    send_all()

    (note,) = [it for it in ok(ana.get(f"/conversations/{pk}/messages"))["besides"] if it["what"] == "note"]
    assert (note["text"], note["name"]) == ("Pidió factura A", "ana")
    assert ledger(meta) == []


def test_marks_go_with_their_conversation(line: WhatsAppNumber, hotel: Tenant, scope: Enter, ana: Api) -> None:
    arrives("¿Hay lugar?")
    ok(ana.post(f"/conversations/{only(ana)['id']}/unread", {}))

    with scope(hotel):
        assert ConversationMark.objects.get().conversation_id == Conversation.objects.get().pk
        assert Guest.objects.get().name == "Ana"
