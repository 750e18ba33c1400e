"""The history in words: people and programs by name, values as pages show them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tenants.admin.history import told
from tenants.models import ApiKey, AuditEvent, StaffTask, Tenant, User
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def details_of(action: str, table: str, **changes: list[Any]) -> list[str]:
    event = AuditEvent(actor="user:0", action=action, table_name=table, changes=changes, private_columns=[])
    return list(told([event])[0].details)


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        ("task:tenants.sample", "El sistema (tenants.sample)"),
        ("system:seed_demo", "El sistema (seed_demo)"),
        ("role:conserje_app", "Directo en la base de datos"),
        ("user:0", "user:0"),  # gone since
        ("user:9999999999999999999", "user:9999999999999999999"),
        ("", ""),
    ],
)
def test_what_is_no_person_is_told_in_words(actor: str, who: str) -> None:
    event = AuditEvent(actor=actor, action="insert", table_name="tenants_guest", private_columns=[])

    assert told([event])[0].who == who


def test_people_and_keys_have_their_names(owner: User, hotel: Tenant) -> None:
    key = ApiKey.objects.create(tenant=hotel, name="Motor", prefix="abc", digest="x")
    events = [
        AuditEvent(actor=actor, action="update", table_name="tenants_guest", private_columns=[])
        for actor in (f"user:{owner.pk}", f"key:{key.pk}")
    ]

    assert [event.who for event in told(events)] == ["olga", "Motor (abc…)"]


def test_values_are_told_as_pages_show_them(clerk: User) -> None:
    assert details_of("update", "tenants_membership", role=["desk", "owner"], is_active=[True, False]) == [
        "rol: recepción → dueño",
        "activa: sí → no",
    ]
    assert details_of("update", "tenants_stafftask", assignee_id=[None, clerk.pk], closed_by=["", "role:x"]) == [
        "a cargo de: carlos",
        "cerrada por: Directo en la base de datos",
    ]
    assert details_of("insert", "tenants_apikey", scopes=[None, ["guests:read", "tasks:read"]]) == [
        "permisos: guests:read, tasks:read"
    ]


def test_moments_are_told_as_the_language_writes_them() -> None:
    with translation.override("en"):
        assert details_of("insert", "tenants_guest", created_at=[None, "2026-03-02T15:04:05+00:00"]) == [
            "since: 2 Mar 2026 15:04"
        ]


def test_what_stayed_empty_is_not_told_and_what_was_emptied_is() -> None:
    assert details_of("insert", "tenants_guest", language=[None, ""]) == []
    assert details_of("update", "tenants_guest", language=["pt", ""]) == ["idioma: portugués → –"]


def test_a_table_that_has_gone_is_told_as_it_was() -> None:
    assert details_of("update", "tenants_gone", colour=["red", "blue"]) == ["colour: red → blue"]


def test_a_word_that_looks_like_a_person_is_not_replaced_by_a_name(hotel: Tenant) -> None:
    stranger = make_person("nora")

    assert details_of("update", "tenants_stafftask", cause=["x", f"user:{stranger.pk}"]) == [
        f"{StaffTask._meta.get_field('cause').verbose_name}: x → user:{stranger.pk}"
    ]
