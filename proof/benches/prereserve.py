"""`prereserve`: pre-reservations a second over HTTP, each priced, placed under the constraint, committed and answered.

The floor is a bare application on the same server that inserts one stay under the same constraint, into the same table and
as the same role. Every request of both asks for nights that are free, so none is refused. What many who want one night are
told is measured besides.
"""

from __future__ import annotations

import os
import random
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from bookings.lifecycle import BLOCKING
from bookings.models import Unit
from config.supervise.plan import web_program
from proof.benches.availability import RESERVATIONS, TODAY, UNITS
from proof.benches.health import answers, floor_server
from proof.drills.crew import process_of
from proof.faults.machine import free_port
from proof.faults.processes import wait_for
from proof.load import generate
from proof.lodging import Lodging, make_lodging
from proof.result import BenchResult, alternate, machine
from tenants import clock
from tenants.models import ApiKey, Tenant
from tenants.scoping import tenant_scope
from tenants.services.keys import create_key

CONNECTIONS, REQUESTS, CLIENTS = 50, 1_000, 200
# The nights that a round draws from; those of the floor begin where those of ours end.
DAYS, LONGEST = 300, 7
# Nobody is kept from asking: what is measured is the work and not the limits.
UNLIMITED = {"API_LIMIT_PER_KEY": "100000", "API_LIMIT_PER_TENANT": "1000000"}
ACTOR = "system:bench"


@dataclass
class House:
    """Where is asked for what."""

    lodging: Lodging
    units: list[int]
    first_night: date
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    turns: Iterator[int] = field(default_factory=count)

    def stay(self) -> dict[str, str]:
        """Return nights of the next months, the same for nobody knows how many."""
        check_in = self.first_night + timedelta(days=self.chance.randrange(DAYS))
        nights = self.chance.randint(1, LONGEST)
        return {"check_in": check_in.isoformat(), "check_out": (check_in + timedelta(days=nights)).isoformat()}

    def wish(self) -> dict[str, Any]:
        """Return a pre-reservation of somebody new, for any unit of a type."""
        kind = self.chance.choice(self.lodging.type_ids[:8])  # the cabins
        return {"unit_type": kind, "adults": 2, **self.stay(), "contact": somebody(next(self.turns))}

    def bare(self) -> dict[str, Any]:
        """Return nights of a unit that nobody else asks for."""
        turn = next(self.turns)
        later, unit = divmod(turn, len(self.units))
        check_in = self.first_night + timedelta(days=DAYS + LONGEST * (later + 1))
        nights = self.chance.randint(1, LONGEST)
        tenant = str(self.lodging.tenant_id)
        return {
            "tenant": tenant,
            "unit": self.units[unit],
            "check_in": check_in.isoformat(),
            "check_out": (check_in + timedelta(days=nights)).isoformat(),
        }


def bench_prereserve(
    say: Callable[[str], None], *, units: int = UNITS, reservations: int = RESERVATIONS, requests: int = REQUESTS
) -> BenchResult:
    """Post pre-reservations of new guests over fifty connections, in turns with the floor."""
    call_command("migrate", verbosity=0, interactive=False)
    lodging = make_lodging("bench-lodging", units=units, reservations=reservations, today=TODAY, say=say)
    make_room(lodging)
    house = House(lodging, units_of(lodging), first_free_night(lodging))
    with asked(lodging) as (url, headers, bare):
        ours = partial(post, url, headers=headers, count=requests, draw=house.wish, wanted="201")
        floor = partial(post, bare, headers={}, count=requests, draw=house.bare, wanted="200")
        ours()
        floor()
        say("measuring five rounds")
        seen: list[dict[str, Any]] = []
        figure, least, rounds = alternate(lambda: rate(seen, ours()), lambda: rate([], floor()))
        say(f"{CLIENTS} clients want one night")
        one_night = fight(house, url, headers)
    make_room(lodging)
    details = {
        "ms": sorted((found["ms"] for found in seen), key=lambda ms: float(ms["p95"]))[len(seen) // 2],
        "per_second_rounds": rounds,
        "one_night": one_night,
        "connections": CONNECTIONS,
        "requests": requests,
        "units": lodging.units,
        "reservations": lodging.reservations,
        "machine": machine(),
    }
    return BenchResult("prereserve", figure, "req/s", least, round(figure / least, 3), details)


def rate(seen: list[dict[str, Any]], found: dict[str, Any]) -> float:
    seen.append(found)
    return float(found["per_second"])


def post(
    url: str, *, headers: dict[str, str], count: int, draw: Callable[[], dict[str, Any]], wanted: str
) -> dict[str, Any]:
    """Send so many different bodies.

    :raises RuntimeError: if one of them was refused: nothing was measured
    """
    found = send(url, headers=headers, bodies=[draw() for _ in range(count)], connections=CONNECTIONS)
    if set(found["statuses"]) != {wanted}:
        raise RuntimeError(f"{url} answered {found['statuses']} {found['codes']}: nothing was measured")
    return found


def send(url: str, *, headers: dict[str, str], bodies: Sequence[dict[str, Any]], connections: int) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(b"\n".join(orjson.dumps(body) for body in bodies))
        return generate(
            url=url,
            requests=len(bodies),
            connections=connections,
            method="POST",
            headers={"Content-Type": "application/json", **headers},
            bodies=file.name,
            keys=uuid4().hex,
        )


def fight(house: House, url: str, headers: dict[str, str]) -> dict[str, Any]:
    """Let two hundred clients ask for the same nights of one unit, and return what they were told."""
    first = house.first_night - timedelta(days=60)  # nobody else has asked for these: make_room left them free
    nights = {"check_in": first.isoformat(), "check_out": (first + timedelta(days=2)).isoformat()}
    wish = {"unit": house.units[0], "adults": 1, **nights}
    bodies = [{**wish, "contact": somebody(next(house.turns))} for _ in range(CLIENTS)]
    found = send(url, headers=headers, bodies=bodies, connections=CLIENTS)
    return {name: found[name] for name in ("statuses", "codes", "ms")}


def somebody(turn: int) -> dict[str, str]:
    return {"name": f"Huésped {turn}", "phone": f"+54911{turn:08}"}


@contextmanager
def asked(lodging: Lodging) -> Iterator[tuple[str, dict[str, str], str]]:
    """Run our web processes and the floor's as many; yield ours, what a program shows to get in, and the floor."""
    os.environ |= UNLIMITED
    port = free_port()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with (
        process_of(web_program(settings.WEB_PROCESSES)) as ours,
        floor_server("one_stay", port, processes=settings.WEB_PROCESSES) as bare,
        a_key(lodging) as secret,
    ):
        ready = f"http://127.0.0.1:{settings.PORT}/health/ready"
        wait_for(partial(answers, ready), within=60, every=0.1, what="ours to answer", process=ours)
        wait_for(partial(listens, port), within=60, every=0.1, what="the floor to listen", process=bare)
        url = f"http://127.0.0.1:{settings.PORT}/api/v1/reservations/prereserve"
        yield url, {"Authorization": f"Bearer {secret}"}, f"http://127.0.0.1:{port}/"


@contextmanager
def a_key(lodging: Lodging) -> Iterator[str]:
    """Let a program in for as long as this lasts."""
    tenant = Tenant.objects.get(pk=lodging.tenant_id)
    key, secret = create_key(
        tenant=tenant, name="Bench", scopes=["bookings:write"], by=None, expires_at=None, now=clock.now()
    )
    yield secret
    ApiKey.objects.filter(pk=key.pk).delete()


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def units_of(lodging: Lodging) -> list[int]:
    with tenant_scope(lodging.tenant_id, actor=ACTOR):
        return list(Unit.objects.filter(type__kind="cabin").order_by("pk").values_list("pk", flat=True))


def first_free_night(lodging: Lodging) -> date:
    """Return the night from which on everything is free, with some to spare before it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(LAST_NIGHT, [lodging.tenant_id, [status.value for status in BLOCKING]])
        last: date = cursor.fetchone()[0]
    return last + timedelta(days=90)


LAST_NIGHT = "SELECT max(check_out) FROM bookings_reservation WHERE tenant_id = %s AND status = ANY(%s)"
# Holds of an earlier run are over, and what the floor wrote is no stay of anybody's: the next run finds the same nights free.
MAKE_ROOM = (
    "DELETE FROM bookings_reservation WHERE tenant_id = %(tenant)s AND reason = 'floor'",
    """UPDATE bookings_reservation SET status = 'expired', hold_expires_at = NULL
       WHERE tenant_id = %(tenant)s AND status = 'pre_reserved' AND source = 'api'""",
    """UPDATE bookings_booking SET hold_expires_at = NULL
       WHERE tenant_id = %(tenant)s AND hold_expires_at IS NOT NULL AND source = 'api'""",
    "VACUUM (ANALYZE) bookings_reservation",
)


def make_room(lodging: Lodging) -> None:
    with connections["owner"].cursor() as cursor:
        for statement in MAKE_ROOM:
            cursor.execute(statement, {"tenant": lodging.tenant_id} if "%(tenant)s" in statement else None)
