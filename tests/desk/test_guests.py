"""Guests at the desk: one person, whatever their number looks like, and a history without names."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from tenants.models import AuditEvent, Guest, GuestIdentity, Tenant, User
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.desk.test_place import empty_inline

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS = "/admin/tenants/guest/"


def form(name: str, *identities: tuple[str, str], known: int = 0, **more: str) -> dict[str, str]:
    """Return what a browser sends from a guest's page."""
    rows = empty_inline("identities", **more)
    rows["identities-INITIAL_FORMS"], rows["identities-TOTAL_FORMS"] = str(known), str(known + len(identities))
    for number, (kind, value) in enumerate(identities, start=known):
        rows[f"identities-{number}-kind"], rows[f"identities-{number}-value"] = kind, value
    return {"name": name, "language": "es", "note": "", **rows}


def test_a_guest_is_added_with_a_number_in_any_spelling(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    answer = sit(clerk).post(f"{GUESTS}add/", form("Rosa Luna", ("phone", "+54 9 381 555-0202")))

    assert answer.status_code == 302
    with scope(hotel):
        identity = GuestIdentity.objects.select_related("guest").get()
        assert identity.guest.name == "Rosa Luna"
        assert identity.tenant_id == hotel.pk
        assert identity.canonical


def test_a_number_of_another_guest_is_refused_on_the_page(
    clerk: User, guest: Guest, hotel: Tenant, sit: Sit, scope: Enter
) -> None:
    with scope(hotel):
        taken = guest.identities.get().value
    page = sit(clerk).post(f"{GUESTS}add/", form("Rosa Luna", ("phone", taken)))

    assert "Ya hay otro huésped con esa identidad." in page.content.decode()
    with scope(hotel):
        assert Guest.objects.count() == 1


def test_what_is_no_number_is_refused_on_the_page(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    page = sit(clerk).post(f"{GUESTS}add/", form("Rosa Luna", ("phone", "llamame")))

    assert page.status_code == 200
    with scope(hotel):
        assert not Guest.objects.exists()


def test_an_identity_is_taken_away(clerk: User, guest: Guest, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        identity = guest.identities.get()
    ids = {"identities-0-id": str(identity.pk), "identities-0-guest": str(guest.pk), "identities-0-DELETE": "on"}
    rows = form(guest.name, known=1, **ids)

    answer = sit(clerk).post(f"{GUESTS}{guest.pk}/change/", rows)

    assert answer.status_code == 302
    with scope(hotel):
        assert not GuestIdentity.objects.exists()


def test_the_history_tells_who_changed_what_and_no_name(
    owner: User, guest: Guest, hotel: Tenant, sit: Sit, scope: Enter
) -> None:
    browser = sit(owner)
    browser.post(f"{GUESTS}{guest.pk}/change/", form("Ana María Paz") | {"language": "pt"})

    page = browser.get(f"{GUESTS}{guest.pk}/history/").content.decode()

    history = page[page.index("<ol") : page.index("</ol>")]
    assert "olga" in history
    assert "idioma: español → portugués" in history
    assert "nombre: cambió" in history
    assert "Paz" not in history
    with scope(hotel):
        assert AuditEvent.objects.filter(row_id=str(guest.pk), table_name="tenants_guest").count() == 2
    assert not LogEntry.objects.exists()


def test_the_history_is_for_those_who_may_see_the_audit(clerk: User, guest: Guest, sit: Sit) -> None:
    browser = sit(clerk)

    assert browser.get(f"{GUESTS}{guest.pk}/history/").status_code == 403
    assert "history/" not in browser.get(f"{GUESTS}{guest.pk}/change/").content.decode()


@pytest.mark.parametrize("page", [GUESTS, "/admin/tasks/job/"])
def test_a_history_tells_nobody_whether_there_is_a_row(clerk: User, hotel: Tenant, sit: Sit, page: str) -> None:
    assert sit(clerk).get(f"{page}987654321/history/").status_code == 403


def test_a_housekeeper_sees_no_guests(hotel: Tenant, guest: Guest, sit: Sit) -> None:
    browser = sit(make_person("lidia", hotel, "housekeeper"))

    assert browser.get(GUESTS).status_code == 403
    assert 'href="/admin/tenants/guest/"' not in browser.get("/admin/").content.decode()


@pytest.mark.parametrize("search", ["Ana", "5493815550101", "+54 381 15 555-0101", "' OR 1=1 --", "%", "a" * 5000])
def test_any_search_is_answered(clerk: User, guest: Guest, sit: Sit, search: str) -> None:
    page = sit(clerk).get(GUESTS, {"q": search})

    assert page.status_code == 200
    assert (guest.name in page.content.decode()) is (search[:2] in ("An", "54", "+5"))


@pytest.mark.parametrize("search", ["0381 15 555-0101", "381 555 0101", "(0381) 555-0101", "+54 9 381 555-0101"])
def test_a_guest_is_found_by_the_number_as_it_is_dialled_at_home(
    clerk: User, hotel: Tenant, sit: Sit, scope: Enter, search: str
) -> None:
    with scope(hotel):
        guest = Guest.objects.create(name="Ana Paz")
        GuestIdentity.objects.create(guest=guest, kind="phone", value="+54 9 381 555-0101")

    assert "Ana Paz" in sit(clerk).get(GUESTS, {"q": search}).content.decode()


def test_what_is_wrong_with_a_number_is_said_once(clerk: User, hotel: Tenant, sit: Sit) -> None:
    page = sit(clerk).post(f"{GUESTS}add/", form("Rosa Luna", ("phone", "0381"))).content.decode()

    assert page.count("Eso no puede ser un teléfono") == 1
