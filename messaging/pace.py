"""How fast messages may go out, as Redis keeps it: one bucket a number and one a guest, asked in one call.

A guest's bucket is Meta's own: one message in six seconds, with a burst that is borrowed from the time to come. Without Redis
there is no pace: Meta's own limits still stand (130429, 131056), and their refusals are waited out.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django_redis import get_redis_connection
from prometheus_client import Counter
from redis import Redis
from redis.exceptions import RedisError

from tenants.keys import key_of

# Meta lets 45 be borrowed; a few are left for what staff write from the phone.
BURST = 40
SECONDS_EACH = 6.0
# A number may be a second ahead of its pace, so that a burst goes out as one.
AHEAD_SECONDS = 1.0

PACED = Counter("whatsapp_paced_total", "Messages that had to wait for their turn", ["by"])
WITHOUT = Counter("whatsapp_unpaced_total", "Messages sent without asking for a turn, since Redis was away")

log = logging.getLogger(__name__)

# Both are kept as the moment until which everything granted is paid for. Nothing is taken unless both agree.
TAKE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local number = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local pair = math.max(now, tonumber(redis.call('GET', KEYS[2]) or '0'))
local quiet = tonumber(redis.call('GET', KEYS[3]) or '0')
local wait_number = math.max(quiet - now, number + ARGV[1] - now - ARGV[3])
local wait_pair = pair + ARGV[2] - now - ARGV[4]
if wait_number > 0 or wait_pair > 0 then
    return {tostring(math.max(wait_number, 0)), tostring(math.max(wait_pair, 0))}
end
redis.call('SET', KEYS[1], string.format('%.6f', number + ARGV[1]), 'EX', 60)
redis.call('SET', KEYS[2], string.format('%.6f', pair + ARGV[2]), 'EX', 600)
return {'0', '0'}
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a message may go; if not, after how many seconds to ask again."""

    wait: float = 0.0

    @property
    def is_now(self) -> bool:
        return self.wait <= 0


def take_turn(*, tenant_id: int, number_id: int, conversation_id: int, per_second: int) -> Turn:
    """Ask whether a message may go out now, and take its turn if so."""
    keys = [
        key_of(tenant_id, "pace", "number", number_id),
        key_of(tenant_id, "pace", "guest", conversation_id),
        key_of(tenant_id, "pace", "quiet", number_id),
    ]
    pair = settings.WHATSAPP_SECONDS_PER_GUEST
    arguments = [1 / per_second, pair, AHEAD_SECONDS, max(pair * BURST, 0.001)]
    try:
        by_number, by_guest = (float(wait) for wait in script()(keys=keys, args=arguments))
    except RedisError:
        WITHOUT.inc()
        return Turn()
    if by_number or by_guest:
        PACED.labels("number" if by_number >= by_guest else "guest").inc()
    return Turn(max(by_number, by_guest))


def quieten(*, tenant_id: int, number_id: int, seconds: float) -> None:
    """Let nothing go out from a number for so long: Meta says that it is too much."""
    try:
        server = limits()
        until = float(server.time()[0]) + seconds
        server.set(key_of(tenant_id, "pace", "quiet", number_id), f"{until:.3f}", ex=int(seconds) + 1)
    except RedisError:
        log.info("a number could not be quietened: Redis is away")


def limits() -> Redis:
    """Return the client of the server that keeps limits."""
    found: Redis = get_redis_connection("limits")
    return found


@cache
def script() -> Any:
    """Return the question, known to the server by its digest after the first time."""
    return limits().register_script(TAKE)
