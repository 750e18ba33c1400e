"""Reading settings: what each reader takes, and the one sentence for what it does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.env import BadSetting, Env, database_from_url, fill_from_file, read_env_file

Read = Callable[[Env], object]
WEB = ("http", "https")
POSTGRES = ("postgresql", "postgres")
# What each reader is asked for, under the name X.
READERS: dict[str, Read] = {
    "text": lambda env: env.text("X"),
    "integer": lambda env: env.integer("X", 8000, least=1, most=65535),
    "seconds": lambda env: env.seconds("X", 2, least=0.1, most=60),
    "flag": lambda env: env.flag("X", False),
    "choice": lambda env: env.choice("X", "json", ("json", "console")),
    "words": lambda env: env.words("X", "localhost"),
    "url": lambda env: env.url("X", schemes=WEB, default="http://127.0.0.1"),
    "database": lambda env: env.url("X", schemes=POSTGRES),
}
GOOD = [
    ("text", " blue ", "blue"),
    ("integer", "80", 80),
    ("integer", "65535", 65535),
    ("integer", " ", 8000),
    ("seconds", "0.25", 0.25),
    ("seconds", "60", 60.0),
    ("seconds", "", 2.0),
    ("flag", "on", True),
    ("flag", "TRUE", True),
    ("flag", "1", True),
    ("flag", "No", False),
    ("flag", "", False),
    ("choice", "console", "console"),
    ("choice", "", "json"),
    ("words", "a.cl, b.cl,,", ["a.cl", "b.cl"]),
    ("words", "", ["localhost"]),
    ("url", "https://hotel.cl", "https://hotel.cl"),
    ("url", "http://[::1]:8000/x", "http://[::1]:8000/x"),
    ("database", "postgresql://app:p%2Fw@db:5432/conserje", "postgresql://app:p%2Fw@db:5432/conserje"),
    ("database", "postgres://app@/conserje?host=/run/sockets", "postgres://app@/conserje?host=/run/sockets"),
]
BAD = [
    ("text", "", "missing"),
    ("integer", "eighty", "a whole number from 1 to 65535"),
    ("integer", "0", "a whole number from 1 to 65535"),
    ("integer", "65536", "a whole number from 1 to 65535"),
    ("integer", "-80", "a whole number from 1 to 65535"),
    ("integer", "80.0", "a whole number from 1 to 65535"),
    ("integer", "1_000", "a whole number from 1 to 65535"),
    ("integer", "9" * 5000, "a whole number from 1 to 65535"),
    ("seconds", "soon", "a number of seconds from 0.1 to 60"),
    ("seconds", "nan", "a number of seconds from 0.1 to 60"),
    ("seconds", "inf", "a number of seconds from 0.1 to 60"),
    ("seconds", "0", "a number of seconds from 0.1 to 60"),
    ("seconds", "61", "a number of seconds from 0.1 to 60"),
    ("flag", "maybe", "on or off"),
    ("flag", "2", "on or off"),
    ("choice", "xml", "one of json, console"),
    ("choice", "JSON", "one of json, console"),
    ("url", "ftp://hotel.cl", "starts with http:// or https://"),
    ("url", "hotel.cl", "starts with http:// or https://"),
    ("url", "https://", "names no host"),
    ("url", "https://[::1", "cannot be read as an address"),
    ("database", "postgresql://app@db", "names no database"),
    ("database", "postgresql://app@db:many/conserje", "cannot be read as an address"),
    ("database", "mysql://app@db/conserje", "starts with postgresql:// or postgres://"),
]


@pytest.mark.parametrize(("reader", "value", "expected"), GOOD)
def test_a_good_value_is_read(reader: str, value: str, expected: object) -> None:
    assert READERS[reader](Env({"X": value})) == expected


@pytest.mark.parametrize(("reader", "value", "expected"), BAD)
def test_a_bad_value_is_one_sentence_that_names_the_setting(reader: str, value: str, expected: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        READERS[reader](Env({"X": value}))

    sentence = str(refusal.value)
    assert sentence.startswith("The setting X ")
    assert expected in sentence
    assert "\n" not in sentence
    assert len(sentence) < 200


@given(value=st.text(), reader=st.sampled_from(sorted(READERS)))
def test_any_text_is_either_read_or_refused_with_a_sentence(value: str, reader: str) -> None:
    try:
        READERS[reader](Env({"X": value}))
    except BadSetting as refusal:
        assert str(refusal).startswith("The setting X ")  # noqa: PT017 (both ways out are right)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://app:hunter2@db/conserje",
        "postgresql://app:hunter2/x@db/conserje",
        "postgresql://app:hunter2#x@db/conserje",
        "postgresql://app:hunter2?x@db/conserje",
        "postgresql://app:hunter2@db",
        "postgresql://app:hunter2@db:hunter2/conserje",
        "hunter2",
    ],
)
def test_the_sentence_about_an_address_does_not_repeat_its_password(address: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        READERS["database"](Env({"X": address}))

    assert "hunter2" not in str(refusal.value)


def test_what_was_asked_for_is_remembered() -> None:
    env = Env({})

    env.flag("DEBUG", False)
    env.text("SECRET_KEY", "x")

    assert env.names == {"DEBUG", "SECRET_KEY"}


def test_an_address_becomes_the_values_of_a_connection() -> None:
    database = database_from_url("postgresql://app:p%40ss%2F@db.hotel.cl:6432/reservas?sslmode=require")

    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "reservas",
        "USER": "app",
        "PASSWORD": "p@ss/",
        "HOST": "db.hotel.cl",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_the_folder_of_a_socket_stands_in_the_query() -> None:
    database = database_from_url("postgresql://app@/conserje?host=/srv/with%20space")

    assert (database["HOST"], database["PORT"], database["OPTIONS"]) == ("/srv/with space", "", {})


def test_a_file_of_settings_may_have_comments_quotes_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(
        "\ufeffPORT=8001\n# PORT=1\n\nexport NAME = 'Las Lomas'\nTOKEN=\"a=b\"\nENDS=it's'\nno sign\n=nameless\nBLANK=\n"
    )

    assert read_env_file(path) == {"PORT": "8001", "NAME": "Las Lomas", "TOKEN": "a=b", "ENDS": "it's'", "BLANK": ""}


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes("PORT=8001".encode("utf-16"))

    with pytest.raises(BadSetting, match="is not UTF-8 text"):
        read_env_file(path)


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == {}


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("CONSERJE_TEST_A=file\nCONSERJE_TEST_B=file\n")
    monkeypatch.setenv("CONSERJE_TEST_A", "environment")
    monkeypatch.setenv("CONSERJE_TEST_B", "to be forgotten")
    monkeypatch.delenv("CONSERJE_TEST_B")

    fill_from_file(tmp_path / ".env")

    assert (os.environ["CONSERJE_TEST_A"], os.environ["CONSERJE_TEST_B"]) == ("environment", "file")
