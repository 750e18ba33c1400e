"""Limits hold however many call at once, in however many processes; without Redis they hold in each process."""

from __future__ import annotations

from collections import Counter

import pytest
import requests
from django.core.cache import caches
from pytest_django import Settings
from rest_framework.throttling import SimpleRateThrottle

from tenants.api import limiter
from tenants.api.limiter import Limit, LocalCounts, ask
from tenants.keys import platform_key
from tenants.models import Tenant
from tests.api.conftest import Api, make_key, with_key
from tests.api.web import running_web
from tests.races import at_once

LIMIT = Limit("test", "limit-test", 10)
# One pool of connections serves all threads of a process, and it is smaller than 60.
THREADS = 40


class RestThrottle(SimpleRateThrottle):
    """What REST framework offers: it reads, decides and writes."""

    cache = caches["limits"]
    rate = "10/min"

    def get_cache_key(self, request: object, view: object) -> str:
        return platform_key("rest-throttle")


@pytest.mark.django_db(transaction=True)
def test_of_60_parallel_calls_over_two_processes_exactly_ten_pass(hotel: Tenant) -> None:
    _, secret = make_key(hotel)
    headers = {"Authorization": f"Bearer {secret}"}

    with running_web(API_LIMIT_PER_KEY="10") as address:
        answers = at_once(60, lambda _: requests.get(f"{address}/api/v1/me", headers=headers, timeout=30).status_code)

    assert Counter(answers) == {200: 10, 429: 50}


@pytest.mark.django_db(transaction=True)  # each thread connects before it begins
def test_of_40_parallel_questions_exactly_ten_pass() -> None:
    passed = at_once(THREADS, lambda _: ask([LIMIT])[0].is_passed)

    assert passed.count(True) == 10


@pytest.mark.django_db(transaction=True)
def test_control_the_frameworks_own_throttle_lets_more_pass() -> None:
    passed = at_once(THREADS, lambda _: RestThrottle().allow_request(None, None))  # type: ignore[arg-type]  # asks neither

    assert passed.count(True) > 10


def test_a_refused_call_is_not_counted_against_the_other_limit() -> None:
    wide, narrow = Limit("wide", "limit-wide", 5), Limit("narrow", "limit-narrow", 1)

    answers = [ask([wide, narrow]) for _ in range(3)]

    assert [[verdict.is_passed for verdict in verdicts] for verdicts in answers] == [
        [True, True],
        [True, False],
        [True, False],
    ]
    assert [verdicts[0].remaining for verdicts in answers] == [4, 4, 4]


def test_a_minute_later_there_is_room_again() -> None:
    counts = LocalCounts()
    first = [counts.ask([LIMIT], second=0)[0] for _ in range(11)]

    later = [counts.ask([LIMIT], second=second) for second in (60, 61)]

    assert first == [1] * 10 + [0]
    assert later == [[0, 0, 1], [1, 10, 61]]


def test_redis_and_the_process_alone_count_alike() -> None:
    here = LocalCounts()
    limits = [Limit("a", "limit-a", 3), Limit("b", "limit-b", 5)]

    both = [(limiter.ask_redis(limits), here.ask(limits, second=0)) for _ in range(6)]

    # All of it may happen in one second of Redis' clock or in two.
    assert [redis[0] for redis, _ in both] == [local[0] for _, local in both] == [1, 1, 1, 0, 0, 0]
    assert [redis[1::2] for redis, _ in both] == [local[1::2] for _, local in both]


def test_invented_names_do_not_fill_the_memory() -> None:
    counts = LocalCounts(most_keys=3)

    for number in range(10):
        counts.ask([Limit("x", f"x{number}", 1)], second=0)

    assert list(counts.cells) == ["x7", "x8", "x9"]


@pytest.mark.django_db
def test_an_answer_tells_what_is_left(api: Api) -> None:
    response = api.ask("GET", "/me")

    assert response.headers["RateLimit-Policy"] == '"caller";q=600;w=60, "tenant";q=6000;w=60'
    assert response.headers["RateLimit"].startswith('"caller";r=599;t=')


@pytest.mark.django_db
def test_a_refusal_tells_when_to_come_back(api: Api, settings: Settings) -> None:
    settings.API_LIMIT_PER_KEY = 1
    api.get("/me")

    response = api.ask("GET", "/me")

    assert response.status_code == 429
    assert response.json()["code"] == "throttled"
    assert 1 <= int(response.headers["Retry-After"]) <= 61
    assert '"caller";r=0' in response.headers["RateLimit"]


@pytest.mark.django_db
def test_all_keys_of_a_business_share_its_limit(hotel: Tenant, neighbours_api: Api, settings: Settings) -> None:
    settings.API_LIMIT_PER_TENANT = 2
    programs = [with_key(make_key(hotel)[1]) for _ in range(3)]

    statuses = [program.get("/me")[0] for program in programs]

    assert statuses == [200, 200, 429]
    assert neighbours_api.get("/me")[0] == 200


@pytest.mark.django_db
def test_strangers_are_counted_by_address(settings: Settings) -> None:
    settings.API_LIMIT_FAILURES = 2
    settings.NUM_PROXIES = 1
    stranger = with_key("csj_000000000000_" + "x" * 43)

    same = [stranger.get("/me", **{"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.9"})[0] for n in range(3)]

    # What the proxy wrote counts; what the stranger wrote in front of it does not.
    assert same == [401, 401, 429]
    assert stranger.get("/me", **{"X-Forwarded-For": "203.0.113.10"})[0] == 401


@pytest.mark.django_db
def test_a_suspended_business_cannot_ask_without_end(api: Api, hotel: Tenant, settings: Settings) -> None:
    settings.API_LIMIT_FAILURES = 2
    Tenant.objects.filter(pk=hotel.pk).update(status="suspended")

    assert [api.get("/me")[0] for _ in range(3)] == [403, 403, 429]


@pytest.mark.django_db
def test_without_redis_each_process_goes_on_counting_and_nobody_gets_a_500(api: Api, settings: Settings) -> None:
    settings.API_LIMIT_PER_KEY = 2
    nobody_there = {**settings.CACHES["limits"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "limits": nobody_there}

    assert [api.get("/me")[0] for _ in range(3)] == [200, 200, 429]
