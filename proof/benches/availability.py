"""`availability`: which of 1,000 units are free for a stay, against the same SQL through psycopg."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import cycle
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.lifecycle import BLOCKING
from bookings.queries.availability import FREE_UNITS, find_free_types, list_free_units, values_for
from bookings.stays import Stay
from proof.answering import database_address
from proof.lodging import Lodging, make_lodging
from proof.result import BenchResult, alternate, machine, percentiles
from tenants.scoping import tenant_scope

UNITS, RESERVATIONS = 1_000, 200_000
# The day on which the data set was made to be; what is asked lies in the months after it.
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ASKED, DAYS_AHEAD = 200, 300

# Who stands on the nights of one unit: what row-level security would do to a GiST index shows here first.
OVERLAP = """
SELECT 1 FROM bookings_reservation
WHERE tenant_id = %(tenant)s AND check_out > %(check_in)s AND check_in < %(check_out)s
  AND status = ANY(%(blocking)s) AND NOT overbooked AND NOT shadowed AND slots && int8range(%(first)s, %(after_last)s)
LIMIT 1
"""


@dataclass(frozen=True)
class Asked:
    """One question of many, the same for both sides."""

    stay: Stay
    guests: int


def bench_availability(
    say: Callable[[str], None], *, units: int = UNITS, reservations: int = RESERVATIONS
) -> BenchResult:
    """Ask for stays of the next months, each time among all units, one after the other."""
    call_command("migrate", verbosity=0, interactive=False)
    make_lodging("bench-neighbours", units=units // 10, reservations=reservations // 10, today=TODAY, say=say)
    lodging = make_lodging("bench-lodging", units=units, reservations=reservations, today=TODAY, say=say)
    questions = list(draw_questions())
    say("measuring five rounds")
    ours, floor = partial(round_of_ours, lodging, questions), partial(round_of_bare, lodging, questions)
    ours()
    floor()
    figure, least, rounds = alternate(lambda: ours()["p95"], lambda: floor()["p95"])
    details = {"ms": ours(), "floor_ms": floor(), "p95_rounds": rounds, **besides(lodging, questions)}
    return BenchResult("availability", figure, "ms p95", least, round(figure / least, 2), details)


def besides(lodging: Lodging, questions: Sequence[Asked]) -> dict[str, Any]:
    """Return what else is worth knowing."""
    with tenant_scope(lodging.tenant_id, actor="system:bench"):
        return {
            "queries": queries(lodging, questions[0]),
            "free_units": round(sum(ask(lodging, each) for each in questions[:50]) / 50),
            "overlap_probe_ms": overlap_probe(lodging, questions),
            "other_dates_ms": other_dates(lodging, questions[:20]),
            "units": lodging.units,
            "reservations": lodging.reservations,
            "machine": machine(),
        }


def draw_questions() -> Iterator[Asked]:
    chance = random.Random(7)
    for _ in range(ASKED):
        check_in = TODAY + timedelta(days=chance.randrange(DAYS_AHEAD))
        yield Asked(Stay(check_in, check_in + timedelta(days=chance.randint(1, 7))), chance.randint(1, 4))


def ask(lodging: Lodging, asked: Asked) -> int:
    return len(list_free_units(type_ids=lodging.type_ids, stay=asked.stay, guests=asked.guests, now=NOW))


def round_of_ours(lodging: Lodging, questions: Sequence[Asked]) -> dict[str, float]:
    with tenant_scope(lodging.tenant_id, actor="system:bench"):
        return milliseconds(partial(ask, lodging), questions)


def round_of_bare(lodging: Lodging, questions: Sequence[Asked]) -> dict[str, float]:
    """Ask as the app's own role, bound by row-level security as ours is, with nothing of Django around it."""
    with tenant_scope(lodging.tenant_id, actor="system:bench"):
        asked = [values_of(lodging, each) for each in questions]
    with (
        psycopg.connect(database_address(), cursor_factory=psycopg.ClientCursor) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT set_config('conserje.tenant', %s, true)", [str(lodging.tenant_id)])
        return milliseconds(lambda values: cursor.execute(FREE_UNITS, values).fetchall(), asked)


def values_of(lodging: Lodging, asked: Asked) -> dict[str, Any]:
    return values_for(type_ids=lodging.type_ids, unit_ids=(), stay=asked.stay, guests=asked.guests, now=NOW)


def milliseconds(call: Callable[[Any], object], questions: Sequence[Any]) -> dict[str, float]:
    """Return p50, p95 and p99 of a call over all questions."""
    taken = []
    for question in questions:
        begun = time.perf_counter()
        call(question)
        taken.append(time.perf_counter() - begun)
    return percentiles(taken)


def queries(lodging: Lodging, asked: Asked) -> int:
    with CaptureQueriesContext(connection) as seen:
        ask(lodging, asked)
    return len(seen)


def overlap_probe(lodging: Lodging, questions: Sequence[Asked]) -> dict[str, float]:
    """Return what Postgres itself says the probe of one unit takes: its execution time, of all questions."""
    taken = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(slots), upper(slots) FROM bookings_unit ORDER BY id LIMIT %s", [len(questions)])
        slots = cursor.fetchall()
        for asked, (first, after_last) in zip(questions, cycle(slots), strict=False):
            values = {
                "tenant": lodging.tenant_id,
                "check_in": asked.stay.check_in,
                "check_out": asked.stay.check_out,
                "blocking": [status.value for status in BLOCKING],
                "first": first,
                "after_last": after_last,
            }
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + OVERLAP, values)
            (plan,) = parsed(cursor.fetchone()[0])
            taken.append(plan["Execution Time"] / 1000)
    return percentiles(taken)


def other_dates(lodging: Lodging, questions: Sequence[Asked]) -> dict[str, float]:
    """Return what looking for a type's other dates takes, two weeks to both sides: 29 stays in one query."""

    def look(asked: Asked) -> object:
        moves = (timedelta(days=days) for days in range(-14, 15))
        stays = [Stay(asked.stay.check_in + move, asked.stay.check_out + move) for move in moves]
        return find_free_types(type_ids=lodging.type_ids[:1], stays=stays, guests=asked.guests, now=NOW)

    return milliseconds(look, questions)


def parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
