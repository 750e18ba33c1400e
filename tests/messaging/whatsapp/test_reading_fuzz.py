"""Whatever comes, reading never raises, gives only what a row can hold, and keeps what is valid."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messaging.whatsapp.items import KINDS, InboundMessage, MediaRef, Reading, Sender
from messaging.whatsapp.reading import read_update
from messaging.whatsapp.signature import is_signed
from tests.messaging.whatsapp import payloads
from tests.messaging.whatsapp.payloads import Json

MESSAGES = (
    payloads.text_message(referral=payloads.referral()),
    payloads.image(caption="c", url="https://lookaside.fbsbx.com/x"),
    payloads.document(),
    payloads.voice_note(),
    payloads.location(),
    payloads.shared_contact(),
    payloads.quick_reply(),
    payloads.tapped_button(),
    payloads.tapped_row(),
    payloads.flow_reply(),
    payloads.reaction(),
    payloads.order(),
    payloads.number_change(),
    payloads.user_id_change(),
    payloads.edit(),
    payloads.revoke(),
    payloads.unsupported(),
)
CHANGES = (
    *(payloads.change(payloads.value(message)) for message in MESSAGES),
    payloads.change(payloads.value(statuses=[payloads.status(pricing=payloads.priced()), payloads.failed()])),
    payloads.change(payloads.value(errors=[payloads.error(131000, "Unsupported")])),
    payloads.change(payloads.echoes(payloads.echo()), field="smb_message_echoes"),
    payloads.change(payloads.user_id_update(), field="user_id_update"),
    payloads.change(payloads.template_status(), field="message_template_status_update"),
    payloads.change(payloads.partner_added(), field="account_update"),
)
GOOD = payloads.change(payloads.value(payloads.text_message("bien", wamid="wamid.GOOD")))

# Any letters, halves of surrogate pairs and NUL among them.
any_text = st.text(st.characters(exclude_categories=()), max_size=20)
numbers = st.integers() | st.floats() | st.sampled_from([10**12, 2**31, 2**63, 10**30, -1, 0])
words = st.sampled_from(
    ["messages", "text", "edit", "system", "user_id", payloads.USER_ID, payloads.WA_ID, "+54 9", ""]
)
scalars = st.none() | st.booleans() | numbers | any_text | words
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text | words, inner, max_size=4),
    max_leaves=12,
)
thorough = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def wire(body: Any) -> bytes:
    """Write what Python alone would write: lone surrogates escaped, NaN by its name."""
    return json.dumps(body).encode()


def places(tree: Any) -> list[tuple[Any, ...]]:
    """Return the trail to every value of a tree."""
    steps = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    return [(), *((step, *rest) for step, inner in steps for rest in places(inner))]


def put(tree: Any, trail: tuple[Any, ...], new: Any) -> Any:
    """Return a copy of the tree with another value in that place."""
    if not trail:
        return new
    step, *rest = trail
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[step] = put(copy[step], tuple(rest), new)
    return copy


def fits_a_row(value: Any) -> bool:
    """Say whether Postgres takes it, as text or as jsonb."""
    if isinstance(value, str):
        value.encode()
        return "\0" not in value
    if isinstance(value, dict):
        return all(fits_a_row(key) and fits_a_row(inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return all(map(fits_a_row, value))
    return value is None or isinstance(value, bool | int) or (isinstance(value, float) and value - value == 0)


def hold_to_the_contract(reading: Reading) -> None:
    """Check every item: texts are texts, ids fit their columns, the content goes into jsonb."""
    for item in reading.items:
        for field in fields(item):
            found = getattr(item, field.name)
            if isinstance(found, Sender | MediaRef):
                found = tuple(getattr(found, inner.name) for inner in fields(found))
            assert isinstance(found, datetime) or fits_a_row(found), field.name
        assert len(item.phone_number_id) <= 255
        assert len(getattr(item, "wamid", "")) <= 255
        if isinstance(item, InboundMessage):
            assert item.wamid
            assert item.sender.is_known
            assert item.kind in KINDS
            orjson.dumps(item.text)
    for flaw in reading.faults:
        assert fits_a_row(flaw.path)
        assert fits_a_row(flaw.raw)
        assert flaw.reason


@given(st.binary(max_size=300))
@thorough
def test_any_bytes_can_be_read(body: bytes) -> None:
    hold_to_the_contract(read_update(body))


@given(trees)
@thorough
def test_any_json_can_be_read(body: Any) -> None:
    hold_to_the_contract(read_update(wire(body)))


@given(st.data())
@thorough
def test_anything_anywhere_in_a_change_leaves_the_contract_and_the_neighbours(data: st.DataObject) -> None:
    change = data.draw(st.sampled_from(CHANGES))
    for _ in range(data.draw(st.integers(1, 3))):
        change = put(change, data.draw(st.sampled_from(places(change))), data.draw(trees))
    body = payloads.envelope_of(payloads.entry(GOOD, change, GOOD))

    reading = read_update(wire(body))

    hold_to_the_contract(reading)
    wamids = [getattr(item, "wamid", "") for item in reading.items]
    assert (wamids[0], wamids[-1]) == ("wamid.GOOD", "wamid.GOOD")


@given(st.data())
@thorough
def test_anything_in_place_of_a_message_leaves_the_messages_beside_it(data: st.DataObject) -> None:
    good = payloads.text_message("bien", wamid="wamid.GOOD")
    message: Json = data.draw(st.sampled_from(MESSAGES))
    bad = put(message, data.draw(st.sampled_from(places(message))), data.draw(trees))

    reading = read_update(wire(payloads.envelope(payloads.value(good) | {"messages": [good, bad, good]})))

    hold_to_the_contract(reading)
    read = [item for item in reading.items if isinstance(item, InboundMessage)]
    assert (read[0].text, read[-1].text) == ("bien", "bien")
    assert len(read) == 3 or reading.faults


@given(st.sampled_from(CHANGES), st.data())
@thorough
def test_a_field_left_out_breaks_nothing(change: Json, data: st.DataObject) -> None:
    inside = [trail for trail in places(change) if trail and isinstance(trail[-1], str)]
    *above, key = data.draw(st.sampled_from(inside))
    holder: Any = change
    for step in above:
        holder = holder[step]
    less = put(change, tuple(above), {name: one for name, one in holder.items() if name != key})

    hold_to_the_contract(read_update(wire(payloads.envelope_of(payloads.entry(less)))))


@given(st.sampled_from(CHANGES), st.data())
@thorough
def test_a_byte_changed_or_a_body_cut_breaks_nothing(change: Json, data: st.DataObject) -> None:
    body = bytearray(payloads.as_bytes(payloads.envelope_of(payloads.entry(change))))
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=3)):
        body[place] = data.draw(st.integers(0, 255))

    hold_to_the_contract(read_update(bytes(body[: data.draw(st.integers(0, len(body)))])))


@given(st.lists(st.sampled_from(['"', "\\", "[", "]", "{", "}", "\\u0000", "\\ud83d", ":", ",", "1"]), max_size=60))
@thorough
def test_brackets_and_quotes_in_any_order_can_be_read(signs: list[str]) -> None:
    hold_to_the_contract(read_update("".join(signs).encode()))
    hold_to_the_contract(read_update(("[" * 2_000 + "".join(signs)).encode()))


@given(any_text)
@thorough
def test_a_text_is_read_as_it_was_written_save_for_what_no_row_holds(text: str) -> None:
    (item,) = read_update(wire(payloads.envelope(payloads.value(payloads.text_message(text))))).items

    assert isinstance(item, InboundMessage)
    halves = text.replace("\0", "").encode("utf-16", "surrogatepass")
    assert item.text == halves.decode("utf-16", "replace")


@given(st.binary(max_size=50), st.none() | any_text | any_text.map("sha256={}".format), st.lists(st.text(), max_size=3))
@thorough
def test_no_header_raises_and_none_fits_by_chance(body: bytes, header: str | None, secrets: list[str]) -> None:
    secrets = [secret for secret in secrets if secret.isprintable()]

    assert not is_signed(body, header, secrets)
