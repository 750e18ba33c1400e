"""`double-booking`: clerks do everything at once to a few units, connections are cut, and no night is sold twice.

The drill measures and assumes nothing: what it finds, it reads from the rows and from what the clerks were told.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from bookings.models import Booking, Property, RatePlan, Unit, UnitType
from proof.clerks.orders import Found, Orders, Wish, together, working
from proof.drills.ledger import hold
from proof.history import disagreements
from proof.invariants import violations
from proof.result import DrillResult
from tenants.models import Tenant
from tenants.scoping import tenant_scope

ACTOR = "drill:double-booking"
PROCESSES = 2
CUT_EVERY = 0.3
FIRST_NIGHT = date(2027, 6, 1)


@dataclass(frozen=True)
class Size:
    """How long and how many attempts of each thread at the least, and how many stays that overlap nothing."""

    seconds: float
    attempts: int
    threads: int
    stays: int


SHORT, LONG = Size(4, 80, 5, 300), Size(90, 1000, 10, 10_000)


@dataclass(frozen=True)
class Hotel:
    """Units that everybody wants, one for each thread alone, and those of the stays that overlap nothing."""

    tenant: Tenant
    common: list[int]
    own: list[int]
    quiet: list[int]


def double_booking(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Let the clerks fight for 90 s (short: 6 s), then place 10,000 stays (300) that overlap nothing."""
    size = SHORT if short else LONG
    hotel = make_hotel(size, seed)
    deadlocks = deadlocks_broken()
    say(f"{PROCESSES * size.threads} clerks want the same nights")
    begun = time.monotonic()
    fought, cuts = fight(hotel, size, seed)
    fought_for = time.monotonic() - begun
    say(f"{size.stays} stays that overlap nothing")
    begun = time.monotonic()
    valid = place_all(hotel, size, seed)
    took = time.monotonic() - begun
    found = promises_of(hotel, fought, valid)
    passed, broken = hold(found["promises"] | {"connections were cut": cuts > 0 and fought.count("cut") > 0})
    details = {
        **found["figures"],
        "outcomes": dict(sorted(fought.outcomes.items())),
        "connections_cut": cuts,
        "deadlocks_that_nobody_saw": deadlocks_broken() - deadlocks,
        "stays_a_second": round(size.stays / took, 1),
        "seconds": round(fought_for, 1),
        "threads": PROCESSES * size.threads,
        "broken": broken,
    }
    return DrillResult("double-booking", passed, seed, details)


def deadlocks_broken() -> int:
    """Return how many circles of waiting Postgres has broken in this database; the services try again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def make_hotel(size: Size, seed: int) -> Hotel:
    """Make three cabins and a room with three beds to be fought for, and cabins that are left in peace."""
    tenant = Tenant.objects.create(name="Simulacro", slug=f"simulacro-{seed}-{time.time_ns()}")
    with tenant_scope(tenant.pk, actor=ACTOR):
        house = Property.objects.create(name="Casa", most_unpaid_holds=1000)
        cabins = make_type(house, "Cabaña", 4, [f"Cabaña {number}" for number in range(3)])
        (room,) = make_type(house, "Habitación", 4, ["Habitación"])
        beds = make_type(house, "Cama", 1, [f"Cama {number}" for number in range(3)], parent=room)
        own = make_type(house, "Propia", 4, [f"Propia {number}" for number in range(PROCESSES * size.threads)])
        quiet = make_type(house, "Tranquila", 4, [f"Tranquila {number}" for number in range(20)])
    common = [unit.pk for unit in (*cabins, room, *beds)]
    return Hotel(tenant, common, [unit.pk for unit in own], [unit.pk for unit in quiet])


def make_type(house: Property, name: str, capacity: int, names: list[str], parent: Unit | None = None) -> list[Unit]:
    kind = UnitType.objects.create(property=house, name=name, capacity=capacity)
    policy = [{"hours": 48, "percent": "50"}]
    RatePlan.objects.create(type=kind, name="Habitual", currency="ARS", base_price=Decimal(100), cancellation=policy)
    return [Unit.objects.create(type=kind, name=one, capacity=capacity, parent=parent) for one in names]


def orders_for(hotel: Hotel, size: Size, seed: str, **wanted: Any) -> list[Orders]:
    """Return the same orders for each process, but for their chances and the units that each thread has to itself."""
    return [
        Orders(
            tenant=hotel.tenant.pk,
            seed=f"{seed}:{number}",
            threads=size.threads,
            common=hotel.common,
            own=hotel.own[number::PROCESSES],
            **{name: value(number) for name, value in wanted.items()},
        )
        for number in range(PROCESSES)
    ]


def fight(hotel: Hotel, size: Size, seed: int) -> tuple[Found, int]:
    """Let everybody do everything, cut connections meanwhile, and return what was found and how many were cut."""
    chance, cuts = random.Random(seed), 0
    orders = orders_for(hotel, size, f"{seed}", seconds=lambda _: size.seconds, attempts=lambda _: size.attempts)
    with working(orders) as all_clerks, ThreadPoolExecutor(PROCESSES) as threads:
        found = [threads.submit(clerks.collect) for clerks in all_clerks]
        while not all(one.done() for one in found):
            time.sleep(CUT_EVERY * (0.5 + chance.random()))
            cuts += cut_one(chance)
        return together(one.result() for one in found), cuts


CONNECTIONS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND application_name = 'conserje-worker'
      AND state <> 'idle' ORDER BY pid
"""


def cut_one(chance: random.Random) -> bool:
    """Cut the connection of a clerk who is in the midst of something; return whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        pids = [pid for (pid,) in cursor.fetchall()]
        if not pids:
            return False
        cursor.execute("SELECT pg_terminate_backend(%s)", [chance.choice(pids)])
        return bool(cursor.fetchone()[0])


def place_all(hotel: Hotel, size: Size, seed: int) -> Found:
    """Place stays that overlap nothing, in any order and by many threads, and return what became of them."""
    stays = quiet_stays(hotel, size.stays, random.Random(seed))
    orders = orders_for(hotel, size, f"{seed}:quiet", stays=lambda number: stays[number::PROCESSES])
    with working(orders) as all_clerks:
        return together(clerks.collect() for clerks in all_clerks)


def quiet_stays(hotel: Hotel, count: int, chance: random.Random) -> list[Wish]:
    """Return stays one after the other on each unit, of which most begin on the day that another ends, shuffled."""
    stays: list[Wish] = []
    each = -(-count // len(hotel.quiet))
    for unit in hotel.quiet:
        night = FIRST_NIGHT
        for _ in range(each):
            night += timedelta(days=chance.choice([0, 0, 0, 1, 5]))
            nights = chance.choice([1, 1, 2, 3, 4, 7, 14, 30])
            stays.append((unit, night.isoformat(), nights))
            night += timedelta(days=nights)
    chance.shuffle(stays)
    return stays[:count]


def promises_of(hotel: Hotel, fought: Found, valid: Found) -> dict[str, Any]:
    """Read from the rows, and from what the clerks were told, what was kept."""
    with tenant_scope(hotel.tenant.pk, actor=ACTOR):
        counts = violations()
        told = {*fought.promised, *valid.promised}
        lost = len(told) - Booking.objects.filter(pk__in=told).count()
        first_wrong = disagreements()[:3]
    refused = fought.valid_refused + valid.valid_refused
    deadlocks = fought.count("deadlock") + valid.count("deadlock")
    strange = fought.strange + valid.strange
    figures = {
        "overlaps": counts["no night is sold twice"],
        "doubled": counts["no night is sold twice"],
        "lost": lost,
        "deadlocks_shown": deadlocks,
        "valid": fought.valid + valid.valid,
        "valid_refused": len(refused),
        "attempts": fought.outcomes.total(),
        "violations": counts,
        "examples": [*first_wrong, *refused[:3], *strange[:3]],
    }
    promises = {name: count == 0 for name, count in counts.items()} | {
        "what was promised is there": lost == 0,
        "nobody saw a deadlock": deadlocks == 0,
        "nobody saw an error": not strange,
        "nothing valid was refused": not refused,
        "the nights were fought for": min(fought.count(end) for end in ("done", "nights_taken")) > 0,
    }
    return {"figures": figures, "promises": promises}
