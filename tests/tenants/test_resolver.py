"""Whose an address is: one query for all of them, answers from memory, and a map that swaps as a whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from proof.faults.processes import wait_for
from tenants import resolver
from tenants.models import ChannelIdentifier, Status, Tenant
from tenants.resolver import Resolver, resolve
from tenants.services.channels import add_identifier, change_identifier
from tests.cast import make_tenant

PHONE = "+54 9 381 555-0101"
concurrent = pytest.mark.django_db(transaction=True)


@pytest.fixture
def looking() -> Iterator[Callable[..., None]]:
    """Let this process look more often than once a second, until the end of the test."""
    yield resolver.renew
    thread = resolver.resolver.thread
    resolver.renew()
    if thread:
        thread.join()


def slug_of(kind: str, value: str) -> str | None:
    found = resolve(kind, value)
    return found.slug if found else None


def leads_to(kind: str, value: str, slug: str | None) -> Callable[[], bool]:
    return lambda: slug_of(kind, value) == slug


def test_every_spelling_of_an_address_leads_to_its_business(hotel: Tenant, neighbour: Tenant) -> None:
    add_identifier(tenant=hotel, kind="phone", value=PHONE)
    add_identifier(tenant=neighbour, kind="domain", value="Cabañas.example.")

    assert slug_of("phone", "54 381 15 555 0101") == hotel.slug
    assert slug_of("domain", "xn--cabaas-zwa.example") == neighbour.slug
    found = resolve("phone", PHONE)
    assert found is not None
    assert (found.id, found.zone, found.language, found.currency) == (hotel.pk, hotel.zone, "es", "ARS")


def test_only_active_addresses_of_active_businesses_lead_anywhere(hotel: Tenant, neighbour: Tenant) -> None:
    ours = add_identifier(tenant=hotel, kind="waba", value="1000")
    add_identifier(tenant=neighbour, kind="waba", value="2000")
    add_identifier(tenant=make_tenant("cerrado", status=Status.CLOSED), kind="waba", value="3000")

    change_identifier(identifier=ours, value="1000", is_active=False)
    Tenant.objects.filter(pk=neighbour.pk).update(status=Status.SUSPENDED)

    assert [resolve("waba", value) for value in ("1000", "2000", "3000")] == [None] * 3


@pytest.mark.parametrize("value", ["", "\x00", "1\x002", "9" * 10_000, "\u202e0001", "' OR 1=1 --", "\ud800"])
def test_what_can_be_no_address_leads_nowhere(hotel: Tenant, value: str) -> None:
    add_identifier(tenant=hotel, kind="waba", value="1000")

    assert resolve("waba", value) is None
    assert resolve("shoe size", "1000") is None


def test_500_addresses_of_100_businesses_cost_one_query(db: None) -> None:
    tenants = Tenant.objects.bulk_create([Tenant(name=f"N{n}", slug=f"n{n}") for n in range(100)])
    ChannelIdentifier.objects.bulk_create(
        [ChannelIdentifier(tenant=tenants[n % 100], kind="phone_number_id", value=str(n)) for n in range(500)]
    )

    with CaptureQueriesContext(
        connection,
    ) as queries:
        slugs = [slug_of("phone_number_id", str(n)) for n in range(500)]
        unknown = resolve("phone_number_id", "777777")

    assert slugs == [f"n{n % 100}" for n in range(500)]
    assert unknown is None
    assert len(queries) == 1


def test_an_installation_without_addresses_is_not_asked_again_and_again(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert [resolve("waba", "1000") for _ in range(3)] == [None] * 3

    assert len(queries) == 1


@concurrent
@pytest.mark.parametrize(("guarded", "loads"), [(True, {1}), (False, set(range(2, 9)))])
def test_eight_threads_at_first_use_read_once(hotel: Tenant, guarded: bool, loads: set[int]) -> None:
    add_identifier(tenant=hotel, kind="waba", value="1000")
    mine = Resolver(look_seconds=3600)
    if not guarded:  # the control: without the lock they all ask
        mine.first = nullcontext()  # type: ignore[assignment]
    queries: list[str] = []
    together = threading.Barrier(8)

    def slowly(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        time.sleep(0.2)
        return execute(sql, *rest)

    def use(_: int) -> int:
        with closing(connection), connection.execute_wrapper(slowly):
            together.wait(timeout=10)
            return len(mine.map().addresses)

    with ThreadPoolExecutor(8) as threads:
        known = list(threads.map(use, range(8)))
    mine.end()

    assert known == [1] * 8
    assert len([sql for sql in queries if "channelidentifier" in sql]) in loads


@concurrent
def test_the_thread_keeps_no_connection_between_looks(hotel: Tenant) -> None:
    mine = Resolver(look_seconds=3600)
    mine.map()

    def look() -> Any:
        mine.look()
        return connection.connection

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(look).result() is None
    mine.end()


@concurrent
def test_a_change_is_seen_without_asking_for_it(looking: Callable[..., None], hotel: Tenant, neighbour: Tenant) -> None:
    looking(look_seconds=0.05)
    assert slug_of("phone", PHONE) is None

    address = add_identifier(tenant=hotel, kind="phone", value=PHONE)
    wait_for(leads_to("phone", PHONE, hotel.slug), within=30, what="the new address")
    ChannelIdentifier.objects.filter(pk=address.pk).update(tenant=neighbour)
    wait_for(leads_to("phone", PHONE, neighbour.slug), within=30, what="its new business")
    Tenant.objects.filter(pk=neighbour.pk).update(status=Status.SUSPENDED)
    wait_for(leads_to("phone", PHONE, None), within=30, what="the suspension")
    Tenant.objects.filter(pk=neighbour.pk).update(status=Status.ACTIVE)
    wait_for(leads_to("phone", PHONE, neighbour.slug), within=30, what="the end of the suspension")
    ChannelIdentifier.objects.filter(pk=address.pk).delete()
    wait_for(leads_to("phone", PHONE, None), within=30, what="the end of the address")


@concurrent
def test_the_map_is_read_anew_after_its_time_even_if_no_version_grows(
    looking: Callable[..., None], hotel: Tenant
) -> None:
    looking(look_seconds=0.05, kept_seconds=0.2)
    assert resolve("waba", "1000") is None

    with connection.cursor() as cursor:
        # As if the trigger had been lost: the version goes back to what the process knows.
        cursor.execute("SELECT version FROM tenants_identifierversion")
        before = cursor.fetchone()
        with transaction.atomic():
            add_identifier(tenant=hotel, kind="waba", value="1000")
            cursor.execute("UPDATE tenants_identifierversion SET version = %s", before)

    wait_for(leads_to("waba", "1000", hotel.slug), within=30, what="the next reading")


@concurrent
def test_what_a_transaction_took_back_is_forgotten(looking: Callable[..., None], hotel: Tenant) -> None:
    looking(look_seconds=0.05)

    class TakenBack(Exception):
        pass

    with pytest.raises(TakenBack), transaction.atomic():
        add_identifier(tenant=hotel, kind="waba", value="1000")
        assert slug_of("waba", "1000") == hotel.slug
        raise TakenBack
    # Somebody else is given the version that the lost transaction had.
    add_identifier(tenant=hotel, kind="waba", value="2000")

    wait_for(leads_to("waba", "2000", hotel.slug), within=30, what="what was committed")
    assert slug_of("waba", "1000") is None


@concurrent
def test_nobody_sees_half_of_a_change(looking: Callable[..., None], hotel: Tenant, neighbour: Tenant) -> None:
    looking(look_seconds=0.001)
    for value in ("1000", "2000"):
        add_identifier(tenant=hotel, kind="waba", value=value)
    seen: set[tuple[str, ...]] = set()
    done = threading.Event()

    def read() -> None:
        with closing(connection):
            while not done.is_set():
                known = resolver.resolver.map().addresses
                seen.add(tuple(known["waba", value].slug for value in ("1000", "2000")))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(60):
        with transaction.atomic():
            for value in ("1000", "2000"):
                owner = neighbour if turn % 2 == 0 else hotel
                ChannelIdentifier.objects.filter(value=value).update(tenant=owner)
    wait_for(lambda: len(seen) > 1, within=30, what="a swap")
    done.set()
    reader.join()

    assert seen == {(hotel.slug, hotel.slug), (neighbour.slug, neighbour.slug)}


@concurrent
def test_a_first_reading_that_fails_is_not_tried_by_everybody_in_turn(hotel: Tenant) -> None:
    mine = Resolver(look_seconds=3600)
    tries: list[str] = []

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        tries.append(sql)
        raise OperationalError("away")

    with connection.execute_wrapper(refuse):
        for _ in range(5):
            with pytest.raises(OperationalError):
                mine.map()

    assert len(tries) == 1
    assert mine.thread is None
