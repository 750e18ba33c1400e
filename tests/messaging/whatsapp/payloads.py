"""What Meta sends, as plain dictionaries: build a message, wrap it in `value`, wrap that in `envelope`, dump it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

Json = dict[str, Any]

WABA_ID = "102200300"
PHONE_NUMBER_ID = "106700800"
DISPLAY_NUMBER = "5491100000000"
WA_ID = "5491155550000"
USER_ID = "AR.900100200300"
SENT_AT = 1790000000


def envelope(*values: Json, field: str = "messages", waba_id: str = WABA_ID, time: int | None = None) -> Json:
    """One delivery: an entry with a change for each value."""
    entry: Json = {"id": waba_id, "changes": [{"field": field, "value": one} for one in values]}
    if time is not None:
        entry["time"] = time
    return {"object": "whatsapp_business_account", "entry": [entry]}


def envelope_of(*entries: Json) -> Json:
    """One delivery of several entries, each made with `entry`."""
    return {"object": "whatsapp_business_account", "entry": list(entries)}


def entry(*changes: Json, waba_id: str = WABA_ID) -> Json:
    """One account's part of a delivery."""
    return {"id": waba_id, "changes": list(changes)}


def change(value: Any, *, field: str = "messages") -> Json:
    """One change, with the keys in the order in which Meta sometimes sends them."""
    return {"value": value, "field": field}


def value(
    *messages: Json, statuses: list[Json] | None = None, phone_number_id: str = PHONE_NUMBER_ID, **more: Any
) -> Json:
    """One change's value: messages with the contact of the usual guest, or statuses, for one number of ours."""
    made: Json = {"messaging_product": "whatsapp", "metadata": metadata(phone_number_id)}
    if messages:
        made |= {"contacts": [contact()], "messages": list(messages)}
    if statuses is not None:
        made["statuses"] = statuses
    return made | more


def metadata(phone_number_id: str = PHONE_NUMBER_ID) -> Json:
    """Which number of ours it came to."""
    return {"display_phone_number": DISPLAY_NUMBER, "phone_number_id": phone_number_id}


def contact(*, wa_id: str = WA_ID, user_id: str = USER_ID, name: str = "Ana", username: str = "") -> Json:
    """A person beside the messages; what is "" is left out, as Meta does."""
    profile = {"name": name} | ({"username": username} if username else {})
    ids = {"wa_id": wa_id, "user_id": user_id}
    return {"profile": profile, **{key: one for key, one in ids.items() if one}}


def as_bytes(body: Any) -> bytes:
    """The body as Meta writes it: no blanks, other letters escaped, slashes too."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def base64_digest(data: bytes) -> str:
    """A file's hash as a webhook writes it."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def message(
    kind: str,
    said: Any = None,
    *,
    wamid: str = "wamid.A1",
    wa_id: str = WA_ID,
    user_id: str = USER_ID,
    sent_at: Any = SENT_AT,
    **more: Any,
) -> Json:
    """A message of any type from the usual guest; `said` is the object of the type's name."""
    ids = {"from": wa_id, "from_user_id": user_id}
    made: Json = {key: one for key, one in ids.items() if one}
    made |= {"id": wamid, "timestamp": str(sent_at), "type": kind}
    if said is not None:
        made[kind] = said
    return made | more


def text_message(body: str = "Hola", **more: Any) -> Json:
    return message("text", {"body": body}, **more)


def media_message(kind: str, *, data: bytes = b"file", mime_type: str, **more: Any) -> Json:
    """An image, video, sticker, document or audio file; keywords of the file: caption, filename, voice, url, media_id."""
    file: Json = {"id": more.pop("media_id", "7001"), "mime_type": mime_type, "sha256": base64_digest(data)}
    for key in ("caption", "filename", "voice", "animated", "url"):
        if key in more:
            file[key] = more.pop(key)
    return message(kind, file, **more)


def image(**more: Any) -> Json:
    return media_message("image", **{"mime_type": "image/jpeg", **more})


def video(**more: Any) -> Json:
    return media_message("video", **{"mime_type": "video/mp4", **more})


def sticker(**more: Any) -> Json:
    return media_message("sticker", **{"mime_type": "image/webp", "animated": False, **more})


def document(**more: Any) -> Json:
    return media_message("document", **{"mime_type": "application/pdf", "filename": "análisis.pdf", **more})


def audio_file(**more: Any) -> Json:
    return media_message("audio", **{"mime_type": "audio/mpeg", "voice": False, **more})


def voice_note(**more: Any) -> Json:
    return media_message("audio", **{"mime_type": "audio/ogg; codecs=opus", "voice": True, **more})


def location(**more: Any) -> Json:
    place = {"latitude": -34.6037, "longitude": -58.3816, "name": "Terminal", "address": "Av. Corrientes 1000"}
    return message("location", place, **more)


def shared_contact(*, name: str = "Juan Pérez", phone: str = "+54 9 11 5555-0001", **more: Any) -> Json:
    """Somebody's card, shared by the guest."""
    card: Json = {"phones": [{"phone": phone, "wa_id": "5491155550001", "type": "CELL"}]}
    if name:
        card["name"] = {"formatted_name": name}
    return message("contacts", [card], **{"origin": "other", **more})


def quick_reply(*, payload: str = "remind:42:yes", title: str = "Sí, voy", **more: Any) -> Json:
    """A tap on a template's button."""
    return message("button", {"payload": payload, "text": title}, **{"context": quoted("wamid.TPL1"), **more})


def tapped_button(*, choice: str = "confirm:42", title: str = "Confirmo", **more: Any) -> Json:
    return _interactive("button_reply", {"id": choice, "title": title}, **more)


def tapped_row(
    *, choice: str = "unit:7", title: str = "Cabaña 7", description: str = "Vista al lago", **more: Any
) -> Json:
    return _interactive("list_reply", {"id": choice, "title": title, "description": description}, **more)


def flow_reply(*, response_json: str = '{"flow_token":"t-1"}', **more: Any) -> Json:
    return _interactive("nfm_reply", {"name": "flow", "body": "Sent", "response_json": response_json}, **more)


def _interactive(sort: str, answer: Json, **more: Any) -> Json:
    return message("interactive", {"type": sort, sort: answer}, **{"context": quoted("wamid.OUT9"), **more})


def reaction(*, emoji: str | None = "👍", about: str = "wamid.OUT9", **more: Any) -> Json:
    """A reaction; with no emoji, one that is taken back."""
    return message("reaction", {"message_id": about} | ({} if emoji is None else {"emoji": emoji}), **more)


def order(**more: Any) -> Json:
    product = {"product_retailer_id": "SKU1", "quantity": 2, "item_price": 1500.5, "currency": "ARS"}
    return message("order", {"catalog_id": "3541", "text": "Para hoy", "product_items": [product]}, **more)


def number_change(*, new: str = "5491166660000", **more: Any) -> Json:
    said = {"type": "user_changed_number", "body": f"User Ana changed from {WA_ID} to {new}", "wa_id": new}
    return message("system", said, **{"wamid": "wamid.S1", **more})


def user_id_change(*, new: str = "AR.777", **more: Any) -> Json:
    """The system message; the field of its own is `user_id_update`."""
    said = {"type": "user_changed_user_id", "body": f"User Ana changed from {USER_ID} to {new}", "user_id": new}
    return message("system", said, **{"wamid": "wamid.S2", **more})


def security_code_change(**more: Any) -> Json:
    said = {"type": "customer_identity_changed", "body": "Ana's security code changed"}
    return message("system", said, **{"wamid": "wamid.S3", "identity": {"hash": "h", "acknowledged": False}, **more})


def edit(*, body: str = "Mejor el jueves", of: str = "wamid.A1", **more: Any) -> Json:
    corrected = {"type": "text", "text": {"body": body}, "context": {"id": "M0"}}
    said = {"original_message_id": of, "message": corrected}
    return message("edit", said, **{"wamid": "wamid.E1", **more})


def revoke(*, of: str = "wamid.A1", **more: Any) -> Json:
    return message("revoke", {"original_message_id": of}, **{"wamid": "wamid.R1", **more})


def unsupported(*, sort: str = "poll_creation", **more: Any) -> Json:
    errors = [error(131051, "Message type unknown", "Message type is currently not supported.")]
    return message("unsupported", {"type": sort}, **{"wamid": "wamid.U1", "errors": errors, **more})


def referral() -> Json:
    """What stands beside a message that came from an advertisement."""
    return {"source_url": "https://fb.me/x", "source_id": "1200", "source_type": "ad", "ctwa_clid": "ARA1"}


def quoted(wamid: str) -> Json:
    """The context of an answer to a message of ours."""
    return {"from": DISPLAY_NUMBER, "id": wamid}


def error(code: int, title: str, details: str = "") -> Json:
    """An error object, in a message, a status or beside them."""
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}}


def status(
    word: str = "sent", *, wamid: str = "wamid.OUT9", at: Any = SENT_AT + 10, opaque: str = "", **more: Any
) -> Json:
    """What became of a message of ours."""
    made: Json = {
        "id": wamid,
        "status": word,
        "timestamp": str(at),
        "recipient_id": WA_ID,
        "recipient_user_id": USER_ID,
    }
    if opaque:
        made["biz_opaque_callback_data"] = opaque
    return made | more


def priced(category: str = "service") -> Json:
    """The pricing of a status."""
    return {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}


def failed(code: int = 131047, title: str = "Re-engagement message", details: str = "24 hours", **more: Any) -> Json:
    """A send that was accepted and failed later."""
    return status("failed", **{"errors": [error(code, title, details)], **more})


def echo(kind: str = "text", said: Any = None, **more: Any) -> Json:
    """What the owner wrote to the usual guest from the app on the phone."""
    made = message(kind, {"body": "Ya le confirmo"} if said is None else said, wa_id=DISPLAY_NUMBER, user_id="")
    return made | {"id": "wamid.OWN1", "to": WA_ID, "to_user_id": USER_ID} | more


def echoes(*messages: Json) -> Json:
    """The value of a `smb_message_echoes` change."""
    return {"messaging_product": "whatsapp", "metadata": metadata(), "message_echoes": list(messages)}


def user_id_update(*, previous: str = USER_ID, current: str = "AR.777", wa_id: str = "5491166660000") -> Json:
    """The value of a `user_id_update` change, in the form of a list."""
    ids = {"previous": previous, "current": current}
    update = {"wa_id": wa_id, "detail": "User changed phone number", "user_id": ids}
    people = [contact(wa_id=wa_id, user_id=current)]
    return {"messaging_product": "whatsapp", "metadata": metadata(), "contacts": people, "user_id_update": [update]}


def template_status(event: str = "PAUSED", *, name: str = "recordatorio", **more: Any) -> Json:
    """The value of a `message_template_status_update` change: its template's id is a number, no text."""
    template = {"message_template_id": 901234567890123, "message_template_name": name}
    return {"event": event, **template, "message_template_language": "es_AR", "reason": None, **more}


def quality_update(event: str = "THROUGHPUT_UPGRADE", *, limit: str = "TIER_2K") -> Json:
    """The value of a `phone_number_quality_update` change."""
    return {"display_phone_number": DISPLAY_NUMBER, "event": event, "max_daily_conversations_per_business": limit}


def partner_added(*, waba_id: str = "555") -> Json:
    """The value of an `account_update` change whose entry bears the id of the business."""
    return {"event": "PARTNER_ADDED", "waba_info": {"waba_id": waba_id, "owner_business_id": "1"}}
