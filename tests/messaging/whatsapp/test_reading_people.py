"""Who wrote: by number, by Meta's id, or by both, and never the wrong one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from messaging.whatsapp.items import Echo, IdentityChange, InboundMessage, Sender
from tests.messaging.whatsapp import payloads
from tests.messaging.whatsapp.payloads import Json
from tests.messaging.whatsapp.reads import items_of, message_of, read, reasons, wamids

BOTH = Sender(wa_id=payloads.WA_ID, user_id=payloads.USER_ID)


def senders(*messages: Json, contacts: list[Json]) -> list[Sender]:
    items = items_of(payloads.envelope(payloads.value(*messages, contacts=contacts)))
    return [item.sender for item in items if isinstance(item, InboundMessage)]


@pytest.mark.parametrize(
    ("ids", "known"),
    [
        ({"wa_id": payloads.WA_ID, "user_id": payloads.USER_ID}, BOTH),
        ({"wa_id": payloads.WA_ID, "user_id": ""}, Sender(wa_id=payloads.WA_ID)),
        ({"wa_id": "", "user_id": payloads.USER_ID}, Sender(user_id=payloads.USER_ID)),
        ({"wa_id": payloads.USER_ID, "user_id": ""}, Sender(user_id=payloads.USER_ID)),
        ({"wa_id": payloads.USER_ID, "user_id": payloads.USER_ID}, Sender(user_id=payloads.USER_ID)),
        ({"wa_id": "", "user_id": payloads.WA_ID}, Sender(wa_id=payloads.WA_ID)),
        ({"wa_id": "+" + payloads.WA_ID, "user_id": ""}, Sender(wa_id=payloads.WA_ID)),
        ({"wa_id": "AR.ENT.11815799", "user_id": ""}, Sender(user_id="AR.ENT.11815799")),
    ],
)
def test_an_id_counts_as_what_it_looks_like_wherever_it_stands(ids: dict[str, str], known: Sender) -> None:
    assert message_of(payloads.text_message(**ids), contacts=None).sender == known


def test_the_ids_of_a_contact_count_by_their_form_too() -> None:
    contact = payloads.contact(wa_id=payloads.USER_ID, user_id="")

    assert senders(payloads.text_message(wa_id=""), contacts=[contact]) == [
        Sender(user_id=payloads.USER_ID, name="Ana")
    ]


def test_a_number_is_kept_exactly_as_it_came() -> None:
    assert (
        message_of(payloads.text_message(wa_id="541155550000", user_id=""), contacts=None).sender.wa_id
        == "541155550000"
    )


def test_a_linked_portfolio_and_a_username_are_read() -> None:
    contact = payloads.contact(username="@ana.m") | {"parent_user_id": "AR.ENT.1"}

    (sender,) = senders(payloads.text_message(), contacts=[contact])

    assert (sender.parent_user_id, sender.username) == ("AR.ENT.1", "ana.m")


def test_contacts_are_matched_by_person_and_not_by_place() -> None:
    ana = payloads.contact(name="Ana")
    beto = payloads.contact(wa_id="5491144440000", user_id="AR.2", name="Beto")
    cami = payloads.contact(wa_id="", user_id="AR.3", name="Cami")

    found = senders(
        payloads.text_message(wamid="1", wa_id="5491144440000", user_id=""),
        payloads.text_message(wamid="2", wa_id="", user_id="AR.3"),
        payloads.text_message(wamid="3"),
        contacts=[ana, beto, cami],
    )

    assert [one.name for one in found] == ["Beto", "Cami", "Ana"]
    assert found[0].user_id == "AR.2"


def test_one_contact_is_whoever_wrote_even_when_they_share_no_id() -> None:
    contact = payloads.contact(wa_id="", user_id="AR.3", name="Cami")

    found = senders(
        payloads.text_message(wamid="1", user_id=""), payloads.text_message(wamid="2", user_id=""), contacts=[contact]
    )

    assert found == [Sender(wa_id=payloads.WA_ID, user_id="AR.3", name="Cami")] * 2


def test_one_contact_beside_two_people_names_neither_by_guess() -> None:
    contact = payloads.contact(wa_id="", user_id="AR.3", name="Cami")

    found = senders(
        payloads.text_message(wamid="1", wa_id="5491144440000", user_id=""),
        payloads.text_message(wamid="2", wa_id="5491133330000", user_id=""),
        contacts=[contact],
    )

    assert [one.name for one in found] == ["", ""]


@pytest.mark.parametrize(
    "contact",
    [payloads.contact(wa_id="5491144440000", user_id=""), payloads.contact(user_id="AR.2")],
    ids=["another number", "the number, but another id"],
)
def test_a_contact_that_contradicts_the_message_is_left_aside(contact: Json) -> None:
    user_id = payloads.USER_ID if contact.get("user_id") else ""

    assert senders(payloads.text_message(user_id=user_id), contacts=[contact]) == [
        Sender(wa_id=payloads.WA_ID, user_id=user_id)
    ]


def test_a_message_without_any_ids_belongs_to_the_only_contact() -> None:
    assert message_of(payloads.text_message(wa_id="", user_id="")).sender == Sender(
        payloads.WA_ID, payloads.USER_ID, name="Ana"
    )


def test_a_message_from_nobody_is_kept_as_a_flaw_and_its_neighbour_is_read() -> None:
    nobody = payloads.text_message("?", wamid="wamid.1", wa_id="", user_id="")
    body = payloads.envelope(payloads.value(nobody, payloads.text_message(wamid="wamid.2"), contacts=None))

    reading = read(body)

    assert wamids(reading) == ["wamid.2"]
    assert [(flaw.reason, flaw.raw) for flaw in reading.faults] == [("no_sender", nobody)]


def test_a_sender_that_is_neither_a_number_nor_an_id_is_a_flaw() -> None:
    reading = read(payloads.envelope(payloads.value(payloads.text_message(wa_id="Ana <script>"))))

    assert reasons(reading) == {"entry[0].changes[0].value.messages[0].from": "bad_person"}
    assert [getattr(item, "sender", None) for item in reading.items] == [
        Sender(payloads.WA_ID, payloads.USER_ID, name="Ana")
    ]


@pytest.mark.parametrize("name", ["", "🏝️ Ana", "‮anA", "x" * 5000])
def test_a_name_is_whatever_the_person_chose_up_to_a_length(name: str) -> None:
    (sender,) = senders(payloads.text_message(), contacts=[payloads.contact(name=name)])

    assert sender.name == name[:255]


def test_a_contact_without_a_profile_is_a_person_without_a_name() -> None:
    assert senders(payloads.text_message(), contacts=[{"wa_id": payloads.WA_ID}]) == [BOTH]


def test_what_the_owner_wrote_knows_to_whom() -> None:
    (item,) = items_of(payloads.envelope(payloads.echoes(payloads.echo()), field="smb_message_echoes"))

    assert isinstance(item, Echo)
    assert not isinstance(item, InboundMessage)
    assert (item.to, item.sender) == (BOTH, Sender(wa_id=payloads.DISPLAY_NUMBER))
    assert (item.kind, item.text, item.wamid) == ("text", "Ya le confirmo", "wamid.OWN1")
    assert item.phone_number_id == payloads.PHONE_NUMBER_ID


def test_the_owner_edits_and_takes_back_as_well() -> None:
    edited = payloads.echo(
        "edit", {"original_message_id": "wamid.OWN0", "message": {"type": "text", "text": {"body": "No"}}}
    )
    revoked = payloads.echo("revoke", {"original_message_id": "wamid.OWN0"})

    items = items_of(payloads.envelope(payloads.echoes(edited, revoked), field="smb_message_echoes"))

    assert [(getattr(i, "kind", ""), getattr(i, "reply_to", "")) for i in items] == [
        ("edit", "wamid.OWN0"),
        ("revoke", "wamid.OWN0"),
    ]


def test_what_the_owner_wrote_to_nobody_is_a_flaw() -> None:
    stray = payloads.echo(to=None, to_user_id=None)

    reading = read(payloads.envelope(payloads.echoes(stray, payloads.echo()), field="smb_message_echoes"))

    assert len(reading.items) == 1
    assert [flaw.reason for flaw in reading.faults] == ["no_recipient"]


@pytest.mark.parametrize("as_list", [True, False])
def test_a_new_id_comes_as_a_list_or_alone(as_list: bool) -> None:
    value = payloads.user_id_update()
    if not as_list:
        value["user_id_update"] = value["user_id_update"][0]

    (changed,) = items_of(payloads.envelope(value, field="user_id_update", time=payloads.SENT_AT))

    assert changed == IdentityChange(
        phone_number_id=payloads.PHONE_NUMBER_ID,
        before=Sender(user_id=payloads.USER_ID),
        after=Sender(wa_id="5491166660000", user_id="AR.777", name="Ana"),
        reason="User changed phone number",
        at=datetime.fromtimestamp(payloads.SENT_AT, UTC),
        content=payloads.user_id_update()["user_id_update"][0],
    )


@pytest.mark.parametrize("ids", ["AR.777", None, {"previous": "AR.1"}, {"current": "AR.1"}, {}])
def test_a_new_id_that_does_not_say_whose_is_a_flaw(ids: object) -> None:
    value = payloads.user_id_update() | {"user_id_update": {"user_id": ids}}

    reading = read(payloads.envelope(value, field="user_id_update"))

    assert reading.items == ()
    assert [flaw.reason for flaw in reading.faults] == ["no_change"]
