"""Counts calls so that at most so many pass in any minute, however many processes and threads ask at the same moment.

One script in Redis decides and counts in one step, by Redis' own clock; REST framework's own throttles read, decide and
write in three, so parallel calls all pass. Calls are counted by the second, which keeps a busy key at 61 small numbers.
While Redis is away each process counts for itself: the limit then holds for each process and not for all together.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from django_redis import get_redis_connection
from prometheus_client import Counter
from redis.exceptions import RedisError

WINDOW = 60
# A key that is not asked for is dropped first; without a bound, invented addresses would fill the memory.
MOST_KEYS = 10_000

DECISIONS = Counter("conserje_limit_decisions_total", "Calls that a limit passed or refused", ["limit", "outcome"])
COUNTED_HERE = Counter("conserje_limit_local_total", "Decisions that a process took alone, since Redis was away")

log = logging.getLogger(__name__)

# A cell is one second. A call counts until the whole second in which it came is a minute old, so never too few. Cells of
# the future are from before the clock was set back. All limits are asked before any is counted: a refusal costs nothing.
SCRIPT = """
local second = tonumber(redis.call('TIME')[1])
local window = tonumber(ARGV[1])
local answer, passes = {}, 1
for i, key in ipairs(KEYS) do
  local most, used, cells, counts = tonumber(ARGV[i + 1]), 0, {}, {}
  local found = redis.call('HGETALL', key)
  for j = 1, #found, 2 do
    local cell = tonumber(found[j])
    if cell < second - window or cell > second then
      redis.call('HDEL', key, found[j])
    else
      cells[#cells + 1] = cell
      counts[cell] = tonumber(found[j + 1])
      used = used + counts[cell]
    end
  end
  table.sort(cells)
  local free, wait = most - used, window + 1
  for _, cell in ipairs(cells) do
    wait = cell + window + 1 - second
    free = free + counts[cell]
    if free > 0 then break end
  end
  if used >= most then passes = 0 end
  answer[2 * i - 1] = most - used
  answer[2 * i] = wait
end
for i, key in ipairs(KEYS) do
  if passes == 1 then
    redis.call('HINCRBY', key, second, 1)
    redis.call('EXPIRE', key, window + 1)
  end
end
return {passes, unpack(answer)}
"""


@dataclass(frozen=True)
class Limit:
    """At most so many calls a minute. The name is told to the caller; the key is where they are counted."""

    name: str
    key: str
    most: int


@dataclass(frozen=True)
class Verdict:
    """What a limit says to a call: how many more may follow, and after how many seconds there is room again."""

    limit: Limit
    is_passed: bool
    remaining: int
    wait: int


class LocalCounts:
    """The same count within one process."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        self.most_keys = most_keys
        self.lock = threading.Lock()
        self.cells: OrderedDict[str, dict[int, int]] = OrderedDict()

    def ask(self, limits: Sequence[Limit], *, second: int) -> list[int]:
        """Return what the script returns."""
        with self.lock:
            answers = [self.look(limit, second) for limit in limits]
            passes = all(free > 0 for free, _ in answers)
            if passes:
                for limit in limits:
                    cells = self.cells[limit.key]
                    cells[second] = cells.get(second, 0) + 1
            while len(self.cells) > self.most_keys:
                self.cells.popitem(last=False)
        return [int(passes), *(number for answer in answers for number in answer)]

    def look(self, limit: Limit, second: int) -> tuple[int, int]:
        """Return how many calls are free, and after how many seconds one will be."""
        known = self.cells.get(limit.key, {})
        cells = self.cells[limit.key] = {cell: n for cell, n in known.items() if second - WINDOW <= cell <= second}
        self.cells.move_to_end(limit.key)
        left = free = limit.most - sum(cells.values())
        wait = WINDOW + 1
        for cell, count in sorted(cells.items()):
            wait = cell + WINDOW + 1 - second
            left += count
            if left > 0:
                break
        return free, wait


local_counts = LocalCounts()
# When this process may warn again, so that an outage is a line a minute and not one for each call.
quiet_until = [0.0]


def ask(limits: Sequence[Limit]) -> list[Verdict]:
    """Count a call against all limits if each has room, against none otherwise; answer what each of them says."""
    try:
        numbers = ask_redis(limits)
    except RedisError as error:
        warn(error)
        COUNTED_HERE.inc()
        numbers = local_counts.ask(limits, second=int(time.monotonic()))
    return judge(limits, numbers)


def ask_redis(limits: Sequence[Limit]) -> list[int]:
    """Run the script.

    :raises RedisError: if Redis is away or refuses
    """
    client = get_redis_connection("limits")
    script = client.register_script(SCRIPT)
    return [int(number) for number in script([limit.key for limit in limits], [WINDOW, *(it.most for it in limits)])]


def judge(limits: Sequence[Limit], numbers: Sequence[int]) -> list[Verdict]:
    """Read what the script said, limit by limit."""
    passes, *rest = numbers
    verdicts = [
        # What this call took is no longer free, once it has passed all of them.
        Verdict(limit, free > 0, max(0, free - passes), wait)
        for limit, free, wait in zip(limits, rest[::2], rest[1::2], strict=True)
    ]
    for verdict in verdicts:
        DECISIONS.labels(verdict.limit.name, "passed" if verdict.is_passed else "refused").inc()
    return verdicts


def warn(error: Exception) -> None:
    """Say once a minute that the counts of the processes are apart."""
    now = time.monotonic()
    if now >= quiet_until[0]:
        quiet_until[0] = now + WINDOW
        log.warning("limits are counted by each process alone (%s)", type(error).__name__)
