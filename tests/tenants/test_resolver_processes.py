"""What one process changes, every process knows: real processes, each with a map, a thread and connections of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from proof.answering import Answering, database_address
from proof.faults.processes import wait_for
from proof.faults.proxy import FaultProxy
from tenants.models import Status, Tenant
from tenants.services.channels import add_identifier

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

ADDRESS = ("phone_number_id", "106700800")
# More than any machine needs; how long it took is measured by `manage.py bench tenants`.
PATIENCE = 30.0
Start = Callable[..., Answering]


@pytest.fixture
def start(hotel: Tenant, tmp_path: Path) -> Iterator[Start]:
    """Start processes that know to whom the hotel's number belongs."""
    add_identifier(tenant=hotel, kind=ADDRESS[0], value=ADDRESS[1])
    with ExitStack() as started:
        count = iter(range(100))

        def begin(*, url: str = "", **options: Any) -> Answering:
            env = {"DATABASE_URL": url or database_address(), "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics")}
            log = tmp_path / f"{next(count)}.log"
            return started.enter_context(Answering(log=log, env=env, options=options))

        yield begin


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    """A way to the database that can be closed."""
    host, port = connection.settings_dict["HOST"], connection.settings_dict["PORT"] or 5432
    with FaultProxy(upstream=f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port))) as proxy:
        yield proxy


def suspend(tenant: Tenant) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(status=Status.SUSPENDED)


def refuses(process: Answering) -> bool:
    return process.slug_of(*ADDRESS) is None


def test_a_suspended_business_is_refused_by_every_process(
    hotel: Tenant, start: Start, record_property: Callable[[str, object], None]
) -> None:
    processes = [start() for _ in range(3)]
    assert [process.slug_of(*ADDRESS) for process in processes] == [hotel.slug] * 3

    suspend(hotel)
    begun = time.monotonic()
    wait_for(lambda: all(map(refuses, processes)), within=PATIENCE, what="every process to refuse")

    record_property("seconds_to_refusal_everywhere", time.monotonic() - begun)


def test_without_the_look_at_the_version_a_suspended_business_goes_on(hotel: Tenant, start: Start) -> None:
    """The control: it is the version that tells them."""
    looking, sleeping = start(), start(look_seconds=3600)
    assert [each.slug_of(*ADDRESS) for each in (looking, sleeping)] == [hotel.slug] * 2

    suspend(hotel)
    wait_for(lambda: refuses(looking), within=PATIENCE, what="the process that looks to refuse")

    assert sleeping.slug_of(*ADDRESS) == hotel.slug


def test_a_forked_child_reads_and_looks_for_itself(hotel: Tenant, start: Start) -> None:
    child = start(forks=True, look_seconds=0.05)
    assert child.ask(*ADDRESS) == {"slug": hotel.slug, "failures": 0, "threads": 1}

    suspend(hotel)

    wait_for(lambda: refuses(child), within=PATIENCE, what="the child to refuse")


def test_a_child_with_its_parents_map_would_never_hear_of_anything(hotel: Tenant, start: Start) -> None:
    """The control: threads stay with the parent."""
    child, other = start(forks=True, keeps_parents_map=True, look_seconds=0.05), start(look_seconds=0.05)
    assert child.ask(*ADDRESS) == {"slug": hotel.slug, "failures": 0, "threads": 0}
    assert other.slug_of(*ADDRESS) == hotel.slug

    suspend(hotel)
    wait_for(lambda: refuses(other), within=PATIENCE, what="the other process to refuse")

    assert child.slug_of(*ADDRESS) == hotel.slug


def test_without_the_database_the_old_answers_stay_beyond_their_time(
    hotel: Tenant, start: Start, proxy: FaultProxy
) -> None:
    url = database_address(host="127.0.0.1", port=proxy.port)
    process = start(url=url, look_seconds=0.05, kept_seconds=0.1)
    assert process.slug_of(*ADDRESS) == hotel.slug

    proxy.refuse()
    suspend(hotel)
    wait_for(lambda: process.ask(*ADDRESS)["failures"] >= 3, within=PATIENCE, what="three looks in vain")

    assert process.slug_of(*ADDRESS) == hotel.slug
    assert process.log.read_text().count("addresses stay as they were") == 1
    proxy.heal()
    wait_for(lambda: refuses(process), within=PATIENCE, what="the process to refuse when the database is back")
    assert process.log.read_text().count("addresses are fresh again") == 1


def test_while_the_database_hangs_nobody_waits(hotel: Tenant, start: Start, proxy: FaultProxy) -> None:
    process = start(url=database_address(host="127.0.0.1", port=proxy.port), look_seconds=0.05)
    assert process.slug_of(*ADDRESS) == hotel.slug

    proxy.black_hole()
    lost = proxy.bytes_lost
    wait_for(lambda: proxy.bytes_lost > lost, within=PATIENCE, what="a look that hangs")

    assert [process.slug_of(*ADDRESS) for _ in range(100)] == [hotel.slug] * 100


def test_the_thread_keeps_no_process_alive(hotel: Tenant, start: Start) -> None:
    process = start(look_seconds=0.01)
    assert process.ask(*ADDRESS)["threads"] == 1

    assert process.finish() == 0
