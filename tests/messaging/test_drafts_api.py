"""The bot's proposals over HTTP: read, sent as they were read, let go; and how far it goes in a conversation."""

from __future__ import annotations

from typing import Any

import pytest

from messaging.models import AnswerRules, BotMode, Message, WhatsAppNumber
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Tenant
from tests.api.conftest import Api
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.messaging.line import ledger, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def ana(hotel: Tenant, sit: Sit) -> Api:
    return Api(sit(make_person("ana", hotel)), {})


@pytest.fixture
def proposing(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        AnswerRules.objects.update(mode=BotMode.DRAFT)


def arrives(words: str, *, wamid: str = "wamid.1") -> None:
    write(payloads.text_message(words, wamid=wamid, sent_at=int(clock.now().timestamp())))
    work()


def ok(answer: tuple[int, Any]) -> Any:
    status, body = answer
    assert status < 300, body
    return body


def the_talk(api: Api) -> str:
    (one,) = ok(api.get("/conversations?queue=all"))["items"]
    return f"/conversations/{one['id']}"


def test_a_proposal_is_read_sent_and_gone(
    proposing: None, meta: Sandbox, ana: Api, hotel: Tenant, scope: Enter
) -> None:
    arrives("hola, buenas tardes")
    talk = the_talk(ana)
    here = ok(ana.get(f"{talk}/bot"))
    assert here["draft"]["does"] == [{"speak_language": "es"}]
    assert ledger(meta) == []
    assert ok(ana.get("/conversations/counts"))["waiting"] == 1

    sent = ok(ana.post(f"{talk}/bot/send", {"mark": here["draft"]["mark"]}))
    work()

    assert (sent["is_sent"], sent["draft"]) == (True, None)
    (entry,) = ledger(meta)
    assert entry["payload"]["text"]["body"] == here["draft"]["text"]
    assert ok(ana.get("/conversations/counts"))["waiting"] == 0
    with scope(hotel):
        said = Message.objects.get(direction="out")
        assert said.author is not None
        assert said.author.username == "ana"


def test_with_another_mark_nothing_is_sent(proposing: None, meta: Sandbox, ana: Api) -> None:
    arrives("hola, buenas tardes")
    talk = the_talk(ana)

    answer = ok(ana.post(f"{talk}/bot/send", {"mark": "of something else"}))
    work()

    assert answer["is_sent"] is False
    assert answer["draft"]["text"]
    assert ledger(meta) == []


def test_a_proposal_is_let_go(proposing: None, meta: Sandbox, ana: Api) -> None:
    arrives("hola, buenas tardes")
    talk = the_talk(ana)
    mark = ok(ana.get(f"{talk}/bot"))["draft"]["mark"]

    assert ok(ana.post(f"{talk}/bot/drop", {"mark": mark}))["draft"] is None

    status, body = ana.post(f"{talk}/bot/send", {"mark": mark})
    assert (status, body["code"]) == (409, "no_draft")


def test_how_far_it_goes_is_said_for_one_conversation(line: WhatsAppNumber, meta: Sandbox, ana: Api) -> None:
    arrives("hola, buenas tardes")
    talk = the_talk(ana)
    assert len(ledger(meta)) == 1

    assert ok(ana.post(f"{talk}/bot/mode", {"mode": "draft"}))["mode"] == "draft"
    arrives("¿tienen lugar mañana?", wamid="wamid.2")
    assert len(ledger(meta)) == 1
    assert ok(ana.get(f"{talk}/bot"))["draft"]["text"]

    status, body = ana.post(f"{talk}/bot/mode", {"mode": "always"})
    assert (status, list(body["fields"])) == (400, ["mode"])
