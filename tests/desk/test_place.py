"""At which business a person sits: their own, the one they chose, or none."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tenants.models import AuditEvent, Guest, Membership, Status, Tenant, User
from tests.cast import Enter, make_guest, make_person
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

HOME = "/admin/"
GUESTS = "/admin/tenants/guest/"


def test_a_member_of_one_business_sits_there_at_once(clerk: User, guest: Guest, sit: Sit) -> None:
    page = sit(clerk).get(GUESTS).content.decode()

    assert guest.name in page
    assert "Cabanas Del Lago" in page


def test_staff_without_a_business_is_let_in_nowhere(sit: Sit) -> None:
    nobody = make_person("nadie")
    nobody.is_staff = True
    nobody.save()

    answer = sit(nobody).get(HOME)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


def test_who_left_the_team_is_out_with_the_next_page(clerk: User, sit: Sit) -> None:
    browser = sit(clerk)
    assert browser.get(HOME).status_code == 200

    Membership.objects.filter(user=clerk).update(is_active=False)

    assert browser.get(HOME).status_code == 302


def test_a_suspended_business_gets_a_page_that_says_so_and_nothing_else(hotel: Tenant, clerk: User, sit: Sit) -> None:
    browser = sit(clerk)
    Tenant.objects.filter(pk=hotel.pk).update(status=Status.SUSPENDED)

    for path in (HOME, GUESTS, reverse("admin:password_change")):
        answer = browser.get(path)

        assert answer.status_code == 403
        assert "está suspendido" in answer.content.decode()


@pytest.mark.parametrize("name", ["password_change", "password_change_done"])
def test_a_password_is_changed_on_the_one_page_for_it(clerk: User, sit: Sit, name: str) -> None:
    assert sit(clerk).get(reverse(f"admin:{name}"))["Location"] == reverse("change_password")


def test_a_member_of_two_businesses_chooses_first(clerk: User, guest: Guest, neighbour: Tenant, sit: Sit) -> None:
    Membership.objects.create(tenant=neighbour, user=clerk, role="desk")
    make_guest(neighbour, "Beto Vecino", "5493815559999")
    browser = sit(clerk)

    asked = browser.get(GUESTS)
    chosen = browser.post(reverse("admin:choose"), {"tenant": neighbour.pk})
    page = browser.get(GUESTS).content.decode()

    assert (asked.status_code, asked["Location"]) == (302, reverse("admin:choose"))
    assert chosen["Location"] == HOME
    assert "Beto Vecino" in page
    assert guest.name not in page


@pytest.mark.parametrize("wanted", ["{neighbour}", "0", "-1", "x", "9" * 30, ""])
def test_a_business_that_is_not_ones_own_cannot_be_chosen(
    clerk: User, hotel: Tenant, neighbour: Tenant, sit: Sit, wanted: str
) -> None:
    browser = sit(clerk)

    answer = browser.post(reverse("admin:choose"), {"tenant": wanted.format(neighbour=neighbour.pk)})

    assert answer.status_code == 404
    assert "tenant" not in browser.session


def test_a_choice_smuggled_into_the_session_opens_nothing(clerk: User, neighbour: Tenant, sit: Sit) -> None:
    make_guest(neighbour, "Beto Vecino", "5493815559999")

    page = sit(clerk, neighbour).get(GUESTS).content.decode()

    assert "Beto Vecino" not in page


def test_a_platform_administrator_is_led_to_the_choice_with_one_sentence(
    platform_admin: User, guest: Guest, sit: Sit
) -> None:
    browser = sit(platform_admin)

    page = browser.get(GUESTS, follow=True)

    assert page.redirect_chain == [(reverse("admin:choose"), 302)]
    assert "Esa página es de un alojamiento: elija primero cuál." in page.content.decode()
    assert guest.name not in page.content.decode()


def test_a_platform_administrator_chooses_and_leaves(
    platform_admin: User, hotel: Tenant, guest: Guest, sit: Sit
) -> None:
    browser = sit(platform_admin)

    browser.post(reverse("admin:choose"), {"tenant": hotel.pk})
    inside = browser.get(GUESTS).content.decode()
    browser.post(reverse("admin:choose"), {"tenant": ""})

    assert guest.name in inside
    assert browser.get(HOME).status_code == 302


def test_a_suspended_business_cannot_be_chosen_by_anybody(platform_admin: User, hotel: Tenant, sit: Sit) -> None:
    Tenant.objects.filter(pk=hotel.pk).update(status=Status.SUSPENDED)

    answer = sit(platform_admin).post(reverse("admin:choose"), {"tenant": hotel.pk})

    assert answer.status_code == 404


def test_what_a_person_changes_carries_their_name(
    clerk: User, hotel: Tenant, guest: Guest, sit: Sit, scope: Enter
) -> None:
    form = {"name": "Ana María Paz", "language": "es", "note": "", **empty_inline("identities")}

    answer = sit(clerk).post(f"{GUESTS}{guest.pk}/change/", form)

    assert answer.status_code == 302
    with scope(hotel):
        assert Guest.objects.get().name == "Ana María Paz"
        assert AuditEvent.objects.latest("id").actor == f"user:{clerk.pk}"


def test_what_is_refused_leaves_nothing(clerk: User, hotel: Tenant, guest: Guest, scope: Enter, sit: Sit) -> None:
    answer = sit(clerk).post(f"{GUESTS}{guest.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    with scope(hotel):
        assert Guest.objects.count() == 1


def test_hours_are_those_of_the_business(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    Tenant.objects.filter(pk=hotel.pk).update(zone="Asia/Tokyo")
    with scope(hotel):
        Guest.objects.create(name="Ana", created_at="2026-01-31T23:30:00Z")

    page = sit(clerk).get(GUESTS).content.decode()

    assert "01/02/2026 08:30" in page


def empty_inline(prefix: str, **rows: str) -> dict[str, str]:
    """Return what a browser sends for rows within a page when none was added."""
    names = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {f"{prefix}-{name}": value for name, value in names.items()} | rows


def test_nobody_sees_the_desk_without_logging_in(hotel: Tenant) -> None:
    answer = Client().get(HOME)

    assert answer.status_code == 302
