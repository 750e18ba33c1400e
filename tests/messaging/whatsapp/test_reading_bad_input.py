"""What is wrong in a delivery is set aside and said; what stands beside it is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from messaging.whatsapp.items import AccountUpdate, Flaw, InboundMessage
from messaging.whatsapp.reading import read_update
from messaging.whatsapp.reading.cleaning import MOST_DEPTH
from messaging.whatsapp.reading.flaws import MOST_FLAWS
from tests.messaging.whatsapp import payloads
from tests.messaging.whatsapp.payloads import Json
from tests.messaging.whatsapp.reads import message_of, read, reasons, wamids

GOOD = payloads.text_message("bien", wamid="wamid.GOOD")
MESSAGES = "entry[0].changes[0].value.messages"
WHEN = datetime.fromtimestamp(payloads.SENT_AT, UTC)


def texts(body: bytes) -> list[str]:
    return [item.text for item in read_update(body).items if isinstance(item, InboundMessage)]


def nested(depth: int) -> Any:
    made: Any = "bottom"
    for _ in range(depth):
        made = {"a": made}
    return made


@pytest.mark.parametrize(
    ("sent_at", "at"),
    [
        (payloads.SENT_AT, WHEN),
        (str(payloads.SENT_AT), WHEN),
        (f" {payloads.SENT_AT} ", WHEN),
        (float(payloads.SENT_AT), WHEN),
        (payloads.SENT_AT * 1000 + 999, WHEN),
        (str(payloads.SENT_AT * 1000 + 999), WHEN),
        (None, None),
    ],
)
def test_a_moment_is_read_from_seconds_and_milliseconds_as_number_and_text(sent_at: Any, at: datetime | None) -> None:
    assert message_of(payloads.text_message() | {"timestamp": sent_at}).sent_at == at


@pytest.mark.parametrize(
    "garbage",
    ["", "ayer", "-5", 0, -1, "1_790_000_000", "１７９０", "17.9", 1.5, 10**18, "9" * 400, True, [], {}, "2026-12-01"],
)
def test_a_moment_that_is_none_is_a_flaw_and_the_message_is_read(garbage: Any) -> None:
    reading = read(payloads.envelope(payloads.value(payloads.text_message() | {"timestamp": garbage})))

    assert [getattr(item, "sent_at", 0) for item in reading.items] == [None]
    assert reading.faults == (Flaw(f"{MESSAGES}[0].timestamp", "bad_timestamp", garbage),)


@pytest.mark.parametrize("wrong", [5, "x", True, [], [1], 1.5])
@pytest.mark.parametrize("kind", ["text", "image", "audio", "location", "interactive", "reaction", "system", "edit"])
def test_a_wrong_type_inside_a_message_leaves_the_message(kind: str, wrong: Any) -> None:
    reading = read(payloads.envelope(payloads.value(payloads.message(kind, wrong), GOOD)))

    assert wamids(reading) == ["wamid.A1", "wamid.GOOD"]
    assert reasons(reading) == {f"{MESSAGES}[0].{kind}": "wrong_type"}


@pytest.mark.parametrize("wrong", [5, "x", True, [], None])
def test_a_wrong_type_among_messages_leaves_its_neighbours(wrong: Any) -> None:
    value = payloads.value(GOOD)
    value["messages"] = [wrong, GOOD, wrong]

    reading = read(payloads.envelope(value))

    assert wamids(reading) == ["wamid.GOOD"]
    assert reading.faults == (Flaw(MESSAGES, "wrong_type", [wrong, wrong]),)


@pytest.mark.parametrize("key", ["metadata", "contacts", "statuses", "errors"])
@pytest.mark.parametrize("wrong", [5, "x", True, [5]])
def test_a_wrong_type_beside_messages_leaves_them(key: str, wrong: Any) -> None:
    reading = read(payloads.envelope(payloads.value(GOOD, **{key: wrong})))

    assert wamids(reading) == ["wamid.GOOD"]
    assert reasons(reading) == {f"entry[0].changes[0].value.{key}": "wrong_type"}


@pytest.mark.parametrize("wrong", [5, "x", True, [], None, {}, {"field": []}, {"value": 5}, {"field": "messages"}])
def test_a_wrong_change_or_entry_leaves_its_neighbours(wrong: Any) -> None:
    good = payloads.change(payloads.value(GOOD))
    body = payloads.envelope_of(wrong, payloads.entry(wrong, good), wrong)

    reading = read(body)

    assert wamids(reading) == ["wamid.GOOD"]
    assert reading.faults


@pytest.mark.parametrize("wrong", [5, "x", True, [], None, 1.5])
def test_a_delivery_that_is_no_object_is_one_flaw(wrong: Any) -> None:
    assert read(wrong).faults == (Flaw("", "wrong_type", wrong),)


@pytest.mark.parametrize("key", ["object", "entry"])
@pytest.mark.parametrize("wrong", [5.5, "x", True, [5], {"a": 1}])
def test_a_wrong_type_at_the_top_never_passes_unseen(key: str, wrong: Any) -> None:
    assert read(payloads.envelope(payloads.value(GOOD)) | {key: wrong}).faults


def test_what_was_meant_for_another_product_is_not_read_as_ours() -> None:
    body = payloads.envelope(payloads.value(GOOD)) | {"object": "instagram"}

    assert read(body).items == ()
    assert read(body).faults == (Flaw("object", "unknown_object", body),)


def test_a_change_without_a_name_is_known_by_what_it_holds() -> None:
    body = payloads.envelope_of(payloads.entry({"value": payloads.value(GOOD)}, {"value": {"event": "X"}}))

    message, news = read(body).items

    assert isinstance(message, InboundMessage)
    assert isinstance(news, AccountUpdate)
    assert news.field == "unknown"


@pytest.mark.parametrize("field", ["messages", "smb_message_echoes", "user_id_update"])
def test_a_change_with_nothing_that_anybody_knows_is_shown(field: str) -> None:
    reading = read(payloads.envelope({"metadata": payloads.metadata(), "novelty": 1}, field=field))

    assert reasons(reading) == {"entry[0].changes[0].value": "nothing_known"}


@pytest.mark.parametrize("wamid", [None, "", "  ", "x" * 256, 1.5, {}])
def test_a_message_without_a_usable_id_is_a_flaw(wamid: Any) -> None:
    bad = payloads.text_message() | {"id": wamid}

    reading = read(payloads.envelope(payloads.value(bad, GOOD)))

    assert wamids(reading) == ["wamid.GOOD"]
    assert Flaw(f"{MESSAGES}[0]", "no_id", bad) in reading.faults


def test_a_message_to_no_number_of_ours_is_read_and_routes_nowhere() -> None:
    (item,) = read(payloads.envelope(payloads.value(GOOD, metadata=None))).items

    assert getattr(item, "phone_number_id", None) == ""


def test_ids_may_be_numbers() -> None:
    value = payloads.value(GOOD | {"id": 77, "from": int(payloads.WA_ID)}, metadata={"phone_number_id": 106})

    (item,) = read(payloads.envelope(value)).items

    assert isinstance(item, InboundMessage)
    assert (item.wamid, item.sender.wa_id, item.phone_number_id) == ("77", payloads.WA_ID, "106")


@pytest.mark.parametrize(
    ("escaped", "clean"),
    [
        (rb"ho\u0000la", "hola"),
        (b"ho\0la", "hola"),
        (rb"\ud83d", "�"),
        (rb"a\ude00b", "a�b"),
        (rb"\ud83d\ud83d\ude00", "�😀"),
        (rb"\ud83d\ude00", "😀"),
        (rb"\ud83d\u0000\ude00", "😀"),
        ("ñ 🏝".encode(), "ñ 🏝"),
        (b"\xff\xfe", "��"),
        (b"\xed\xa0\xbd", "���"),
        (b"a\nb\tc", "a\nb\tc"),
        (rb"\u0001\u202e\ufffe", "\x01\u202e\ufffe"),
    ],
)
def test_a_text_is_made_fit_for_the_database_and_its_neighbour_is_read(escaped: bytes, clean: str) -> None:
    body = payloads.as_bytes(payloads.envelope(payloads.value(payloads.text_message("@@"), GOOD)))

    reading = read_update(body.replace(b"@@", escaped))

    assert texts(body.replace(b"@@", escaped)) == [clean, "bien"]
    assert reading.faults == ()
    for item in reading.items:
        assert isinstance(item, InboundMessage)
        assert rb"\u0000" not in orjson.dumps(item.content)


def test_a_key_is_made_fit_as_well() -> None:
    body = payloads.as_bytes(payloads.envelope(payloads.value(GOOD | {"@@": 1})))

    (item,) = read_update(body.replace(b"@@", rb"a\u0000\ud83d")).items

    assert isinstance(item, InboundMessage)
    assert item.content["a�"] == 1


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"NaN", b"Infinity", b"9" * 5000, b"1" * 30])
def test_a_number_beyond_all_measure_breaks_nothing(number: bytes) -> None:
    body = payloads.as_bytes(payloads.envelope(payloads.value(GOOD | {"much": "@@"})))

    (item,) = read_update(body.replace(b'"@@"', number)).items

    assert isinstance(item, InboundMessage)
    assert item.content["much"] is None or float(item.content["much"]) > 1e20


@pytest.mark.parametrize("depth", [MOST_DEPTH, 900, 5_000, 200_000])
def test_deep_nesting_is_cut_off_and_everything_else_is_read(depth: int) -> None:
    deep = payloads.as_bytes(payloads.envelope(payloads.value(payloads.text_message() | {"context": "@@"}, GOOD)))

    reading = read_update(deep.replace(b'"@@"', b'{"a":' * depth + b"1" + b"}" * depth))

    assert wamids(reading) == ["wamid.A1", "wamid.GOOD"]
    assert [flaw.reason for flaw in reading.faults] == ["too_deep"]
    assert reading.faults[0].path.startswith(f"{MESSAGES}[0].context.a.a")


def test_what_is_not_quite_too_deep_is_whole() -> None:
    # Eight steps lead there: entry, 0, changes, 0, value, messages, 0, extra.
    levels = MOST_DEPTH - 8

    read = message_of(payloads.text_message(extra=nested(levels)))

    assert read.content["extra"] == nested(levels)


@pytest.mark.parametrize("sign", [b"[", b'{"a":', b'[{"a":'])
def test_an_abyss_is_no_json_and_takes_nothing_down(sign: bytes) -> None:
    reading = read_update(sign * 200_000)

    assert reading.items == ()
    assert [flaw.reason for flaw in reading.faults] == ["not_json"]


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"{", b"hub.mode=subscribe", b"<html>", b"\xff\xfe{}", b'{"a":1}x', b'"' + rb"\"" * 9, b'"\\', b"\0"],
)
def test_what_is_no_json_is_shown_as_it_came(body: bytes) -> None:
    reading = read_update(body)

    assert reading.items == ()
    assert reading.faults == (Flaw("", "not_json", body.decode("utf-8", "replace").replace("\0", "")),)


def test_a_body_with_a_byte_order_mark_is_read() -> None:
    assert texts(b"\xef\xbb\xbf" + payloads.as_bytes(payloads.envelope(payloads.value(GOOD)))) == ["bien"]


@pytest.mark.parametrize("tail", [1, 2, 30, 300])
def test_a_body_cut_short_is_one_flaw(tail: int) -> None:
    body = payloads.as_bytes(payloads.envelope(payloads.value(GOOD)))

    assert [flaw.reason for flaw in read_update(body[:-tail]).faults] == ["not_json"]


def test_a_thousand_updates_in_three_megabytes_are_all_read() -> None:
    said = "x" * 2_600
    values = [payloads.value(payloads.text_message(said, wamid=f"wamid.{number}")) for number in range(1_000)]
    body = payloads.as_bytes(payloads.envelope(*values))

    reading = read_update(body)

    assert 2_900_000 < len(body) < 3 * 1024 * 1024
    assert wamids(reading) == [f"wamid.{number}" for number in range(1_000)]
    assert reading.faults == ()


def test_flaws_without_number_are_counted_up_to_a_bound_and_good_ones_are_read_behind_them() -> None:
    bad: list[Json] = [{}] * (MOST_FLAWS * 3)
    value = payloads.value(GOOD)
    value["statuses"] = [*bad, payloads.status()]

    reading = read(payloads.envelope(value))

    assert wamids(reading) == ["wamid.GOOD", "wamid.OUT9"]
    assert len(reading.faults) == MOST_FLAWS + 1
    assert reading.faults[-1].reason == "too_many"
