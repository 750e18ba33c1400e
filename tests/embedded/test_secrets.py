"""The secrets of an installation that nobody configured."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password

from config.embedded import secrets


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where the secrets go, on a machine whose new files are open to all."""
    before = os.umask(0)
    yield tmp_path / "secrets.env"
    os.umask(before)


def test_nobody_else_may_read_the_secrets(path: Path) -> None:
    secrets.load_or_make(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_draft_that_a_crash_left_open_to_all_is_not_written_to(path: Path) -> None:
    path.with_suffix(".new").touch(mode=0o666)

    secrets.load_or_make(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_secrets_stay_what_they_are(path: Path) -> None:
    assert secrets.load_or_make(path) == secrets.load_or_make(path)


def test_a_later_release_adds_its_secret_and_keeps_the_others(path: Path) -> None:
    path.write_text("SECRET_KEY=of old\nOTHER=by hand\n")

    known = secrets.load_or_make(path)

    assert (known["SECRET_KEY"], known["OTHER"]) == ("of old", "by hand")
    assert set(secrets.NAMES) <= known.keys()
    assert secrets.load_or_make(path) == known


def test_no_two_installations_or_secrets_are_alike(tmp_path: Path) -> None:
    one, other = secrets.load_or_make(tmp_path / "one"), secrets.load_or_make(tmp_path / "other")

    assert len({*one.values(), *other.values()}) == 2 * len(secrets.NAMES)
    assert all(len(value) >= 20 for value in one.values())


def test_the_signing_key_is_one_that_production_takes(path: Path) -> None:
    key = secrets.load_or_make(path)["SECRET_KEY"]

    assert len(key) >= 50
    assert len(set(key)) >= 12


@pytest.mark.parametrize("attempt", range(20))
def test_the_password_of_the_front_desk_meets_the_rules_for_people(attempt: int) -> None:
    password = secrets.make("DESK_PASSWORD")

    validate_password(password)
    assert any(letter.isupper() for letter in password)
    assert any(letter.islower() for letter in password)
    assert any(letter.isdigit() for letter in password)
    assert not password.isalnum()
