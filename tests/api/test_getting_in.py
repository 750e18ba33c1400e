"""Who gets in: keys that are known and good, and people who are logged in, each for the business they belong to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tenants import clock
from tenants.login.sessions import CHOSEN_TENANT
from tenants.models import ApiKey, Membership, Tenant, User
from tenants.rights import rights_of
from tenants.services.keys import revoke_key
from tests.api.conftest import Api, as_person, make_key, with_key
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def code(api: Api, path: str = "/me", **headers: str) -> tuple[int, str]:
    status, answer = api.get(path, **headers)
    return status, answer.get("code", "")


def test_a_key_is_let_in_as_its_business(api: Api, hotel: Tenant) -> None:
    status, me = api.get("/me")

    assert status == 200
    assert (me["actor"][:4], me["role"], me["tenant"]["slug"]) == ("key:", "", hotel.slug)


def test_no_cache_on_the_way_keeps_an_answer(api: Api, owner: User) -> None:
    for caller in (api, as_person(owner)):
        for path in ("/me", "/guests", "/guests/1"):
            assert caller.ask("GET", path).headers["Cache-Control"] == "no-store"
    stored = {"Idempotency-Key": "once"}
    answers = [api.ask("POST", "/guests", {"name": "Ana"}, **stored) for _ in range(2)]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store", "no-store"]


def test_nobody_is_told_how_to_identify() -> None:
    response = with_key("").client.get("/api/v1/me")

    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="conserje"')
    assert response.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    "shown", ["", "x", "csj_", "csj_0_0", "csj_000000000000_" + "x" * 43, "ñ", "csj_" + "a" * 9000]
)
def test_what_is_no_key_of_ours_is_unknown(shown: str, db: None) -> None:
    assert code(with_key(shown)) == (401, "key_unknown")


def test_the_right_prefix_with_a_wrong_secret_is_unknown(hotel: Tenant) -> None:
    key, _ = make_key(hotel)

    assert code(with_key(f"csj_{key.prefix}_{'x' * 43}")) == (401, "key_unknown")


def test_only_a_hash_of_the_secret_is_kept(hotel: Tenant) -> None:
    key, secret = make_key(hotel)

    kept = " ".join(str(value) for value in ApiKey.objects.filter(pk=key.pk).values_list()[0])
    assert secret.rpartition("_")[2] not in kept
    assert secret not in kept


def test_a_key_that_was_revoked_is_refused_from_the_next_call_on(hotel: Tenant) -> None:
    key, secret = make_key(hotel)
    api = with_key(secret)
    assert api.get("/me")[0] == 200

    revoke_key(key=key, now=clock.now())

    assert code(api) == (401, "key_revoked")


def test_a_key_whose_time_is_over_is_refused(hotel: Tenant) -> None:
    _, secret = make_key(hotel, expires_at=clock.now() - timedelta(seconds=1))

    assert code(with_key(secret)) == (401, "key_expired")


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_a_business_that_is_not_served_is_refused_from_the_next_call_on(api: Api, hotel: Tenant, status: str) -> None:
    assert api.get("/me")[0] == 200

    Tenant.objects.filter(pk=hotel.pk).update(status=status)

    assert code(api) == (403, "tenant_suspended")


def test_a_key_without_the_right_is_refused(hotel: Tenant) -> None:
    status, problem = with_key(make_key(hotel, "tasks:read")[1]).get("/guests")

    assert (status, problem["code"]) == (403, "right_missing")
    assert "guests:read" in problem["detail"]


def test_the_last_use_is_noted_once_a_minute(api: Api, hotel: Tenant) -> None:
    start = clock.now().replace(microsecond=0)

    with clock.stopped_at(start):
        api.get("/me")
        clock.move(timedelta(seconds=59))
        api.get("/me")
        early = ApiKey.objects.get(tenant=hotel).last_used_at
        clock.move(timedelta(seconds=1))
        api.get("/me")

    assert (early, ApiKey.objects.get(tenant=hotel).last_used_at) == (start, start + timedelta(seconds=60))


def test_getting_in_costs_one_query(api: Api) -> None:
    api.get("/me")

    with CaptureQueriesContext(connection) as asked:
        api.get("/me")

    tables = [it["sql"] for it in asked if "FROM" in it["sql"]]
    assert len(tables) == 1


def test_somebody_who_is_logged_in_has_the_rights_of_their_role(clerk: User) -> None:
    status, me = as_person(clerk).get("/me")

    assert (status, me["role"], me["rights"]) == (200, "desk", sorted(rights_of("desk")))
    assert {"guests:write", "bookings:write", "rates:read"} < set(me["rights"])
    assert "rates:write" not in me["rights"]


def test_who_works_for_several_says_for_which(clerk: User, hotel: Tenant, neighbour: Tenant) -> None:
    Membership.objects.create(tenant=neighbour, user=clerk, role="read_only")
    api = as_person(clerk)

    unclear = code(api)
    named = [api.get("/me", **{"Conserje-Tenant": it.slug})[1]["role"] for it in (hotel, neighbour)]

    assert unclear == (400, "tenant_unclear")
    assert named == ["desk", "read_only"]


def test_the_business_chosen_in_the_session_is_meant(clerk: User, neighbour: Tenant) -> None:
    Membership.objects.create(tenant=neighbour, user=clerk, role="read_only")
    api = as_person(clerk)
    session = api.client.session
    session[CHOSEN_TENANT] = neighbour.pk
    session.save()

    assert api.get("/me")[1]["tenant"]["slug"] == neighbour.slug


@pytest.mark.parametrize("slug", ["hostal-vecino", "nobody", "\x00", "' OR 1=1 --", "ñ"])
def test_a_business_of_others_and_none_are_answered_alike(clerk: User, neighbour: Tenant, slug: str) -> None:
    assert code(as_person(clerk), **{"Conserje-Tenant": slug}) == (403, "no_membership")


def test_who_left_is_out_from_the_next_call_on(clerk: User) -> None:
    api = as_person(clerk)
    assert api.get("/me")[0] == 200

    Membership.objects.filter(user=clerk).update(is_active=False)

    assert code(api) == (403, "no_membership")


def test_who_works_for_nobody_is_out(db: None) -> None:
    assert code(as_person(make_person("zoe"))) == (403, "no_membership")


def test_a_page_of_another_site_cannot_write_for_somebody(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)

    forged = Api(client, {}).post("/guests", {"name": "Ana"})
    client.get(reverse("sessions"))
    ours = Api(client, {"X-CSRFToken": client.cookies["csrftoken"].value}).post("/guests", {"name": "Ana"})

    assert (forged[0], forged[1]["code"], ours[0]) == (403, "csrf_failed", 201)


def test_a_key_needs_no_token_of_a_page(hotel: Tenant) -> None:
    api = Api(Client(enforce_csrf_checks=True), {"Authorization": f"Bearer {make_key(hotel)[1]}"})

    assert api.post("/guests", {"name": "Ana"})[0] == 201


def test_a_method_without_a_declared_right_is_refused(api: Api, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.api.planted"

    assert code(api, "/undeclared") == (403, "right_missing")
