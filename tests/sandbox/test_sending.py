"""Sends: accepted, reported on, written down, and closed after 24 hours."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from tests.sandbox.caller import ANA, NUMBER, Caller
from tests.sandbox.conftest import SECRET
from tests.sandbox.receiver import Receiver


def test_an_accepted_message_is_in_the_ledger_and_reported_in_order(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")

    answer = caller.text("Buen día", biz_opaque_callback_data="out:1").json()
    caller.settle()

    wamid = answer["messages"][0]["id"]
    (entry,) = caller.ledger()
    assert answer["contacts"][0]["wa_id"] == ANA
    assert (entry["to"], entry["opaque"], entry["outcome"], entry["wamid"]) == (ANA, "out:1", "accepted", wamid)
    assert entry["phone_number_id"] == NUMBER
    assert entry["payload"]["text"]["body"] == "Buen día"
    assert [status["status"] for status in webhook.statuses()] == ["sent", "delivered", "read"]
    assert {status["id"] for status in webhook.statuses()} == {wamid}
    assert {status["biz_opaque_callback_data"] for status in webhook.statuses()} == {"out:1"}
    assert entry["statuses"] == ["sent", "delivered", "read"]


def test_posts_are_signed_over_their_bytes(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="¿Mañana? 😀 http://a.b/c")

    (post,) = webhook.posts
    wanted = hmac.new(SECRET.encode(), post.body, hashlib.sha256).hexdigest()
    assert post.signature == f"sha256={wanted}"
    assert rb"\u00bfMa\u00f1ana? \ud83d\ude00 http:\/\/a.b\/c" in post.body


def test_24_hours_after_the_guest_wrote_only_a_template_arrives(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola")
    caller.turn(jump_hours=24.01)

    accepted = caller.text()
    template = caller.send(type="template", template={"name": "aviso", "language": {"code": "es"}})
    caller.settle()

    assert (accepted.status_code, template.status_code) == (200, 200)
    by_id = {status["id"]: status for status in webhook.statuses()}
    failed = by_id[accepted.json()["messages"][0]["id"]]
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131047)
    assert by_id[template.json()["messages"][0]["id"]]["status"] == "read"


def test_a_new_word_of_the_guest_opens_the_window_again(caller: Caller, webhook: Receiver) -> None:
    caller.turn(jump_hours=48)
    caller.write(text="Hola de nuevo")

    caller.text()
    caller.settle()

    assert [status["status"] for status in webhook.statuses()] == ["sent", "delivered", "read"]


def test_the_window_counts_from_when_a_message_was_written_not_from_when_it_came(
    caller: Caller, webhook: Receiver
) -> None:
    long_ago = int(caller.sandbox.world.clock.now()) - 25 * 3600
    caller.write(text="Hola", timestamp=long_ago)

    caller.text()
    caller.settle()

    assert [status["status"] for status in webhook.statuses()] == ["failed"]


def test_a_guest_without_a_number_is_reached_by_their_id(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola", shows_number=False, username="ana.m")
    (message,) = webhook.messages()

    answer = caller.send(to="", recipient=message["from_user_id"], type="text", text={"body": "Hola"})
    caller.settle()

    assert "from" not in message
    assert answer.json()["contacts"] == [{"input": message["from_user_id"], "user_id": message["from_user_id"]}]
    assert [bubble["author"] for bubble in caller.bubbles()] == ["guest", "business"]
    assert all("recipient_id" not in status for status in webhook.statuses())


def test_a_receipt_is_noted_and_shows_that_somebody_types(caller: Caller) -> None:
    wamid = caller.write(text="Hola")["wamid"]
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}

    answer = caller.graph("POST", f"{NUMBER}/messages", json=receipt | {"typing_indicator": {"type": "text"}})

    chat = caller.control("GET", "chat", params={"guest": ANA, "phone_number_id": NUMBER}).json()
    assert answer.json() == {"success": True}
    assert (chat["typing"], chat["bubbles"][0]["tick"]) == (True, "read")
    assert caller.control("GET", "ledger").json()["receipts"][0]["wamid"] == wamid
    assert caller.ledger() == []


def test_a_reply_ends_the_typing(caller: Caller) -> None:
    wamid = caller.write(text="Hola")["wamid"]
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, "typing_indicator": {}}
    caller.graph("POST", f"{NUMBER}/messages", json=receipt)

    caller.text()

    assert not caller.control("GET", "chat", params={"guest": ANA, "phone_number_id": NUMBER}).json()["typing"]


def test_a_pair_may_send_45_at_once_and_then_one_each_6_seconds(caller: Caller) -> None:
    caller.turn(pair_limit=True)
    caller.write(text="Hola")

    codes = [caller.text().status_code for _ in range(45)]
    refused = caller.text()
    other = caller.text(to="+5491155550099")
    caller.turn(jump_hours=6 / 3600)

    assert set(codes) == {200}
    assert refused.json()["error"]["code"] == 131056
    assert other.status_code == 200
    assert caller.text().status_code == 200


def test_a_number_may_be_held_to_its_throughput(caller: Caller) -> None:
    caller.turn(throughput=1)

    answers = [caller.text(to=f"+54911555500{number:02}") for number in range(10)]

    assert 429 in {answer.status_code for answer in answers}
    assert {answer.json()["error"]["code"] for answer in answers if answer.status_code != 200} == {130429}


@pytest.mark.parametrize("token", ["", "Bearer ", "Basic x", "Bearer revoked"])
def test_nothing_goes_without_a_token_that_holds(caller: Caller, token: str) -> None:
    caller.turn(refused_tokens=["revoked"])

    answer = caller.graph("POST", f"{NUMBER}/messages", json={}, headers={"Authorization": token})

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
    assert caller.ledger() == []
