"""The Postgres out of the wheel: who gets in, what it keeps, and how it comes back from a crash."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from config.embedded import children, postgres, services
from config.embedded import place as places
from config.embedded.place import Place
from proof.faults.processes import wait_for
from tests.embedded.conftest import MakePlace
from tests.embedded.processes import processes_of

ROLES = ("postgres", "conserje_owner", "conserje_app", "conserje_platform", "conserje", "root", "nobody")
DEFAULT_PASSWORDS = ("postgres", "password", "conserje", "admin", "root", "trust")


def connect(place: Place, role: str, password: str) -> psycopg.Connection:
    address = postgres.address(place, role=role, password=password)
    return psycopg.connect(address, autocommit=True, connect_timeout=20)


@pytest.fixture
def app(house: Place, known: dict[str, str]) -> Iterator[psycopg.Connection]:
    """A connection of the app's own role."""
    with connect(house, "conserje_app", known["APP_PASSWORD"]) as connection:
        yield connection


def kill(place: Place) -> None:
    """Kill the server without a chance to clean up; what it started may go on."""
    pid = postgres.running_pid(place) or 0
    os.kill(pid, signal.SIGKILL)
    children.collect(pid)
    assert not postgres.is_running(place)


@pytest.mark.parametrize("role", ROLES)
def test_no_password_that_anybody_could_guess_opens_it(house: Place, known: dict[str, str], role: str) -> None:
    for password in ("", role, *DEFAULT_PASSWORDS):
        with pytest.raises(psycopg.OperationalError, match="authentication failed|no password supplied"):
            connect(house, role, password)


def test_no_role_has_the_password_of_another(house: Place, known: dict[str, str]) -> None:
    for role, password in (("postgres", "OWNER_PASSWORD"), ("conserje_owner", "APP_PASSWORD")):
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            connect(house, role, known[password])


def test_it_listens_on_no_network_and_its_socket_is_closed_to_others(house: Place, app: psycopg.Connection) -> None:
    assert app.execute("SHOW listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(house.socket_folder.stat().st_mode) == 0o700
    assert not (house.postgres_home / "password").exists()


def test_the_app_owns_nothing_and_may_read_and_write_what_the_owner_makes(
    app: psycopg.Connection, house: Place, known: dict[str, str]
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE TABLE nights ()")

    with connect(house, "conserje_owner", known["OWNER_PASSWORD"]) as owner:
        owner.execute("CREATE TABLE nights (night date)")
        app.execute("INSERT INTO nights VALUES ('2026-12-01')")
        assert app.execute("SELECT count(*) FROM nights").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("TRUNCATE nights")
        owner.execute("DROP TABLE nights")


def test_it_speaks_utf8_and_utc_in_the_same_order_everywhere(app: psycopg.Connection) -> None:
    row = app.execute(
        "SELECT current_setting('server_encoding'), current_setting('TimeZone'), datlocprovider, datlocale,"
        " current_setting('server_version_num')::int / 10000"
        " FROM pg_database WHERE datname = current_database()"
    ).fetchone()

    assert row == ("UTF8", "UTC", "b", "C.UTF-8", 18)


def note_something(place: Place, known: dict[str, str]) -> None:
    with connect(place, "conserje_owner", known["OWNER_PASSWORD"]) as owner:
        owner.execute("DROP TABLE IF EXISTS noted; CREATE TABLE noted AS SELECT 7 AS number")


def noted(place: Place, known: dict[str, str]) -> object:
    with connect(place, "conserje_app", known["APP_PASSWORD"]) as app:
        return app.execute("SELECT number FROM noted").fetchone()


def test_it_keeps_its_data_when_it_is_stopped(house: Place, known: dict[str, str]) -> None:
    note_something(house, known)

    services.stop(house)
    services.start(house)

    assert noted(house, known) == (7,)


def test_it_stops_though_somebody_is_connected(house: Place, app: psycopg.Connection) -> None:
    app.execute("BEGIN")

    postgres.stop(house)

    assert not postgres.is_running(house)
    with pytest.raises(psycopg.OperationalError):
        app.execute("SELECT 1")


def test_it_starts_again_after_it_was_killed_in_the_midst_of_work(house: Place, known: dict[str, str]) -> None:
    note_something(house, known)
    with connect(house, "conserje_app", known["APP_PASSWORD"]) as busy:
        thread = threading.Thread(target=count_for_ever, args=[busy])
        thread.start()
        wait_for(lambda: is_counting(house, known), within=30, what="a query that outlives its server")

        kill(house)
        services.start(house)

        assert noted(house, known) == (7,)
        thread.join()


def count_for_ever(connection: psycopg.Connection) -> None:
    with suppress(psycopg.OperationalError):
        connection.execute(
            "SELECT count(*) AS for_ever FROM generate_series(1, 9999999) a, generate_series(1, 9999999) b"
        )


def is_counting(place: Place, known: dict[str, str]) -> bool:
    with connect(place, "postgres", known["POSTGRES_PASSWORD"]) as direct:
        query = "SELECT FROM pg_stat_activity WHERE usename = 'conserje_app' AND query LIKE '%for_ever%'"
        return direct.execute(query).fetchone() is not None


def test_it_starts_after_a_reboot_that_gave_its_pid_to_somebody_else(house: Place, known: dict[str, str]) -> None:
    note_something(house, known)
    kill(house)
    note = house.postgres_home / "data" / "postmaster.pid"
    with somebody_else() as other:
        note.write_text("\n".join([str(other.pid), *note.read_text().split("\n")[1:]]))
        assert not postgres.is_running(house)

        services.start(house)

        assert noted(house, known) == (7,)
        assert other.poll() is None


@contextmanager
def somebody_else() -> Iterator[subprocess.Popen[bytes]]:
    """Run a program as the user whom Postgres runs as: the one case in which Postgres takes it for a server."""
    user = places.service_user()
    with subprocess.Popen(["sleep", "600"], user=user.pw_uid if user else None) as other:
        yield other
        other.kill()


def test_a_start_that_was_cut_off_before_the_roles_were_made_is_begun_again(make_place: MakePlace) -> None:
    place = make_place()
    place.make()
    known = dict.fromkeys(("POSTGRES_PASSWORD", "OWNER_PASSWORD"), "one") | {"APP_PASSWORD": "other"}
    binaries, data = ready_for_data(place)
    postgres.make_data(place, binaries, data, known)
    postgres.configure(place, data, forgetful=True, connections=20)
    pid = postgres.launch(place, binaries, data)  # and here the machine of a first run is switched off

    postgres.start(place, known, forgetful=True)

    assert postgres.running_pid(place) not in {None, pid}
    with connect(place, "conserje_app", "other") as app:
        assert app.execute("SELECT current_user").fetchone() == ("conserje_app",)


def ready_for_data(place: Place) -> tuple[Path, Path]:
    places.make_for_the_service_user(place)
    return postgres.ready_binaries(place), place.postgres_home / "data"


def test_data_that_was_left_half_made_is_made_anew(make_place: MakePlace) -> None:
    place = make_place()
    place.make()
    ready_for_data(place)
    half_made = place.postgres_home / "draft"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")  # what initdb writes first

    services.start(place, forgetful=True)

    assert services.status(place)["postgres"]
    assert not half_made.exists()


def test_data_that_cannot_be_made_is_a_sentence(make_place: MakePlace) -> None:
    place = make_place()
    place.make()
    binaries, data = ready_for_data(place)
    (place.postgres_home / "draft").symlink_to("/proc")  # nobody can make folders there

    with pytest.raises(SystemExit, match="Postgres could not make its data in .*: initdb: "):
        postgres.make_data(place, binaries, data, {"POSTGRES_PASSWORD": "x"})

    assert not data.exists()
    assert not (place.postgres_home / "password").exists()


def test_a_server_that_ends_at_once_is_a_sentence_with_its_reason(house: Place, known: dict[str, str]) -> None:
    postgres.stop(house)
    control = house.postgres_home / "data" / "global" / "pg_control"
    control.rename(control.with_name("aside"))

    with pytest.raises(
        SystemExit, match=r"Postgres did not start: .*pg_control.* \(the whole log is .*postgres\.log\)"
    ):
        postgres.start(house, known)

    control.with_name("aside").rename(control)


def test_secrets_that_were_lost_are_a_sentence_with_the_mend(house: Place, known: dict[str, str]) -> None:
    postgres.stop(house)

    with pytest.raises(SystemExit, match=r"The passwords in .*secrets\.env are not those of the data .*make reset"):
        postgres.start(house, known | {"POSTGRES_PASSWORD": "another"})


def test_stopping_leaves_no_process(house: Place) -> None:
    assert processes_of(house)

    services.stop(house)

    assert processes_of(house) == []
