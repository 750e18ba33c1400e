"""POST /{phone_number_id}/messages: accept, refuse, or leave without an answer, and say it in the ledger."""

from __future__ import annotations

from typing import cast

from sandbox.graph.errors import Refused
from sandbox.graph.limits import check
from sandbox.graph.reports import report
from sandbox.graph.windows import check_pace, is_closed
from sandbox.ledger import Entry, digits
from sandbox.phone.chats import Bubble
from sandbox.phone.guests import Guest
from sandbox.web import Answer, Request, json_answer
from sandbox.world import World

Json = dict[str, object]

HTML = (
    b"<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>"
)


def post_message(world: World, request: Request, phone_number_id: str) -> Answer:
    """Answer a send, or a receipt, as Meta would."""
    world.know_number(phone_number_id)
    try:
        payload = request.json()
    except ValueError:
        return Refused(100, "The request body is not valid JSON.").answer()
    if not isinstance(payload, dict):
        return Refused(100, "The request body must be an object.").answer()
    if "status" in payload:
        return mark_read(world, phone_number_id, cast("Json", payload))
    return send(world, phone_number_id, cast("Json", payload))


def mark_read(world: World, phone_number_id: str, payload: Json) -> Answer:
    """Note a receipt, and show on the phone that it was read."""
    wamid = payload.get("message_id")
    if payload["status"] != "read" or not isinstance(wamid, str) or not wamid:
        return Refused(100, "Param message_id is required to mark a message as read.").answer()
    # Guests also write past the sandbox, so it cannot know every id; these no guest can have written.
    if not wamid.startswith("wamid.") or world.ledger.has(wamid):
        return Refused(100, f"Invalid parameter: no message of a guest has the id {wamid}.").answer()
    typing = isinstance(payload.get("typing_indicator"), dict)
    world.ledger.note_receipt(at=world.clock.now(), phone_number_id=phone_number_id, wamid=wamid, typing=typing)
    world.chats.read_up_to(wamid, typing=typing)
    return json_answer({"success": True})


def send(world: World, phone_number_id: str, payload: Json) -> Answer:
    """Accept a message unless a fault or a limit is in the way."""
    key = str(payload.get("biz_opaque_callback_data") or payload.get("to") or "")
    if fault := fault_before(world, phone_number_id, payload, key):
        return fault
    try:
        refuse_next(world)
        check(payload, has_media=world.files.has, templates=world.templates, any_template=world.dials.any_template)
        check_pace(world, phone_number_id, digits(payload.get("to")) or str(payload.get("recipient")))
    except Refused as refused:
        write(world, phone_number_id, payload, outcome="refused", code=refused.code, http=refused.status)
        return refused.answer()
    is_lost = world.dice.falls(world.dials.timeout_after_accept, "timeout_after_accept", key)
    entry = accept(world, phone_number_id, payload, answered=not is_lost)
    if is_lost:
        return Answer(stall=world.dials.hang_seconds)
    return json_answer(acceptance(world, entry, payload))


def fault_before(world: World, phone_number_id: str, payload: Json, key: str) -> Answer | None:
    """Return the answer of a fault that keeps a message from being accepted."""
    dials, dice = world.dials, world.dice
    if dice.falls(dials.error_5xx, "error_5xx", key):
        code = 131000 if dice.roll("which", key) < 0.5 else 131016
        refused = Refused(code, "The sandbox was told to fail.")
        write(world, phone_number_id, payload, outcome="refused", code=code, http=refused.status, fault="error_5xx")
        return refused.answer()
    if dice.falls(dials.html, "html", key):
        write(world, phone_number_id, payload, outcome="dropped", http=dials.html_status, fault="html")
        return Answer(dials.html_status, HTML, "text/html; charset=utf-8")
    if dice.falls(dials.timeout_before_accept, "timeout_before_accept", key):
        write(world, phone_number_id, payload, outcome="dropped", answered=False, fault="timeout_before_accept")
        return Answer(stall=dials.hang_seconds)
    return None


def refuse_next(world: World) -> None:
    with world.lock:
        code = world.dials.next_codes.pop(0) if world.dials.next_codes else 0
    if code:
        raise Refused(code, "The sandbox was told to refuse this.")


def accept(world: World, phone_number_id: str, payload: Json, *, answered: bool) -> Entry:
    """Take a message: into the ledger, onto the phone, and report on it."""
    fault = "" if answered else "timeout_after_accept"
    wamid = world.new_wamid()
    entry = write(world, phone_number_id, payload, outcome="accepted", wamid=wamid, answered=answered, fault=fault)
    guest = world.guests.find(entry.to)
    with world.lock:
        code = world.dials.next_failures.pop(0) if world.dials.next_failures else 0
    if not code and is_closed(world, entry, guest):
        code = 131047
    show(world, entry, guest, payload)
    report(world, entry, guest, code)
    return entry


def show(world: World, entry: Entry, guest: Guest, payload: Json) -> None:
    """Put a message, or a reaction, on the phone."""
    content = payload.get(entry.type)
    if entry.type == "reaction" and isinstance(content, dict):
        world.chats.react(str(content.get("message_id")), "business", str(content.get("emoji") or ""))
        return
    context = payload.get("context")
    reply_to = str(context.get("message_id", "")) if isinstance(context, dict) else ""
    bubble = Bubble(entry.wamid, world.clock.now(), "business", entry.type, content, reply_to=reply_to)
    world.chats.add(entry.phone_number_id, guest.number, bubble)


def acceptance(world: World, entry: Entry, payload: Json) -> Json:
    """Return the answer to an accepted message."""
    guest = world.guests.find(entry.to)
    contact: Json = {"input": payload.get("to") or payload.get("recipient"), "user_id": guest.user_id}
    if payload.get("to"):
        contact["wa_id"] = entry.to
    message: Json = {"id": entry.wamid}
    if entry.type == "template":
        message["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}


def write(
    world: World,
    phone_number_id: str,
    payload: Json,
    *,
    outcome: str,
    wamid: str = "",
    code: int | None = None,
    http: int = 200,
    answered: bool = True,
    fault: str = "",
) -> Entry:
    """Write a send into the ledger."""
    return world.ledger.write(
        at=world.clock.now(),
        phone_number_id=phone_number_id,
        payload=payload,
        outcome=outcome,
        wamid=wamid,
        code=code,
        http=http,
        answered=answered,
        fault=fault,
    )
