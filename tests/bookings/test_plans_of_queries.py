"""How Postgres answers with 200,000 stays of one business among others: from indexes, under row-level security.

What is explained is the statement that the application sent, with its values bound as the application binds them, as the
application's own role. Nothing is asserted about time; `manage.py bench availability` reports that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from bookings.lifecycle import BLOCKING, Status
from bookings.models import Unit
from bookings.queries.availability import find_free_types, list_free_units
from bookings.queries.month import list_month
from bookings.queries.placing import Nights, find_obstacle, list_overdue_in_the_way
from bookings.queries.reservations import list_reservations
from bookings.stays import Stay
from proof.benches.availability import OVERLAP
from proof.lodging import Lodging, make_lodging
from tenants.api.pages import Sort, page_of
from tenants.scoping import tenant_scope

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STAY = Stay(date(2026, 12, 10), date(2026, 12, 13))
BLOCKING_VALUES = [status.value for status in BLOCKING]

Node = dict[str, Any]
TABLE = "bookings_reservation"
DATES, BY_STATUS, BY_ARRIVAL = "idx_reservations_dates", "idx_reservations_status_checkin", "idx_reservations_checkin"


@pytest.fixture(scope="module")
def lodgings(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Lodging]]:
    """A business with 1,000 units and 200,000 stays, and one of the usual size, for all tests of this module."""
    with django_db_blocker.unblock():
        small = make_lodging("plans-small", units=60, reservations=20_000, today=TODAY)
        yield [make_lodging("plans", units=1000, reservations=200_000, today=TODAY), small]
        with connections["owner"].cursor() as cursor:
            cursor.execute("TRUNCATE tenants_tenant CASCADE")
        connections["owner"].close()


@pytest.fixture
def lodging(lodgings: list[Lodging]) -> Lodging:
    return lodgings[0]


@pytest.fixture(autouse=True)
def _at_work(lodging: Lodging, db: None) -> Iterator[None]:
    with tenant_scope(lodging.tenant_id, actor="test"):
        yield


def sent(ask: Callable[[], object]) -> str:
    """Return the one statement that a call sends, with its values in it."""
    with CaptureQueriesContext(connection) as seen:
        ask()
    (statement,) = (query["sql"] for query in seen.captured_queries)
    return str(statement)


def explained(statement: str, values: Any = None, *, using: str = "default", analyze: bool = False) -> list[Node]:
    """Return every node of the plan of a statement."""
    how = "ANALYZE, BUFFERS, FORMAT JSON" if analyze else "FORMAT JSON"
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) {statement}", values)
        answer = cursor.fetchone()[0]
    (plan,) = json.loads(answer) if isinstance(answer, str) else answer
    return list(nodes(plan["Plan"]))


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in node.get("Plans", ()):
        yield from nodes(part)


def indexes(plan: list[Node]) -> set[str]:
    return {node["Index Name"] for node in plan if "Index Name" in node}


def scans(plan: list[Node]) -> set[str]:
    """Return how the stays are read."""
    return {node["Node Type"] for node in plan if node.get("Relation Name") == TABLE}


def kinds(plan: list[Node]) -> set[str]:
    return {node["Node Type"] for node in plan}


def test_it_is_the_applications_own_role_that_asks_and_row_level_security_that_answers(lodging: Lodging) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, row_security_active('bookings_reservation')")
        role = cursor.fetchone()
        cursor.execute("SELECT count(*), count(DISTINCT tenant_id) FROM bookings_reservation")
        rows = cursor.fetchone()

    assert role == ("conserje_app", True)
    assert rows == (200_000, 1)


def test_free_units_come_from_the_index_of_dates_alone(lodging: Lodging) -> None:
    statement = sent(lambda: list_free_units(type_ids=lodging.type_ids, stay=STAY, guests=2, now=NOW))

    plan = explained(statement)

    assert (scans(plan), indexes(plan) & {DATES}) == ({"Index Only Scan"}, {DATES})


def test_a_unit_that_is_asked_for_by_name_comes_from_the_same(lodging: Lodging) -> None:
    unit = Unit.objects.first()
    assert unit

    plan = explained(sent(lambda: list_free_units(unit_ids=[unit.pk], stay=STAY, guests=1, now=NOW)))

    assert scans(plan) == {"Index Only Scan"}


def test_other_dates_come_from_the_index_of_dates_alone(lodging: Lodging) -> None:
    stays = [Stay(STAY.check_in + timedelta(days=n), STAY.check_out + timedelta(days=n)) for n in range(-14, 15)]

    plan = explained(sent(lambda: find_free_types(type_ids=lodging.type_ids, stays=stays, guests=2, now=NOW)))

    assert (scans(plan), indexes(plan) & {DATES}) == ({"Index Only Scan"}, {DATES})


def test_the_probe_of_a_units_nights_reads_few_pages_of_the_index_of_dates(lodging: Lodging) -> None:
    unit = Unit.objects.latest("pk")
    values = {
        "tenant": lodging.tenant_id,
        "check_in": STAY.check_in,
        "check_out": STAY.check_out,
        "blocking": BLOCKING_VALUES,
        "first": unit.slots.lower,
        "after_last": unit.slots.upper,
    }

    plan = explained(OVERLAP, values, analyze=True)

    assert (scans(plan), indexes(plan)) == ({"Index Only Scan"}, {DATES})
    # The table has some 4,500 pages, and as many more in its indexes.
    assert plan[0]["Shared Hit Blocks"] + plan[0]["Shared Read Blocks"] < 2_000


def test_holds_that_are_overdue_and_what_is_in_the_way_come_from_indexes(lodging: Lodging) -> None:
    unit = Unit.objects.latest("pk")
    nights = Nights(unit.slots.lower, unit.slots.upper, STAY.check_in, STAY.check_out)
    overdue = sent(lambda: list_overdue_in_the_way([nights], now=NOW))
    obstacle = sent(
        lambda: find_obstacle(
            type_id=unit.type_id,
            unit_id=unit.pk,
            check_in=STAY.check_in,
            check_out=STAY.check_out,
            blocking=BLOCKING_VALUES,
        )
    )

    for statement in (overdue, obstacle):
        assert scans(explained(statement)) <= {"Index Scan", "Index Only Scan"}


def test_a_month_of_sixty_units_comes_from_indexes(lodgings: list[Lodging]) -> None:
    with tenant_scope(lodgings[1].tenant_id, actor="test"):
        plan = explained(sent(lambda: list_month(first=date(2026, 12, 1), after_last=date(2027, 1, 1))))

    assert "Seq Scan" not in scans(plan)
    assert scans(plan) <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CHECKED_OUT, Status.PRE_RESERVED])
def test_the_list_of_a_status_is_read_in_its_order_and_nothing_is_sorted(status: Status) -> None:
    """The first page and one far behind it, as the API asks for them."""
    rows, sort = list_reservations().filter(status=status), Sort("-check_in")
    first = page_of(rows, sort=sort, limit=50, cursor=None)

    for cursor in (None, first.next):
        plan = explained(sent(lambda cursor=cursor: page_of(rows, sort=sort, limit=50, cursor=cursor)))  # type: ignore[misc]

        assert not {kind for kind in kinds(plan) if "Sort" in kind}
        assert (scans(plan), indexes(plan) & {BY_STATUS}) == ({"Index Scan"}, {BY_STATUS})


def test_the_list_of_all_stays_is_read_in_its_order_too() -> None:
    rows, sort = list_reservations(), Sort("-check_in")

    plan = explained(sent(lambda: page_of(rows, sort=sort, limit=50, cursor=None)))

    assert not {kind for kind in kinds(plan) if "Sort" in kind}
    assert (scans(plan), indexes(plan) & {BY_ARRIVAL}) == ({"Index Scan"}, {BY_ARRIVAL})


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_constraints_own_index_is_hidden_from_the_application_and_only_from_it(lodging: Lodging) -> None:
    """Why the questions above are put to plain columns: `&&` is not leakproof, so row-level security comes first."""
    ranges = "slots && int8range(1000, 1100) AND period && daterange('2026-12-10', '2026-12-13')"
    counted = f"status IN {tuple(BLOCKING_VALUES)} AND NOT overbooked AND NOT shadowed"
    statement = f"SELECT 1 FROM {TABLE} WHERE {ranges} AND {counted}"

    hidden, seen = explained(statement), explained(statement, using="owner")

    assert "no_overlap_reservations" not in indexes(hidden)
    assert "no_overlap_reservations" in indexes(seen)
