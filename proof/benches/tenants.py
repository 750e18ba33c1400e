"""`tenants`: how long after its suspension a business is refused by the last of four processes; and what answers cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from proof.answering import Answering, database_address
from proof.result import BenchResult, machine, percentiles
from tenants import resolver
from tenants.models import ChannelIdentifier, Status, Tenant

PROCESSES, ROUNDS, ADDRESSES, ANSWERS = 4, 20, 500, 20_000
# Asking more often would take the processor from those who are asked.
EVERY = 0.01
KIND = "phone_number_id"


def bench_tenants(say: Callable[[str], None]) -> BenchResult:
    """Suspend and serve a business in turn while four processes are asked about it."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant = make_addresses()
    with ExitStack() as started:
        processes = [started.enter_context(answering(number)) for number in range(PROCESSES)]
        say(f"suspending {ROUNDS} times")
        seconds = [turn for _ in range(ROUNDS) for turn in suspend_and_serve(tenant, processes)]
    figure, floor = percentiles(seconds), percentiles([seconds_of_look() for _ in range(500)])
    details = {
        "ms": figure,
        "floor_ms": floor,
        "answer_us": round(microseconds_of_answer(), 2),
        "first_reading_ms": round(milliseconds_of_first(), 2),
        "processes": PROCESSES,
        "addresses": ADDRESSES,
        "machine": machine(),
    }
    return BenchResult(
        "tenants", figure["p95"], "ms p95", floor["p95"], round(figure["p95"] / floor["p95"], 2), details
    )


def make_addresses() -> Tenant:
    """Return a business with one address, number 0, among many of others."""
    ours, _ = Tenant.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    others, _ = Tenant.objects.get_or_create(slug="bench-others", defaults={"name": "Others"})
    ChannelIdentifier.objects.bulk_create(
        [
            ChannelIdentifier(tenant=others if number else ours, kind=KIND, value=str(number))
            for number in range(ADDRESSES)
        ],
        ignore_conflicts=True,
    )
    Tenant.objects.filter(pk=ours.pk).update(status=Status.ACTIVE)
    return ours


def answering(number: int) -> Answering:
    log = settings.VAR / "log" / f"answering-{number}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    return Answering(log=log, env={"DATABASE_URL": database_address()})


def suspend_and_serve(tenant: Tenant, processes: Sequence[Answering]) -> list[float]:
    """Return the seconds from each of both changes to the last process that knows."""
    everywhere(processes, tenant.slug)
    return [
        changed(tenant, Status.SUSPENDED, processes, None),
        changed(tenant, Status.ACTIVE, processes, tenant.slug),
    ]


def changed(tenant: Tenant, status: Status, processes: Sequence[Answering], slug: str | None) -> float:
    # Not in step with the looks of the processes, which would favour one moment of their second.
    time.sleep(0.37)
    Tenant.objects.filter(pk=tenant.pk).update(status=status)
    return everywhere(processes, slug)


def everywhere(processes: Sequence[Answering], slug: str | None) -> float:
    """Return how long it took until every process answered so."""
    begun = time.monotonic()

    def ask(process: Answering) -> float:
        while process.slug_of(KIND, "0") != slug:
            if time.monotonic() - begun > 30:
                raise TimeoutError("a process has not heard of the change for 30 s")
            time.sleep(EVERY)
        return time.monotonic() - begun

    with ThreadPoolExecutor(len(processes)) as threads:
        return max(threads.map(ask, processes))


def seconds_of_look() -> float:
    """Return what the least that a process must do takes: one row of one column."""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM tenants_identifierversion")
        cursor.fetchone()
    return time.perf_counter() - begun


def microseconds_of_answer() -> float:
    resolver.resolve(KIND, "1")
    begun = time.perf_counter()
    for _ in range(ANSWERS):
        resolver.resolve(KIND, "1")
    return (time.perf_counter() - begun) / ANSWERS * 1_000_000


def milliseconds_of_first() -> float:
    resolver.renew()
    begun = time.perf_counter()
    resolver.resolve(KIND, "1")
    taken = time.perf_counter() - begun
    resolver.renew()
    return taken * 1000
