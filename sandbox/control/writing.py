"""POST /_sandbox/messages: guests write, and the webhook hears of it, signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sandbox.control.inbound import BadMessage, guest_of, message_of, word
from sandbox.envelopes import change, envelope, to_bytes
from sandbox.graph.windows import note_words
from sandbox.phone.chats import Bubble
from sandbox.phone.guests import Guest
from sandbox.post import Letter
from sandbox.web import Answer, Request, json_answer
from sandbox.world import World

Json = dict[str, object]

MOST_DUPLICATES = 100
MOST_MESSAGES = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a guest, ready for the envelope."""

    phone_number_id: str
    guest: Guest
    message: Json


def write_messages(world: World, request: Request) -> Answer:
    """Post what guests write; several messages go in one post.

    The answer holds the status of the webhook (0: it could not be reached) and the ids. With `queued`, or when the dial
    `reorder` picks it, the post is made a little later by the post office, which tries again, and the status is null.
    """
    try:
        wanted = request.json()
        if not isinstance(wanted, dict):
            raise BadMessage("the body must be an object")
        said = [say(world, item) for item in listed(cast("Json", wanted))]
        copies = number(wanted, "duplicates", most=MOST_DUPLICATES)
        delay = number(wanted, "delay_ms", most=600_000) / 1000
    except (BadMessage, ValueError) as wrong:
        return json_answer({"error": str(wrong)}, 400)
    body = to_bytes(envelope(world.options.waba_id, [value_of(world, it) for it in said]))
    wamids = [str(it.message["id"]) for it in said]
    key = wamids[0]
    if world.dice.falls(world.dials.duplicate, "duplicate inbound", key):
        copies += 1
    if world.dice.falls(world.dials.reorder, "reorder inbound", key):
        delay += world.dice.roll("when inbound", key) * world.dials.reorder_ms / 1000
    status = carry(world, body, wamids, copies=copies, delay=delay, queued=wanted.get("queued") is True)
    return json_answer({"status": status, "wamid": key, "wamids": wamids})


def listed(wanted: Json) -> list[Json]:
    """Return the messages of a request: one, or the array `messages`."""
    items = wanted.get("messages", [wanted])
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_MESSAGES:
        raise BadMessage(f"messages must be an array of 1 to {MOST_MESSAGES}")
    if not all(isinstance(item, dict) for item in items):
        raise BadMessage("each message must be an object")
    return cast("list[Json]", items)


def say(world: World, wanted: Json) -> Said:
    """Make a message, open the window, and show it on the phone."""
    phone_number_id = word(wanted, "phone_number_id") or next(iter(world.numbers), "")
    if not phone_number_id:
        raise BadMessage("phone_number_id is needed: no number is known yet")
    guest = guest_of(world, wanted)
    wamid = word(wanted, "wamid") or world.new_wamid()
    at = number(wanted, "timestamp", most=10**11) or int(world.clock.now())
    display = world.know_number(phone_number_id)
    message = message_of(world, wanted, guest, wamid=wamid, at=at, display=display)
    note_words(world, phone_number_id, guest, at)
    show(world, phone_number_id, guest, message, at)
    return Said(phone_number_id, guest, message)


def show(world: World, phone_number_id: str, guest: Guest, message: Json, at: int) -> None:
    kind = str(message["type"])
    content = message.get(kind)
    if kind == "reaction" and isinstance(content, dict):
        world.chats.react(str(content.get("message_id")), "guest", str(content.get("emoji") or ""))
        return
    context = message.get("context")
    reply_to = str(context.get("id", "")) if isinstance(context, dict) else ""
    bubble = Bubble(str(message["id"]), at, "guest", kind, content, reply_to=reply_to)
    world.chats.add(phone_number_id, guest.number, bubble)


def value_of(world: World, said: Said) -> Json:
    display = world.know_number(said.phone_number_id)
    return change(said.phone_number_id, display, contacts=[said.guest.contact()], messages=[said.message])


def carry(world: World, body: bytes, wamids: list[str], *, copies: int, delay: float, queued: bool) -> int | None:
    """Post now, or leave it to the post office; return the status of the answer if there is one already."""

    def done(answer: int) -> None:
        if answer == 200:
            for wamid in wamids:
                world.chats.tick(wamid, "delivered")

    status = None if delay or queued else world.post.post_now(body)
    if status is not None:
        done(status)
    letters = copies + (1 if status is None else 0)
    # What Meta cannot deliver it posts again; what is refused here stays refused, so that a test can see it.
    if status is not None and world.dials.retry and (status == 0 or status >= 500):
        letters += 1
    for _ in range(letters):
        world.post.send(Letter(body, done), after=delay)
    return status


def number(wanted: Mapping[str, object], name: str, *, most: int) -> int:
    """Return a whole number, 0 if it is not there.

    :raises BadMessage: if it is something else
    """
    value = wanted.get(name) or 0
    if isinstance(value, str) and value.isdecimal():
        value = int(value[:20])
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadMessage(f"{name} must be a number from 0 to {most}")
    return int(value)
