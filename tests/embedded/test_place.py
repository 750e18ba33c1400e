"""Where the embedded servers keep what is theirs."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path

import pytest

from config.embedded import place as places
from config.embedded import services
from config.embedded.place import LONGEST_SOCKET_PATH, SOCKET_NAME, Place
from tests.embedded.conftest import MakePlace

# A user that this machine does not have.
ORDINARY = 54321


@pytest.mark.parametrize(
    "name", ["var", "las lomas/var", "x" * 200 + "/var", "ñandú/" * 30 + "var", "a,b/var", "it's/var"]
)
@pytest.mark.parametrize("user", [0, ORDINARY])
def test_the_path_of_the_socket_suits_postgres_however_the_folder_is_called(
    name: str, user: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)

    folder = Place(Path("/srv") / name).socket_folder

    path = str(folder / SOCKET_NAME)
    assert len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
    assert not set(path) & set(",'\"")


def test_two_folders_share_nothing() -> None:
    one, other = Place(Path("/srv/one/var")), Place(Path("/srv/other/var"))

    assert one.tag != other.tag
    assert one.postgres_home != other.postgres_home
    assert one.socket_folder != other.socket_folder


def test_a_folder_is_the_same_however_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "var")

    assert Place(tmp_path / "link").tag == Place(tmp_path / "var").tag


def test_new_folders_are_closed_and_old_ones_are_left_as_they_were(make_place: MakePlace) -> None:
    place = make_place()
    place.var.mkdir(parents=True, mode=0o755)
    place.logs.mkdir(mode=0o750)
    parents = {folder: folder.stat() for folder in (place.var, place.logs, *place.var.parents)}

    place.make()
    places.make_for_the_service_user(place)

    assert mode(place.run) == mode(place.postgres_home) == mode(place.socket_folder) == 0o700
    after = {folder: folder.stat() for folder in parents}
    assert [(it.st_mode, it.st_uid) for it in after.values()] == [(it.st_mode, it.st_uid) for it in parents.values()]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_of_the_service_user_is_noted_and_found_again(make_place: MakePlace) -> None:
    place = make_place()
    place.make()
    home = place.postgres_home

    places.make_for_the_service_user(place)

    noted = places.noted_home(place.var)
    assert noted == (home if places.is_root() else None)
    assert place.postgres_home == home


def test_an_installation_that_was_moved_keeps_its_data_and_a_copy_gets_its_own(tmp_path: Path) -> None:
    original = tmp_path / "original"
    original.mkdir()
    (original / "postgres.where").write_text(f"/var/lib/conserje-x\n{original}\n")
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "postgres.where").write_bytes((original / "postgres.where").read_bytes())

    assert places.noted_home(original) == Path("/var/lib/conserje-x")
    assert places.noted_home(copy) is None
    (original / "postgres.where").unlink()
    assert places.noted_home(copy) == Path("/var/lib/conserje-x")


def test_a_folder_of_somebody_else_is_not_used(make_place: MakePlace, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make_place()
    place.make()
    monkeypatch.setattr(os, "geteuid", lambda: ORDINARY)
    place.postgres_home.mkdir()

    with pytest.raises(SystemExit, match="belongs to another user: remove it"):
        places.make_for_the_service_user(place)


def test_a_folder_that_another_user_made_is_one_sentence_with_the_mend(
    make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place()
    place.make()
    me = pwd.getpwuid(os.geteuid()).pw_name
    monkeypatch.setattr(os, "geteuid", lambda: ORDINARY)

    with pytest.raises(SystemExit, match=f"belongs to the user {me}: run this as {me}, or set CONSERJE_VAR"):
        place.make()


def test_a_user_whom_only_another_machine_knows_goes_by_the_number() -> None:
    assert places.name_of(os.getuid()) == pwd.getpwuid(os.getuid()).pw_name
    assert places.name_of(ORDINARY) == str(ORDINARY)


def test_forgetting_removes_everything_wherever_it_lies(make_place: MakePlace) -> None:
    place = make_place()
    place.make()
    places.make_for_the_service_user(place)
    home, sockets = place.postgres_home, place.socket_folder

    places.forget(place)

    assert not any(folder.exists() for folder in (home, sockets, place.var))
    assert place.var.parent.exists()


def test_what_never_ran_can_be_looked_at_stopped_and_forgotten(make_place: MakePlace) -> None:
    place = make_place()

    assert not any(services.status(place).values())
    services.stop(place)
    places.forget(place)

    assert not place.var.exists()
