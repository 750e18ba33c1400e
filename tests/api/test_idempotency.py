"""The same Idempotency-Key has one effect and one answer, whatever happens to the first call."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from tenants.api.idempotency import LOCK
from tenants.models import Guest, StoredAnswer, Tenant, User
from tests.api.conftest import Api, as_person, make_key, with_key
from tests.cast import Enter
from tests.races import at_once

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "reserva-1"}
ANA = {"name": "Ana"}


@pytest.fixture
def guests(hotel: Tenant, scope: Enter) -> Callable[[], int]:
    """Count the guests of our business."""

    def count() -> int:
        with scope(hotel):
            return Guest.objects.count()

    return count


def test_the_second_call_gets_the_first_ones_answer(api: Api, guests: Callable[[], int]) -> None:
    first = api.ask("POST", "/guests", ANA, **KEY)
    second = api.ask("POST", "/guests", ANA, **KEY)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert ("Idempotent-Replay" in first.headers, second.headers["Idempotent-Replay"]) == (False, "true")
    assert guests() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_calls_at_once_with_one_key_have_one_effect(hotel: Tenant, guests: Callable[[], int]) -> None:
    secret = make_key(hotel)[1]

    answers = at_once(20, lambda _: with_key(secret).post("/guests", ANA, **KEY))

    assert guests() == 1
    given = [answer for status, answer in answers if status == 201]
    assert given.count(given[0]) == len(given) >= 1
    assert {(status, answer["code"]) for status, answer in answers if status != 201} <= {(409, "still_running")}


@pytest.mark.django_db(transaction=True)
def test_control_twenty_calls_without_a_key_have_twenty_effects(hotel: Tenant, guests: Callable[[], int]) -> None:
    secret = make_key(hotel)[1]

    answers = at_once(20, lambda _: with_key(secret).post("/guests", ANA)[0])

    assert (answers, guests()) == ([201] * 20, 20)


@pytest.mark.parametrize(("method", "path", "body"), [("POST", "/guests", {"name": "Eva"}), ("POST", "/guests", {})])
def test_a_key_is_for_one_call(api: Api, guests: Callable[[], int], method: str, path: str, body: object) -> None:
    api.post("/guests", ANA, **KEY)

    response = api.ask(method, path, body, **KEY)

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert guests() == 1


def test_a_key_is_for_one_caller(api: Api, hotel: Tenant) -> None:
    api.post("/guests", ANA, **KEY)

    status, problem = with_key(make_key(hotel)[1]).post("/guests", ANA, **KEY)

    assert (status, problem["code"]) == (422, "idempotency_key_reused")


def test_businesses_do_not_meet_in_a_key(api: Api, neighbours_api: Api) -> None:
    ours = api.post("/guests", ANA, **KEY)
    theirs = neighbours_api.post("/guests", ANA, **KEY)

    assert (ours[0], theirs[0]) == (201, 201)
    assert ours[1]["id"] != theirs[1]["id"]


def test_a_refusal_is_not_kept(api: Api, guests: Callable[[], int]) -> None:
    wrong = api.post("/guests", {"nombre": "Ana"}, **KEY)
    mended = api.post("/guests", ANA, **KEY)

    assert (wrong[0], mended[0]) == (400, 201)
    assert guests() == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "ñ", "x" * 256])
def test_what_can_be_no_key_is_refused(api: Api, guests: Callable[[], int], key: str) -> None:
    status, problem = api.post("/guests", ANA, **{"Idempotency-Key": key})

    assert (status, problem["code"]) == (400, "bad_idempotency_key")
    assert guests() == 0


@pytest.mark.django_db(transaction=True)
def test_a_first_call_that_died_is_in_nobodys_way(api: Api, hotel: Tenant, guests: Callable[[], int]) -> None:
    parameters = {**connection.get_connection_params(), "autocommit": False}
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    with closing(psycopg.connect(**parameters)) as runner:
        runner.execute(LOCK, {"lock": "idempotency:reserva-1", "tenant": hotel.pk})
        running = api.post("/guests", ANA, **KEY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [runner.info.backend_pid])

    after = api.post("/guests", ANA, **KEY)

    assert (running[0], running[1]["code"]) == (409, "still_running")
    assert (after[0], guests()) == (201, 1)


@pytest.mark.parametrize("status", [400, 409, 422, 500, 503])
def test_an_answer_of_400_and_above_leaves_nothing_behind(
    api: Api, hotel: Tenant, guests: Callable[[], int], scope: Enter, settings: Settings, status: int
) -> None:
    settings.ROOT_URLCONF = "tests.api.planted"

    answered, _ = api.post("/refusing", {"status": status}, **KEY)

    with scope(hotel):
        assert (answered, guests(), StoredAnswer.objects.count()) == (status, 0, 0)


def test_a_defect_leaves_nothing_behind(api: Api, guests: Callable[[], int], settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.api.planted"
    api.client.raise_request_exception = False

    status, problem = api.post("/failing", {}, **KEY)

    assert (status, problem["code"], guests()) == (500, "server_error", 0)


def test_the_secret_of_a_new_key_is_told_once(owner: User, hotel: Tenant, scope: Enter) -> None:
    api = as_person(owner)
    wanted = {"name": "Programa", "scopes": ["guests:read"]}

    first = api.post("/keys", wanted, **KEY)[1]
    second = api.post("/keys", wanted, **KEY)[1]

    assert (first["secret"][:4], second) == ("csj_", {**first, "secret": None})
    with scope(hotel):
        assert first["secret"].encode() not in bytes(StoredAnswer.objects.get().body)
