"""Rows belong to one business each: the manager refuses what has no scope, and Postgres shows no neighbour's row."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tenants import scoping
from tenants.models import Guest, GuestIdentity, StaffTask, Tenant
from tenants.scoping import NoTenantScope, platform_scope, tenant_scope
from tests.cast import enter, make_guest

pytestmark = pytest.mark.django_db


def raw_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM tenants_guest ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_a_question_outside_a_scope_is_an_error(hotel: Tenant) -> None:
    with pytest.raises(NoTenantScope):
        Guest.objects.count()
    with pytest.raises(NoTenantScope):
        Guest.objects.create(name="Ana")


def test_a_scope_sees_its_own_rows_alone(hotel: Tenant, neighbour: Tenant) -> None:
    make_guest(hotel, "Ana")
    make_guest(neighbour, "Bruno")

    with enter(hotel):
        ours = (list(Guest.objects.values_list("name", flat=True)), raw_names())

    assert ours == (["Ana"], ["Ana"])


def test_postgres_shows_nothing_without_a_scope(guest: Guest) -> None:
    assert raw_names() == []


def test_postgres_refuses_a_row_for_the_neighbour(hotel: Tenant, neighbour: Tenant) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), enter(hotel):
        Guest.objects.create(tenant=neighbour, name="Intrusa")


def test_a_reference_cannot_point_at_a_neighbours_row(hotel: Tenant, neighbour: Tenant) -> None:
    theirs = make_guest(neighbour, "Bruno")

    with pytest.raises(IntegrityError, match="same_tenant"), enter(hotel):
        GuestIdentity.objects.create(guest_id=theirs.pk, kind="email", value="a@example.com")


def test_a_known_id_of_the_neighbour_changes_nothing(hotel: Tenant, neighbour: Tenant) -> None:
    theirs = make_guest(neighbour, "Bruno")

    with enter(hotel):
        changed = Guest.objects.filter(pk=theirs.pk).update(name="x")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE tenants_guest SET name = 'x' WHERE id = %s", [theirs.pk])
            changed += cursor.rowcount

    assert changed == 0


def test_an_inner_scope_gives_the_outer_one_back(hotel: Tenant, neighbour: Tenant) -> None:
    make_guest(hotel, "Ana")
    make_guest(neighbour, "Bruno")

    with enter(hotel):
        with enter(neighbour):
            inner = raw_names()
        outer = raw_names()

    assert (inner, outer, raw_names()) == (["Bruno"], ["Ana"], [])


def test_an_inner_scope_that_fails_gives_the_outer_one_back(hotel: Tenant, neighbour: Tenant) -> None:
    make_guest(hotel, "Ana")

    with enter(hotel):
        with pytest.raises(ZeroDivisionError), enter(neighbour):
            raise ZeroDivisionError
        names = (raw_names(), Guest.objects.count())

    assert names == (["Ana"], 1)


def test_the_platforms_own_scope_sees_no_business(guest: Guest) -> None:
    with platform_scope(actor="test"):
        names = raw_names()
        with pytest.raises(NoTenantScope):
            Guest.objects.count()

    assert names == []


def test_a_scope_leaves_the_log_and_the_connection_as_they_were(hotel: Tenant) -> None:
    with enter(hotel):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('conserje.tenant', true)")
        told = cursor.fetchone()[0]

    assert not told
    assert scoping.find_tenant_id() is None


@pytest.mark.django_db(transaction=True)
def test_a_thread_does_not_inherit_the_scope(hotel: Tenant, guest: Guest) -> None:
    seen: list[object] = []

    def look() -> None:
        seen.extend((scoping.find_tenant_id(), raw_names()))
        connection.close()

    with tenant_scope(hotel.pk, actor="test"):
        other = threading.Thread(target=look)
        other.start()
        other.join(timeout=10)

    assert seen == [None, []]


def test_the_same_cause_opens_no_second_task(in_hotel: Tenant) -> None:
    StaffTask.objects.create(kind="call", cause="booking:1", title="Llamar")

    with pytest.raises(IntegrityError, match="staff_task_open_once"), transaction.atomic():
        StaffTask.objects.create(kind="call", cause="booking:1", title="Llamar otra vez")
