"""Meta's times: the window of 24 hours after a guest wrote, and how fast a number and a pair may send."""

from __future__ import annotations

from sandbox.clock import HOUR
from sandbox.graph.errors import Refused
from sandbox.ledger import Entry
from sandbox.phone.guests import Guest
from sandbox.world import World

WINDOW = 24 * HOUR
PAIR_SECONDS = 6.0
PAIR_BURST = 45.0


def is_closed(world: World, entry: Entry, guest: Guest) -> bool:
    """Return whether a message comes more than 24 hours after the guest last wrote; a template always may."""
    if not world.dials.window or entry.type == "template":
        return False
    with world.lock:
        last = world.last_words.get((entry.phone_number_id, guest.number))
    return last is None or world.clock.now() - last > WINDOW


def note_words(world: World, phone_number_id: str, guest: Guest, at: float) -> None:
    """Open the window from when a guest wrote."""
    with world.lock:
        key = (phone_number_id, guest.number)
        world.last_words[key] = max(at, world.last_words.get(key, at))


def check_pace(world: World, phone_number_id: str, to: str) -> None:
    """Count a message against the limits that are switched on.

    :raises Refused: if it comes too fast
    """
    now = world.clock.now()
    speed = world.dials.throughput
    if speed and not take(world, (phone_number_id,), now, per_second=speed, burst=max(1.0, speed)):
        raise Refused(130429, "Message failed to send because there were too many messages sent from this number.")
    pair = (phone_number_id, to)
    if world.dials.pair_limit and not take(world, pair, now, per_second=1 / PAIR_SECONDS, burst=PAIR_BURST):
        raise Refused(131056, "Message failed to send because there were too many messages sent to this recipient.")


def take(world: World, key: tuple[str, ...], now: float, *, per_second: float, burst: float) -> bool:
    """Take one from a bucket that fills again; return whether there was one."""
    with world.lock:
        left, since = world.buckets.get(key, (burst, now))
        left = min(burst, left + max(0.0, now - since) * per_second)
        world.buckets[key] = (left - 1 if left >= 1 else left, now)
    return left >= 1
