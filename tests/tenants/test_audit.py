"""Whoever changes a row, by whatever way, leaves an event; nobody changes the events."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from tenants.models import AuditEvent, Guest, Membership, Tenant, User
from tenants.scoping import platform_scope, tenant_scope
from tests.cast import enter

pytestmark = pytest.mark.django_db


def events(tenant: Tenant, table: str) -> list[AuditEvent]:
    with enter(tenant):
        return list(AuditEvent.objects.filter(table_name=table).order_by("id"))


def test_every_way_of_changing_a_row_is_noted(hotel: Tenant, clerk: User) -> None:
    member = clerk.memberships.get()

    with tenant_scope(hotel.pk, actor="user:7"):
        member.role = "manager"
        member.save()
        Membership.objects.filter(pk=member.pk).update(role="owner")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE tenants_membership SET role = 'desk' WHERE id = %s", [member.pk])
        member.delete()

    noted = events(hotel, "tenants_membership")
    assert [event.action for event in noted] == ["insert", "update", "update", "update", "delete"]
    assert [event.changes["role"] for event in noted[1:4]] == [
        ["desk", "manager"],
        ["manager", "owner"],
        ["owner", "desk"],
    ]
    assert {event.actor for event in noted[1:]} == {"user:7"}


def test_a_role_that_moves_to_another_business_is_noted(hotel: Tenant, neighbour: Tenant, clerk: User) -> None:
    member = clerk.memberships.get()

    Membership.objects.filter(pk=member.pk).update(tenant=neighbour)

    (moved,) = events(neighbour, "tenants_membership")
    assert (moved.action, moved.changes) == ("update", {"tenant_id": [hotel.pk, neighbour.pk]})


def test_what_is_done_outside_a_scope_is_noted_under_the_role(hotel: Tenant, clerk: User) -> None:
    assert events(hotel, "tenants_membership")[0].actor.startswith("role:")


def test_personal_columns_are_named_and_not_copied(hotel: Tenant) -> None:
    with enter(hotel):
        guest = Guest.objects.create(name="Ana Paz", note="alérgica", language="es")
        Guest.objects.filter(pk=guest.pk).update(name="Ana María Paz")

    made, renamed = events(hotel, "tenants_guest")
    assert made.private_columns == ["name", "note"]
    assert made.changes["language"] == [None, "es"]
    assert (renamed.private_columns, renamed.changes) == (["name"], {})
    assert "Paz" not in str([made.changes, renamed.changes])


def test_a_password_is_never_in_an_event(clerk: User) -> None:
    clerk.set_password("Otra-clave-larga-9")
    clerk.save()

    with platform_scope(actor="test"):
        event = AuditEvent.objects.filter(table_name="tenants_user").order_by("-id")[0]
    assert event.private_columns == ["password"]
    assert clerk.password not in str(event.changes)


def test_a_change_of_no_column_leaves_nothing(hotel: Tenant) -> None:
    before = len(events(hotel, "tenants_tenant"))

    hotel.save()

    assert len(events(hotel, "tenants_tenant")) == before


def test_a_business_sees_its_own_history_alone(hotel: Tenant, neighbour: Tenant, outsider: User) -> None:
    with platform_scope(actor="test"):
        of_nobody = set(AuditEvent.objects.values_list("tenant", flat=True))

    assert {event.tenant_id for event in events(hotel, "tenants_tenant")} == {hotel.pk}
    assert events(hotel, "tenants_membership") == []
    assert of_nobody == {None}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tenants_auditevent SET actor = 'x'",
        "DELETE FROM tenants_auditevent",
        "INSERT INTO tenants_auditevent (actor, action, table_name, row_id, changes, private_columns, trace)"
        " VALUES ('x', 'update', 'x', '1', '{}', '{}', '')",
    ],
)
def test_the_app_cannot_write_history(in_hotel: Tenant, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("statement", ["UPDATE tenants_auditevent SET actor = 'x'", "DELETE FROM tenants_auditevent"])
def test_not_even_the_owner_of_the_table_changes_history(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="append-only"), connections["owner"].cursor() as cursor:
        cursor.execute(statement)
