"""What the desk answers to those who try what no button offers, and to two who press at the same moment."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from proof.faults.processes import wait_for
from tenants.models import Guest, Membership, Tenant, User
from tenants.services.staff_tasks import open_staff_task
from tests.cast import PASSWORD, Enter
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS, KEYS, BUSINESSES = "/admin/tenants/guest/", "/admin/tenants/apikey/", "/admin/tenants/tenant/"

# --- Questions that a list does not offer ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        *("name__regex=(", "name=%00", "id__range=99999999999999999999", "created_at__year=99999999999999999999"),
        *("name__startswith=A", "identities__value__startswith=54", "tenant__name=x", "language__exact=%00"),
    ],
)
def test_a_list_is_asked_by_its_filters_alone(clerk: User, guest: Guest, sit: Sit, query: str) -> None:
    assert sit(clerk).get(f"{GUESTS}?{query}").status_code == 400


def test_the_hash_of_a_key_cannot_be_guessed_letter_by_letter(owner: User, sit: Sit) -> None:
    assert sit(owner).get(f"{KEYS}?digest__startswith=a").status_code == 400


def test_no_list_answers_a_zero_byte_with_a_fault(owner: User, platform_admin: User, hotel: Tenant, sit: Sit) -> None:
    browsers = sit(owner), sit(platform_admin, hotel)
    for page in admin.site._registry.values():
        address = reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")
        for name in ("queue", "state", "open", "who", "q"):
            for browser in browsers:
                assert browser.get(f"{address}?{name}=%00").status_code < 500


@pytest.mark.parametrize("query", ["language__exact=es", "language__isnull=True", "language__in=es,pt", "q=Ana", "p=1"])
def test_control_the_filters_themselves_are_answered(clerk: User, guest: Guest, sit: Sit, query: str) -> None:
    assert sit(clerk).get(f"{GUESTS}?{query}").status_code in (200, 302)


# --- Forms that claim too much ---------------------------------------------------------------------------------------


def test_a_form_that_claims_a_million_rows_gets_a_page_of_ordinary_length(clerk: User, hotel: Tenant, sit: Sit) -> None:
    answer = sit(clerk).post(f"{GUESTS}add/", new_guest("") | {"identities-TOTAL_FORMS": "9" * 20})

    assert answer.status_code == 200
    assert len(answer.context["inline_admin_formsets"][0].formset.forms) <= 100


def test_a_form_that_names_a_column_without_name_is_no_fault(clerk: User, guest: Guest, sit: Sit) -> None:
    change = new_guest("") | {"_to_field": ""}

    assert sit(clerk).post(f"{GUESTS}{guest.pk}/change/", change).status_code == 302


# --- Forms of yesterday -----------------------------------------------------------------------------------------------------


def new_guest(token: str) -> dict[str, str]:
    rows = {f"identities-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"csrfmiddlewaretoken": token, "name": "Rosa Luna", "language": "es", "note": "", **rows}


def token_in(browser: Client, path: str) -> str:
    return str(browser.get(path).context["csrf_token"])


def test_a_form_opened_at_one_business_writes_nothing_at_the_next(
    clerk: User, hotel: Tenant, neighbour: Tenant, scope: Enter
) -> None:
    Membership.objects.create(tenant=neighbour, user=clerk, role="desk")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(clerk)
    choose = reverse("admin:choose")
    browser.post(choose, {"tenant": hotel.pk, "csrfmiddlewaretoken": token_in(browser, choose)})
    still_open = token_in(browser, f"{GUESTS}add/")

    browser.post(choose, {"tenant": neighbour.pk, "csrfmiddlewaretoken": token_in(browser, choose)})
    late = browser.post(f"{GUESTS}add/", new_guest(still_open))
    fresh = browser.post(f"{GUESTS}add/", new_guest(token_in(browser, f"{GUESTS}add/")))

    assert (late.status_code, fresh.status_code) == (403, 302)
    with scope(neighbour):
        assert Guest.objects.count() == 1


# --- Links that lead away ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://evil.example/", "//evil.example", "/\\evil.example", "x"]
)
def test_a_task_leads_nowhere_but_into_this_installation(hotel: Tenant, scope: Enter, link: str) -> None:
    with scope(hotel), pytest.raises(ValueError, match="path"):
        open_staff_task(kind="prueba", cause="1", title="Mirar", link=link)


@pytest.mark.parametrize("wish", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_who_logs_in_with_a_wish_that_leads_away_comes_to_the_desk(client: Client, clerk: User, wish: str) -> None:
    answer = client.post(reverse("admin:login"), {"username": "carlos", "password": PASSWORD, "next": wish})

    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))


@pytest.mark.parametrize("wish", ["king", "//evil.example", "javascript:alert(1)", "admin:index", "a.b"])
def test_a_second_step_with_a_strange_wish_leads_to_the_desk(clerk: User, sit: Sit, wish: str) -> None:
    answer = sit(clerk).get(reverse("second_step"), {"next": wish})

    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))


# --- What only the database sees --------------------------------------------------------------------------------------------


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_the_second_of_two_who_take_the_same_name_is_told_and_not_shown_a_fault(
    platform_admin: User, sit: Sit, caplog: pytest.LogCaptureFixture
) -> None:
    browser = sit(platform_admin)
    form = {"name": "Posada", "slug": "posada", "zone": "America/Lima", "currency": "PEN", "language": "es"}

    def second() -> int:
        try:
            return browser.post(f"{BUSINESSES}add/", form | {"status": "active"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other, caplog.at_level(logging.WARNING):
        with transaction.atomic():
            Tenant.objects.create(name="Posada", slug="posada")
            answer = other.submit(second)
            wait_for(waits_for_a_lock, within=10, what="the second to wait")
        assert answer.result(timeout=20) == 302

    page = browser.get(f"{BUSINESSES}add/").content.decode()
    assert "Eso cambió mientras tanto." in page
    assert Tenant.objects.filter(slug="posada").count() == 1
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert (record.levelname, vars(record)["constraint"][:15]) == ("WARNING", "tenants_tenant_")
