"""What Meta reports about a message: sent, delivered, read, or failed; posted in order unless a dial says otherwise."""

from __future__ import annotations

from itertools import pairwise

from sandbox.envelopes import change, envelope, to_bytes
from sandbox.graph.errors import failure
from sandbox.ledger import Entry
from sandbox.phone.guests import Guest
from sandbox.post import Letter
from sandbox.world import World

Json = dict[str, object]

# A tick comes this long after the one before it, as a share of delay_status_ms.
PACE = {"sent": 1.0, "failed": 1.0, "delivered": 1.0, "read": 2.0, "played": 2.0}
CLOSED = "Message failed to send because more than 24 hours have passed since the customer last replied to this number."


def report(world: World, entry: Entry, guest: Guest, code: int) -> None:
    """Post the statuses of an accepted message; with a code it fails."""
    names = ["failed"] if code else ["sent", "delivered", *(["read"] if world.dials.read else [])]
    if entry.type == "reaction":
        names = names[:1]
    if not world.dials.statuses:
        for name in names:
            world.chats.tick(entry.wamid, name, error_text(code))
        return
    key = entry.opaque or entry.wamid
    letters = [letter(world, entry, guest, name, code) for name in names if not lost(world, key, entry, name, code)]
    if world.dice.falls(world.dials.reorder, "reorder", key):
        for it in letters:
            world.post.send(it, after=world.dice.roll("when", key) * world.dials.reorder_ms / 1000)
        return
    letters = [again for it in letters for again in twice(world, it, key)]
    for first, second in pairwise(letters):
        first.then = second
    if letters:
        world.post.send(letters[0], after=letters[0].pause)


def lost(world: World, key: str, entry: Entry, name: str, code: int) -> bool:
    """Return whether a status never comes; the guest has the message all the same."""
    if not world.dice.falls(world.dials.drop_status, f"drop {name}", key):
        return False
    world.chats.tick(entry.wamid, name, error_text(code))
    return True


def twice(world: World, it: Letter, key: str) -> list[Letter]:
    """Return a letter, and again if it is to come twice."""
    if not world.dice.falls(world.dials.duplicate, "duplicate", key):
        return [it]
    return [it, Letter(it.body, pause=0.0)]


def letter(world: World, entry: Entry, guest: Guest, name: str, code: int) -> Letter:
    """Return the post of one status."""
    value = change(
        entry.phone_number_id,
        world.know_number(entry.phone_number_id),
        statuses=[status(world, entry, guest, name, code)],
        **({} if code else {"contacts": [guest.contact()]}),
    )

    def done(answer: int) -> None:
        world.ledger.note_status(entry.wamid, name, code or None)

    def begin() -> None:
        # The phone shows it whether or not the business hears of it.
        world.chats.tick(entry.wamid, name, error_text(code))

    pause = world.dials.delay_status_ms / 1000 * PACE[name]
    return Letter(to_bytes(envelope(world.options.waba_id, [value])), done, begin, pause=pause)


def status(world: World, entry: Entry, guest: Guest, name: str, code: int) -> Json:
    """Return one entry of `statuses`."""
    made: Json = {"id": entry.wamid, "status": name, "timestamp": str(int(world.clock.now()))}
    if guest.shows_number:
        made["recipient_id"] = guest.number
    if not code:
        made["recipient_user_id"] = guest.user_id
    if entry.opaque:
        made["biz_opaque_callback_data"] = entry.opaque
    if code:
        return {**made, "errors": [failure(code, CLOSED if code == 131047 else "The sandbox was told to fail this.")]}
    if name in ("sent", "delivered"):
        category = "utility" if entry.type == "template" else "service"
        made["pricing"] = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}
    return made


def error_text(code: int) -> str:
    return str(code) if code else ""
