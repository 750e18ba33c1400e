"""Every page that is registered, whoever registered it: short answers, few queries, and only for whom it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import ForeignKey, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenants.admin.base import DeskAdmin
from tenants.models import Tenant, User
from tests.cast import Enter
from tests.desk.conftest import Sit
from tests.desk.rows import MAKERS

Fill = Callable[[type[Model], int], Model]

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = sorted(admin.site._registry.items(), key=lambda page: page[0]._meta.label)
every_page = pytest.mark.parametrize(("model", "page"), PAGES, ids=[model._meta.label_lower for model, _ in PAGES])


def address(model: type[Model], view: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.fixture
def desk(platform_admin: User, hotel: Tenant, sit: Sit) -> Client:
    return sit(platform_admin, hotel)


@pytest.fixture
def fill(hotel: Tenant, scope: Enter) -> Fill:
    def fill(model: type[Model], count: int) -> Model:
        with scope(hotel):
            return [MAKERS[model](hotel) for _ in range(count)][-1]

    return fill


def test_every_registered_page_can_be_filled() -> None:
    assert set(MAKERS) == {model for model, _ in PAGES}


@every_page
def test_a_longer_list_costs_no_more_queries(desk: Client, fill: Fill, model: type[Model], page: DeskAdmin) -> None:
    counts = []
    for rows in (5, 20):
        fill(model, rows)
        desk.get(address(model, "changelist"))  # what is asked once for a process is asked now
        with CaptureQueriesContext(connection) as asked:
            answer = desk.get(address(model, "changelist"))
        assert answer.status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
    # One of them for the menu: how many conversations wait.
    assert counts[1] <= 11


@every_page
def test_a_list_is_paged_and_counts_no_further_than_it_must(desk: Client, model: type[Model], page: DeskAdmin) -> None:
    assert page.list_per_page == 50
    assert page.show_full_result_count is False
    with CaptureQueriesContext(connection) as asked:
        desk.get(address(model, "changelist"))

    counting = [query["sql"] for query in asked if "COUNT(" in query["sql"]]
    assert all("LIMIT" in sql for sql in counting)


@every_page
def test_every_page_of_a_row_opens(desk: Client, fill: Fill, model: type[Model], page: DeskAdmin) -> None:
    row = fill(model, 1)

    assert desk.get(address(model, "change", row.pk)).status_code == 200
    assert desk.get(address(model, "add")).status_code in (200, 403)
    assert desk.get(address(model, "history", row.pk)).status_code in (200, 403)


@every_page
def test_nothing_is_deleted_at_the_desk(desk: Client, fill: Fill, model: type[Model], page: DeskAdmin) -> None:
    row = fill(model, 1)

    answer = desk.post(address(model, "delete", row.pk), {"post": "yes"})

    assert answer.status_code == 403


@every_page
def test_a_reference_is_chosen_among_few_or_searched_for(model: type[Model], page: DeskAdmin) -> None:
    """A choice of a hundred thousand rows would be a page of megabytes."""
    references = {field.name for field in model._meta.fields if isinstance(field, ForeignKey) and field.editable}
    searched = set(page.autocomplete_fields) | set(page.raw_id_fields) | set(page.readonly_fields)
    people = {field.name for field in model._meta.fields if field.related_model is User}

    assert references - searched - people - {"tenant"} == set()


@every_page
def test_a_neighbour_sees_none_of_our_rows(
    outsider: User, sit: Sit, fill: Fill, model: type[Model], page: DeskAdmin
) -> None:
    row = fill(model, 1)
    theirs = sit(outsider)

    answers = {theirs.get(address(model, view, row.pk)).status_code for view in ("change", "history")}

    assert answers <= {302, 403, 404}
    assert f'href="{address(model, "change", row.pk)}' not in theirs.get(address(model, "changelist")).content.decode()


@every_page
def test_an_empty_list_says_what_to_do(desk: Client, model: type[Model], page: DeskAdmin) -> None:
    assert len(str(page.empty_advice)) > len("Todavía no hay nada.")
