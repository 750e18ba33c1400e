"""Folders for embedded servers, and one set of servers that tests may do with as they like."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.embedded import place as places
from config.embedded import secrets, services
from config.embedded.place import Place

MakePlace = Callable[..., Place]


@pytest.fixture
def make_place() -> Iterator[MakePlace]:
    """Name folders for servers; they and what runs in them are gone afterwards."""
    made: list[Path] = []

    def make(name: str = "las lomas/var") -> Place:
        made.append(Path(tempfile.mkdtemp(prefix="conserje-place-")))
        return Place(made[-1] / name)

    yield make
    for folder in made:
        for var in [folder, *folder.rglob("*")]:
            if (var / "run").is_dir():
                end(Place(var))
        shutil.rmtree(folder, ignore_errors=True)


def end(place: Place) -> None:
    services.stop(place)
    places.forget(place)


@pytest.fixture(scope="session")
def _shared() -> Iterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="conserje-shared-"))
    yield Place(folder / "las lomas" / "var")
    end(Place(folder / "las lomas" / "var"))
    shutil.rmtree(folder)


@pytest.fixture
def house(_shared: Place) -> Place:
    """Running servers in a folder with a space in its path. A test may break them: the next one starts them again."""
    services.start(_shared)
    return _shared


@pytest.fixture
def known(house: Place) -> dict[str, str]:
    """The secrets of the house."""
    return secrets.load_or_make(house.secrets_file)
