"""Every type of message becomes an item that says what a person said."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

import pytest

from messaging.whatsapp.items import KINDS, IdentityChange, InboundMessage, MediaRef, Sender
from tests.messaging.whatsapp import payloads
from tests.messaging.whatsapp.payloads import Json
from tests.messaging.whatsapp.reads import items_of, message_of, read

BY_KIND = {
    "text": (payloads.text_message("Quiero una cabaña"), "Quiero una cabaña", ""),
    "image": (payloads.image(caption="el comprobante"), "el comprobante", ""),
    "video": (payloads.video(), "", ""),
    "sticker": (payloads.sticker(), "", ""),
    "document": (payloads.document(caption="resultado"), "resultado", ""),
    "audio": (payloads.audio_file(), "", ""),
    "voice": (payloads.voice_note(), "", ""),
    "location": (payloads.location(), "Terminal, Av. Corrientes 1000", ""),
    "contacts": (payloads.shared_contact(), "Juan Pérez", ""),
    "button": (payloads.quick_reply(), "Sí, voy", "remind:42:yes"),
    "list_reply": (payloads.tapped_row(), "Cabaña 7", "unit:7"),
    "button_reply": (payloads.tapped_button(), "Confirmo", "confirm:42"),
    "flow_reply": (payloads.flow_reply(), "Sent", ""),
    "reaction": (payloads.reaction(), "👍", ""),
    "order": (payloads.order(), "Para hoy", ""),
    "system": (payloads.security_code_change(), "Ana's security code changed", ""),
    "edit": (payloads.edit(), "Mejor el jueves", ""),
    "revoke": (payloads.revoke(), "", ""),
    "unsupported": (payloads.unsupported(), "", ""),
    "unknown": (payloads.message("ephemeral", {"any": "thing"}), "", ""),
}


def test_every_kind_is_tried() -> None:
    assert set(BY_KIND) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_type_becomes_its_kind_with_what_was_said_and_chosen(kind: str) -> None:
    sent, text, choice = BY_KIND[kind]

    read = message_of(sent)

    assert (read.kind, read.text, read.choice_id) == (kind, text, choice)
    assert read.content == sent
    assert read.phone_number_id == payloads.PHONE_NUMBER_ID
    assert read.wamid == sent["id"]
    assert read.sender == Sender(wa_id=payloads.WA_ID, user_id=payloads.USER_ID, name="Ana")
    assert read.sent_at == datetime.fromtimestamp(payloads.SENT_AT, UTC)


@pytest.mark.parametrize("kind", ["request_welcome", "hsm", "poll", "", "Text", "unknown"])
def test_a_type_that_nobody_knows_is_kept(kind: str) -> None:
    sent = payloads.message(kind, {"body": "?"})

    read = message_of(sent)

    assert read.kind == "unknown"
    assert read.content == sent


def test_a_file_comes_with_all_that_is_needed_to_fetch_and_check_it() -> None:
    url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=7002"
    sent = payloads.document(data=b"pdf", media_id="7002", caption="resultado", url=url)

    read = message_of(sent).media

    assert read == MediaRef(
        id="7002",
        mime_type="application/pdf",
        sha256_hex=hashlib.sha256(b"pdf").hexdigest(),
        filename="análisis.pdf",
        caption="resultado",
        url=url,
    )


def test_a_voice_note_is_no_audio_file_and_its_type_has_no_parameters() -> None:
    note, file = message_of(payloads.voice_note()).media, message_of(payloads.audio_file()).media

    assert note is not None
    assert file is not None
    assert (note.is_voice, note.mime_type) == (True, "audio/ogg")
    assert (file.is_voice, file.mime_type) == (False, "audio/mpeg")


def test_a_voice_note_of_the_old_type_is_one_too() -> None:
    read = message_of(payloads.message("voice", {"id": "7", "mime_type": "audio/ogg"}))

    assert read.kind == "voice"
    assert read.media == MediaRef(id="7", mime_type="audio/ogg", is_voice=True)


@pytest.mark.parametrize(
    ("digest", "hexed"),
    [
        (payloads.base64_digest(b"x"), hashlib.sha256(b"x").hexdigest()),
        (payloads.base64_digest(b"x").rstrip("="), hashlib.sha256(b"x").hexdigest()),
        (hashlib.sha256(b"x").hexdigest().upper(), hashlib.sha256(b"x").hexdigest()),
        ("kq3…=", ""),
        ("QQ==", ""),
        ("", ""),
        ("a" * 43 + "!", ""),
        (base64.b64encode(b"x" * 20).decode(), ""),
    ],
)
def test_a_hash_is_hex_whether_it_came_in_base64_or_not(digest: str, hexed: str) -> None:
    read = message_of(payloads.message("image", {"id": "1", "sha256": digest})).media

    assert read is not None
    assert read.sha256_hex == hexed


def test_a_file_that_meta_could_not_take_has_no_reference_and_keeps_its_errors() -> None:
    sent = payloads.message("image", errors=[payloads.error(131052, "Media download error")])

    read = message_of(sent)

    assert (read.kind, read.media) == ("image", None)
    assert read.content["errors"][0]["code"] == 131052


def test_an_interactive_answer_without_its_object_is_unsupported() -> None:
    value = payloads.value(
        payloads.message("interactive"), errors=[payloads.error(131000, "Unsupported webhook payload")]
    )

    message, error = items_of(payloads.envelope(value))

    assert isinstance(message, InboundMessage)
    assert message.kind == "unsupported"
    assert getattr(error, "field", "") == "errors"


def test_a_new_sort_of_interactive_answer_is_unknown() -> None:
    read = message_of(payloads.message("interactive", {"type": "call_permission_reply", "call_permission_reply": {}}))

    assert read.kind == "unknown"


@pytest.mark.parametrize("answer", ["{", "[]", "null", '"\\u0000"', "{}"])
def test_a_form_is_kept_whatever_its_answer_looks_like(answer: str) -> None:
    read = message_of(payloads.flow_reply(response_json=answer))

    assert read.kind == "flow_reply"
    assert read.content["interactive"]["nfm_reply"]["response_json"] == answer


@pytest.mark.parametrize("emoji", ["", None])
def test_a_reaction_taken_back_says_nothing_and_knows_what_it_was_about(emoji: str | None) -> None:
    read = message_of(payloads.reaction(emoji=emoji, about="wamid.OUT3"))

    assert (read.kind, read.text, read.reply_to) == ("reaction", "", "wamid.OUT3")


@pytest.mark.parametrize("sent", [payloads.edit(of="wamid.A7"), payloads.revoke(of="wamid.A7")])
def test_an_edit_and_a_deletion_name_the_message_they_change(sent: Json) -> None:
    assert message_of(sent).reply_to == "wamid.A7"


def test_an_edited_picture_brings_its_new_caption_and_its_file() -> None:
    corrected = {"type": "image", "image": {"id": "7", "caption": "con el total"}}

    read = message_of(payloads.message("edit", {"original_message_id": "wamid.A1", "message": corrected}))

    assert (read.kind, read.text) == ("edit", "con el total")
    assert read.media == MediaRef(id="7", caption="con el total")


def test_an_edit_of_an_edit_says_nothing() -> None:
    nested = {"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "hondo"}}}}

    assert message_of(payloads.message("edit", {"message": nested})).text == ""


@pytest.mark.parametrize(
    ("context", "reply_to", "forwarded"),
    [
        ({"from": payloads.DISPLAY_NUMBER, "id": "wamid.OUT7"}, "wamid.OUT7", False),
        ({"forwarded": True}, "", True),
        ({"frequently_forwarded": True}, "", True),
        ({"id": "wamid.OUT7", "forwarded": False, "frequently_forwarded": False}, "wamid.OUT7", False),
        ({"referred_product": {"catalog_id": "1"}}, "", False),
    ],
)
def test_an_answer_and_a_forwarded_message_are_told_apart(context: Json, reply_to: str, forwarded: bool) -> None:
    read = message_of(payloads.text_message(context=context))

    assert (read.reply_to, read.is_forwarded) == (reply_to, forwarded)


def test_where_a_guest_came_from_is_kept() -> None:
    assert message_of(payloads.text_message(referral=payloads.referral())).content["referral"]["ctwa_clid"] == "ARA1"


def test_a_shared_number_without_a_name_is_read_as_the_number() -> None:
    read = message_of(payloads.shared_contact(name="", phone="+54 9 11 5555-0001", origin="contact_request"))

    assert read.text == "+54 9 11 5555-0001"
    assert read.content["origin"] == "contact_request"


def test_a_new_number_is_a_message_and_a_change() -> None:
    body = payloads.envelope(payloads.value(payloads.number_change(new="5491166660000"), contacts=None))

    message, changed = items_of(body)

    assert isinstance(message, InboundMessage)
    assert (message.kind, message.sender.wa_id) == ("system", payloads.WA_ID)
    assert changed == IdentityChange(
        phone_number_id=payloads.PHONE_NUMBER_ID,
        wamid="wamid.S1",
        before=Sender(wa_id=payloads.WA_ID, user_id=payloads.USER_ID),
        after=Sender(wa_id="5491166660000"),
        reason="user_changed_number",
        at=datetime.fromtimestamp(payloads.SENT_AT, UTC),
    )


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ({"type": "customer_changed_number", "wa_id": "5491177770000"}, Sender(wa_id="5491177770000")),
        ({"type": "user_changed_number", "new_wa_id": "5491177770000"}, Sender(wa_id="5491177770000")),
        ({"type": "user_changed_user_id", "user_id": "AR.777"}, Sender(user_id="AR.777")),
        (
            {"type": "user_changed_user_id", "user_id": {"previous": payloads.USER_ID, "current": "AR.777"}},
            Sender(user_id="AR.777"),
        ),
    ],
)
def test_each_way_to_announce_a_change_is_understood(said: Json, after: Sender) -> None:
    _, changed = items_of(payloads.envelope(payloads.value(payloads.message("system", said))))

    assert isinstance(changed, IdentityChange)
    assert changed.after == after


@pytest.mark.parametrize(
    "said", [{"type": "user_changed_number"}, {"type": "user_changed_number", "wa_id": payloads.WA_ID}]
)
def test_a_change_that_names_nobody_new_is_a_flaw_beside_its_message(said: Json) -> None:
    reading = read(payloads.envelope(payloads.value(payloads.message("system", said))))

    assert [type(item) for item in reading.items] == [InboundMessage]
    assert [flaw.reason for flaw in reading.faults] == ["no_change"]
