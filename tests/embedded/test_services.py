"""The three servers as one thing, and the processes that share them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded import postgres, services, valkey
from config.embedded.place import Place
from tests.embedded.conftest import MakePlace
from tests.embedded.processes import processes_of

ROOT = Path(__file__).resolve().parents[2]
ALL_RUN = {"postgres": True, "valkey (broker)": True, "valkey (cache)": True}
NONE_RUN = dict.fromkeys(ALL_RUN, False)
GIVEN = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://broker", "CACHE_URL": "redis://cache"}


def test_starting_twice_is_starting_once(house: Place) -> None:
    def pids() -> list[int | None]:
        return [postgres.running_pid(house), *(valkey.running_pid(house, kind) for kind in valkey.KINDS)]

    before = pids()

    services.start(house)

    assert services.status(house) == ALL_RUN
    assert pids() == before


def test_stopping_leaves_no_process_and_can_be_done_twice(house: Place) -> None:
    services.stop(house)
    services.stop(house)

    assert services.status(house) == NONE_RUN
    assert processes_of(house) == []


def test_the_settings_lead_to_the_servers(house: Place) -> None:
    environment = services.environment(house)

    roles = []
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        with psycopg.connect(environment[name]) as connection:
            roles.append(connection.execute("SELECT current_user::text, current_database()::text").fetchone())
    assert roles == [("conserje_app", "conserje"), ("conserje_owner", "conserje")]
    for name in ("REDIS_URL", "CACHE_URL"):
        with redis.Redis.from_url(environment[name]) as client:
            assert client.ping()


def test_two_folders_have_servers_side_by_side(house: Place, make_place: MakePlace) -> None:
    other = make_place()

    services.start(other, forgetful=True)

    ours, theirs = services.environment(house), services.environment(other)
    assert not set(ours.values()) & set(theirs.values()) - {"conserje"}
    services.stop(other)
    assert services.status(other) == NONE_RUN
    assert services.status(house) == ALL_RUN


class User:
    """A process that uses the servers until it is told to leave."""

    def __init__(self, place: Place) -> None:
        command = [sys.executable, "-m", "tests.embedded.user", str(place.var)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def __enter__(self) -> User:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def come_in(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "in\n"

    def leave(self) -> None:
        self.process.communicate()
        assert self.process.returncode == 0


Enter = Callable[[], User]


@pytest.fixture
def enter(house: Place) -> Iterator[Enter]:
    """Start users of the house, which nobody else uses and no server of which runs."""
    services.stop(house)
    with ExitStack() as started:
        yield lambda: started.enter_context(User(house))


def test_the_last_one_out_stops_the_servers(house: Place, enter: Enter) -> None:
    users = [enter(), enter()]  # at once, and both start them
    for user in users:
        user.come_in()
    assert services.status(house) == ALL_RUN

    users[0].leave()
    assert services.status(house) == ALL_RUN
    users[1].leave()

    assert services.status(house) == NONE_RUN
    assert processes_of(house) == []


def test_servers_that_were_asked_to_stay_do(house: Place, enter: Enter) -> None:
    user = enter()
    user.come_in()

    services.keep_running(house)
    user.leave()
    assert services.status(house) == ALL_RUN

    services.stop(house)
    user = enter()
    user.come_in()
    user.leave()
    assert services.status(house) == NONE_RUN, "stopping them takes the wish back"


def test_a_user_that_was_killed_does_not_keep_the_servers_up(house: Place, enter: Enter) -> None:
    killed, other = enter(), enter()
    killed.come_in()
    other.come_in()

    killed.process.kill()
    killed.process.wait()
    assert services.status(house) == ALL_RUN
    other.leave()

    assert services.status(house) == NONE_RUN


def test_servers_left_by_a_killed_user_are_used_and_stopped_by_the_next(house: Place, enter: Enter) -> None:
    killed = enter()
    killed.come_in()
    killed.process.kill()
    killed.process.wait()
    assert services.status(house) == ALL_RUN
    pid = postgres.running_pid(house)

    user = enter()
    user.come_in()
    assert postgres.running_pid(house) == pid
    user.leave()

    assert services.status(house) == NONE_RUN


def test_who_comes_while_they_are_being_stopped_gets_them_started_again(house: Place, enter: Enter) -> None:
    first = enter()
    first.come_in()
    assert services.are_in_use(house)

    with ThreadPoolExecutor(1) as meanwhile:
        leaving = meanwhile.submit(first.leave)
        second = enter()
        second.come_in()
        leaving.result()

    assert services.status(house) == ALL_RUN
    second.leave()
    assert services.status(house) == NONE_RUN
    assert not services.are_in_use(house)


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize("name", ["development", ""])
def test_development_without_addresses_brings_its_own_servers(name: str, blank: str) -> None:
    assert services.are_wanted({"CONSERJE_ENV": name} | dict.fromkeys(GIVEN, blank))
    assert services.are_wanted({})


def test_addresses_that_are_given_are_used() -> None:
    assert not services.are_wanted(GIVEN)


@pytest.mark.parametrize("name", ["staging", "production", "unheard-of"])
def test_outside_development_nothing_is_brought_along(name: str) -> None:
    assert not services.are_wanted({"CONSERJE_ENV": name})


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_a_mixture_is_refused_and_what_is_missing_is_named(missing: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}

    with pytest.raises(SystemExit, match=f"is set but {missing} is not: set all of them, or none"):
        services.are_wanted(given)


def test_the_folder_is_named_by_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSERJE_VAR", str(tmp_path / "las lomas" / ".." / "var"))
    assert services.default_place() == Place(tmp_path / "var")

    monkeypatch.delenv("CONSERJE_VAR")
    assert services.default_place() == Place(ROOT / "var")
