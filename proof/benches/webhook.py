"""`webhook`: Meta's posts a second, each signed, each another one, checked, on disk and answered; nobody works on them.

The floor is a bare application on the same server: one HMAC, one row in the same table, one LPUSH to the same broker.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from kombu import Connection

from config.supervise.plan import web_program
from messaging.models import RawEvent
from proof.benches.health import answers, floor_server
from proof.benches.prereserve import listens, rate
from proof.drills.crew import process_of
from proof.faults.machine import free_port
from proof.faults.processes import wait_for
from proof.floor import FLOOR, SECRET, broker
from proof.line import APP, Line, make_line
from proof.load import generate
from proof.result import BenchResult, alternate, machine

CONNECTIONS, REQUESTS, GUESTS, NUMBERS = 100, 4_000, 1_000, 10


def bench_webhook(say: Callable[[str], None], *, requests: int = REQUESTS) -> BenchResult:
    """Post texts of many guests over a hundred connections, in turns with the floor."""
    call_command("migrate", verbosity=0, interactive=False)
    line = make_line("bench-line", numbers=NUMBERS)
    clear()
    with asked() as (url, bare):
        ours, floor = partial(post, url, line, requests), partial(post, bare, line, requests)
        ours()
        floor()
        before = stored()
        say("measuring five rounds")
        seen: list[dict[str, Any]] = []
        figure, least, rounds = alternate(lambda: rate(seen, ours()), lambda: rate([], floor()))
        sent = len(seen) * requests
        # One that went to disk, since Postgres was busy for a moment, follows within a second.
        wait_for(lambda: stored() - before >= sent, within=10, what="all that was answered to be in the table")
        kept = stored() - before
    clear()
    details = {
        "ms": middle(seen),
        "per_second_rounds": rounds,
        "sent": sent,
        "stored": kept,
        "errors": 0,
        "connections": CONNECTIONS,
        "requests": requests,
        "processes": settings.WEB_PROCESSES,
        "machine": machine(),
    }
    return BenchResult("webhook", figure, "req/s", least, round(figure / least, 3), details)


def middle(seen: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the latencies of the round that is neither the best nor the worst."""
    return dict(sorted((found["ms"] for found in seen), key=lambda ms: float(ms["p95"]))[len(seen) // 2])


def post(url: str, line: Line, requests: int) -> dict[str, Any]:
    """Post so many messages.

    :raises RuntimeError: if one of them was not taken: nothing was measured
    """
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(b"\n".join(line.write(turn % GUESTS)[1] for turn in range(requests)))
        found = generate(
            url=url,
            requests=requests,
            connections=CONNECTIONS,
            method="POST",
            headers={"Content-Type": "application/json", "User-Agent": "facebookexternalua"},
            bodies=file.name,
            secret=SECRET,
        )
    if set(found["statuses"]) != {"200"}:
        raise RuntimeError(f"{url} answered {found['statuses']} {found['codes']}: nothing was measured")
    return found


@contextmanager
def asked() -> Iterator[tuple[str, str]]:
    """Run our web processes as `up` does, and the floor's as many; yield where each takes webhooks."""
    port = free_port()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with (
        process_of(web_program(settings.WEB_PROCESSES)) as ours,
        floor_server("one_webhook", port, processes=settings.WEB_PROCESSES) as bare,
    ):
        ready = f"http://127.0.0.1:{settings.PORT}/health/ready"
        wait_for(partial(answers, ready), within=60, every=0.1, what="ours to answer", process=ours)
        wait_for(partial(listens, port), within=60, every=0.1, what="the floor to listen", process=bare)
        yield f"http://127.0.0.1:{settings.PORT}/webhooks/whatsapp/{APP}", f"http://127.0.0.1:{port}/"


def stored() -> int:
    """Return how many of our webhooks are in the table."""
    return RawEvent.objects.filter(app_key=APP).count()


def clear() -> None:
    """Forget the webhooks, and the rings that nobody answered: another bench finds the house as this one did."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM messaging_rawevent WHERE app_key = ANY(%s)", [[APP, FLOOR]])
        cursor.execute("VACUUM (ANALYZE) messaging_rawevent")
    broker().delete(FLOOR)
    with Connection(settings.BROKER_URL) as connection:
        channel: Any = connection.default_channel
        channel.queue_purge("inbound")
