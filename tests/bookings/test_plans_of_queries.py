"""How Postgres answers with 200,000 stays of one business among others: from indexes, under row-level security.

What is explained is the statement that the application sent, with its values bound as the application binds them, as the
application's own role. Nothing is asserted about time; `manage.py bench availability` reports that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from bookings.lifecycle import BLOCKING, Status
from bookings.models import Unit
from bookings.queries.availability import find_free_types, list_free_units
from bookings.queries.month import list_month
from bookings.queries.placing import Nights, Obstacle, find_obstacle, list_overdue_in_the_way
from bookings.queries.reservations import list_reservations
from bookings.stays import Stay
from proof.benches.availability import OVERLAP
from proof.lodging import Lodging, make_lodging
from tenants.api.pages import Sort, page_of
from tenants.scoping import tenant_scope
from tests.plans import Node, explained, indexes, kinds, pages, scans, sent

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STAY = Stay(date(2026, 12, 10), date(2026, 12, 13))
BLOCKING_VALUES = [status.value for status in BLOCKING]

TABLE, UNITS = "bookings_reservation", "bookings_unit"
DATES, BY_STATUS, BY_ARRIVAL = "idx_reservations_dates", "idx_reservations_status_checkin", "idx_reservations_checkin"
OF_STAYS = {DATES, BY_STATUS, BY_ARRIVAL}
# The table of stays has some 4,500 pages, and twice as many in its indexes.
FEW_PAGES = 2_000


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


def walks(plan: list[Node]) -> list[str]:
    """Return what is looked for by reading all units of all businesses.

    Units that are out of order always are: a state that changes with every cleaning has no index, since each change would
    have to write it too, and 1,000 units fill 15 pages.
    """
    walked = [node for node in plan if node.get("Relation Name") == UNITS and node["Node Type"] == "Seq Scan"]
    return [node["Filter"] for node in walked if "out_of_order" not in node["Filter"]]


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

    plan = explained(statement, analyze=True)

    assert (scans(plan, TABLE), indexes(plan) & {DATES}) == ({"Index Only Scan"}, {DATES})
    # All types are asked for, so all units are, and Postgres reads their 15 pages: an index would add its own to them.
    assert pages(plan) < FEW_PAGES


def test_free_units_of_one_type_come_from_indexes_of_units_too(lodging: Lodging) -> None:
    plan = explained(sent(lambda: list_free_units(type_ids=lodging.type_ids[:1], stay=STAY, guests=2, now=NOW)))

    # By type or by id: of the indexes that begin with either, Postgres joins what it finds in two.
    assert (scans(plan, TABLE), scans(plan, UNITS) - {"Seq Scan"}) == ({"Index Only Scan"}, {"Bitmap Heap Scan"})
    assert walks(plan) == []


def test_a_unit_that_is_asked_for_by_name_comes_from_the_same(lodging: Lodging) -> None:
    unit = Unit.objects.first()
    assert unit

    plan = explained(sent(lambda: list_free_units(unit_ids=[unit.pk], stay=STAY, guests=1, now=NOW)))

    assert (scans(plan, TABLE), walks(plan)) == ({"Index Only Scan"}, [])


def test_other_dates_come_from_the_index_of_dates_alone(lodging: Lodging) -> None:
    stays = [Stay(STAY.check_in + timedelta(days=n), STAY.check_out + timedelta(days=n)) for n in range(-14, 15)]

    plan = explained(sent(lambda: find_free_types(type_ids=lodging.type_ids, stays=stays, guests=2, now=NOW)))

    assert (scans(plan, TABLE), indexes(plan) & {DATES}) == ({"Index Only Scan"}, {DATES})
    assert (walks(plan), "unit_of_type" in indexes(plan)) == ([], True)


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

    assert (scans(plan, TABLE), indexes(plan)) == ({"Index Only Scan"}, {DATES})
    assert pages(plan) < FEW_PAGES


def test_what_the_application_asks_of_a_units_nights_reads_few_pages_of_indexes(lodging: Lodging) -> None:
    """What stands in the way of a refused hold, and which overdue holds a new one would have to expire."""
    unit = Unit.objects.latest("pk")
    nights = Nights(unit.slots.lower, unit.slots.upper, STAY.check_in, STAY.check_out)
    overdue = explained(sent(lambda: list_overdue_in_the_way([nights], now=NOW)), analyze=True)
    obstacle = explained(sent(lambda: obstacle_of(unit)), analyze=True)

    # Nobody else's nights are looked at: the first step reads the index alone, the second the one stay that it found.
    assert (scans(obstacle, TABLE), indexes(obstacle) & OF_STAYS) == ({"Index Only Scan", "Index Scan"}, {DATES})
    assert walks(obstacle) == []
    # Holds are few: their status is a shorter way than the nights.
    assert (scans(overdue, TABLE), indexes(overdue)) == ({"Index Scan"}, {BY_STATUS})
    assert max(pages(obstacle), pages(overdue)) < FEW_PAGES


def obstacle_of(unit: Unit) -> Obstacle | None:
    return find_obstacle(
        type_id=unit.type_id,
        unit_id=unit.pk,
        check_in=STAY.check_in,
        check_out=STAY.check_out,
        blocking=BLOCKING_VALUES,
    )


def test_a_month_of_sixty_units_comes_from_indexes(lodgings: list[Lodging]) -> None:
    with tenant_scope(lodgings[1].tenant_id, actor="test"):
        plan = explained(sent(lambda: list_month(first=date(2026, 12, 1), after_last=date(2027, 1, 1))))

    assert scans(plan, TABLE) <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
    # Its own units only, in a table that the large business fills.
    assert (walks(plan), "unit_of_type" in indexes(plan)) == ([], True)


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CHECKED_OUT, Status.PRE_RESERVED])
def test_the_list_of_a_status_is_read_in_its_order_and_nothing_is_sorted(status: Status) -> None:
    """The first page and one far behind it, as the API asks for them."""
    rows, sort = list_reservations().filter(status=status), Sort("-check_in")
    first = page_of(rows, sort=sort, limit=50, cursor=None)

    for cursor in (None, first.next):
        plan = explained(sent(lambda cursor=cursor: page_of(rows, sort=sort, limit=50, cursor=cursor)))  # type: ignore[misc]

        assert not {kind for kind in kinds(plan) if "Sort" in kind}
        assert (scans(plan, TABLE), indexes(plan) & {BY_STATUS}) == ({"Index Scan"}, {BY_STATUS})


def test_the_list_of_all_stays_is_read_in_its_order_too() -> None:
    rows, sort = list_reservations(), Sort("-check_in")

    plan = explained(sent(lambda: page_of(rows, sort=sort, limit=50, cursor=None)))

    assert not {kind for kind in kinds(plan) if "Sort" in kind}
    assert (scans(plan, TABLE), indexes(plan) & {BY_ARRIVAL}) == ({"Index Scan"}, {BY_ARRIVAL})


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_constraints_own_index_is_hidden_from_the_application_and_only_from_it(lodging: Lodging) -> None:
    """Why the questions above are put to plain columns: `&&` is not leakproof, so row-level security comes first."""
    ranges = "slots && int8range(1000, 1100) AND period && daterange('2026-12-10', '2026-12-13')"
    counted = f"status IN {tuple(BLOCKING_VALUES)} AND NOT overbooked AND NOT shadowed"
    statement = f"SELECT 1 FROM {TABLE} WHERE {ranges} AND {counted}"

    hidden, seen = explained(statement), explained(statement, using="owner")

    assert "no_overlap_reservations" not in indexes(hidden)
    assert "no_overlap_reservations" in indexes(seen)
