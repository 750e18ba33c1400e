"""Postgres goes away under a running web process, and comes back: no restart, no error page, no lie about health."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.embedded import postgres, secrets
from proof.faults.processes import pause, resume, wait_for
from tests.faults.house import House


@pytest.fixture(autouse=True)
def _postgres_again(house: House) -> Iterator[None]:
    """Start Postgres again after the test."""
    yield
    start_postgres(house)


def start_postgres(house: House) -> None:
    postgres.start(house.place, secrets.load_or_make(house.place.secrets_file), forgetful=True)


def test_without_postgres_a_page_that_needs_it_says_when_to_come_again(house: House) -> None:
    assert house.get("/admin/", session=True).status_code == 302

    postgres.stop(house.place)

    for _ in range(3):
        answer = house.get("/admin/", session=True)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "base de datos" in answer.text
        assert "Traceback" not in answer.text


def test_without_postgres_whoever_asks_for_health_is_told(house: House) -> None:
    postgres.stop(house.place)

    assert house.get("/health/live").json() == {"status": "live"}
    for path in ("/health/ready", "/health/"):
        answer = house.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        parts = answer.json()["parts"]
        assert (answer.json()["status"], parts["database"]["status"], parts["broker"]["status"]) == (
            "down",
            "down",
            "ok",
        )


def test_without_postgres_what_does_not_need_it_works(house: House) -> None:
    postgres.stop(house.place)

    for path in ("/", "/metrics", "/sandbox/", "/admin/login/"):
        assert house.get(path).status_code == 200


def test_a_page_is_served_again_when_postgres_is_back(house: House) -> None:
    postgres.stop(house.place)
    assert house.get("/admin/", session=True).status_code == 503

    start_postgres(house)

    back = "a page that needs Postgres"
    wait_for(lambda: house.get("/admin/", session=True).status_code == 302, within=60, what=back, process=house.web)
    assert house.get("/health/ready").json()["parts"]["database"] == {"status": "ok"}


def test_while_postgres_hangs_the_process_lives_and_says_so(house: House) -> None:
    pid = postgres.running_pid(house.place) or 0
    pause(pid)
    try:
        assert house.get("/health/live").status_code == 200
        for _ in range(3):
            ready = house.get("/health/ready")
            assert (ready.status_code, ready.json()["parts"]["database"]["status"]) == (503, "down")
    finally:
        resume(pid)
