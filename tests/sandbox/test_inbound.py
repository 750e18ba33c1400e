"""What guests write becomes the posts that Meta would make of it, which our own reader takes without a flaw."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from messaging.whatsapp.items import InboundMessage
from messaging.whatsapp.reading import read_update
from proof.faults.processes import wait_for
from tests.sandbox.caller import ANA, NUMBER, Caller
from tests.sandbox.receiver import Receiver

Json = dict[str, Any]

DATA = b64encode(b"OggS and so on").decode()
KINDS: dict[str, tuple[Json, str]] = {
    "text": ({"text": "Hola"}, "text"),
    "picture": ({"type": "image", "data": DATA, "mime_type": "image/png", "caption": "el comprobante"}, "image"),
    "voice note": ({"type": "voice", "data": DATA}, "voice"),
    "audio": ({"type": "audio", "data": DATA}, "audio"),
    "video": ({"type": "video", "data": DATA}, "video"),
    "document": ({"type": "document", "data": DATA, "filename": "análisis.pdf"}, "document"),
    "sticker": ({"type": "sticker", "data": DATA}, "sticker"),
    "place": ({"type": "location", "latitude": -31.4, "longitude": -64, "place": "Plaza"}, "location"),
    "button": ({"type": "button_reply", "id": "b:1", "title": "Sí", "reply_to": "wamid.OUT"}, "button_reply"),
    "row": ({"type": "list_reply", "id": "r:1", "title": "Quincho", "description": "4", "reply_to": "x"}, "list_reply"),
    "template's button": ({"type": "button", "id": "yes", "title": "Sí, voy", "reply_to": "wamid.OUT"}, "button"),
    "reaction": ({"type": "reaction", "reply_to": "wamid.OUT", "emoji": "👍"}, "reaction"),
    "own number": ({"type": "contact", "reply_to": "wamid.OUT"}, "contacts"),
    "anything": ({"type": "order", "content": {"catalog_id": "1", "product_items": []}}, "order"),
}


@pytest.mark.parametrize(("wanted", "kind"), KINDS.values(), ids=KINDS)
def test_our_reader_takes_it(caller: Caller, webhook: Receiver, wanted: Json, kind: str) -> None:
    sent = caller.write(**wanted)

    reading = read_update(webhook.posts[0].body)
    (item,) = reading.items
    assert isinstance(item, InboundMessage)
    assert (item.kind, item.wamid, item.phone_number_id) == (kind, sent["wamid"], NUMBER)
    assert (item.sender.wa_id, item.sender.name, bool(item.sender.user_id)) == (ANA, "Ana", True)
    assert (sent["status"], reading.faults) == (200, ())


def test_an_answer_of_the_webhook_is_handed_on(caller: Caller, webhook: Receiver) -> None:
    webhook.answers = [403]

    sent = caller.write(text="Hola", wamid="wamid.MINE", timestamp=1790000000)

    (message,) = webhook.messages()
    assert (sent["status"], sent["wamid"]) == (403, "wamid.MINE")
    assert (message["id"], message["timestamp"]) == ("wamid.MINE", "1790000000")


def test_duplicates_are_the_same_bytes(caller: Caller, webhook: Receiver) -> None:
    caller.write(text="Hola", duplicates=3)
    caller.settle()

    assert len(webhook.posts) == 4
    assert len({post.body for post in webhook.posts}) == 1
    assert len(caller.bubbles()) == 1


def test_several_guests_fit_into_one_post(caller: Caller, webhook: Receiver) -> None:
    messages = [{"from": f"54911555500{turn:02}", "phone_number_id": NUMBER, "text": str(turn)} for turn in range(20)]

    answer = caller.control("POST", "messages", json={"messages": messages}).json()

    assert len(webhook.posts) == 1
    assert [message["text"]["body"] for message in webhook.messages()] == [str(turn) for turn in range(20)]
    assert answer["wamids"] == [message["id"] for message in webhook.messages()]


def test_a_message_may_wait_for_its_turn(caller: Caller, webhook: Receiver) -> None:
    answer = caller.write(text="Hola", delay_ms=50)

    assert answer["status"] is None
    wait_for(webhook.messages, within=5, what="the message")


def test_an_empty_webhook_answer_is_tried_again(caller: Caller, webhook: Receiver) -> None:
    webhook.answers = [503]

    sent = caller.write(text="Hola")
    caller.settle()

    assert sent["status"] == 503
    assert len(webhook.messages()) == 2
    assert caller.bubbles()[0]["tick"] == "delivered"


def test_a_file_uploaded_before_keeps_its_bytes_and_its_type(caller: Caller, webhook: Receiver) -> None:
    recorded = bytes(range(256)) * 10
    kept = caller.control("POST", "media", params={"mime_type": "audio/webm;codecs=opus"}, data=recorded).json()

    caller.write(type="voice", media_id=kept["id"])

    audio = webhook.messages()[0]["audio"]
    assert (audio["id"], audio["mime_type"], audio["voice"]) == (kept["id"], "audio/webm;codecs=opus", True)
    assert caller.control("GET", f"media/{kept['id']}").content == recorded


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "Ana"},
        {"from": None},
        {"text": ""},
        {"text": 7},
        {"type": "hologram"},
        {"type": "voice"},
        {"type": "voice", "data": "?"},
        {"type": "voice", "media_id": "1"},
        {"type": "location", "latitude": "south", "longitude": 1},
        {"type": "reaction"},
        {"type": ["text"]},
        {"timestamp": -1, "text": "a"},
        {"duplicates": 10_000, "text": "a"},
        {"messages": []},
        {"messages": [1]},
    ],
)
def test_what_cannot_be_written_is_refused(caller: Caller, webhook: Receiver, wrong: Json) -> None:
    base = {"from": ANA, "phone_number_id": NUMBER}

    answer = caller.control("POST", "messages", json=base | wrong)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert webhook.posts == []
