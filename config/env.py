"""Reads settings from the environment, typed, and stops start-up with one sentence when a value cannot be used."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
LONGEST_NUMBER = 18
DATABASE_SCHEMES = ("postgresql", "postgres")


class BadSetting(SystemExit):
    """A setting is missing or malformed. As a SystemExit it ends any process with its sentence and no traceback."""


class Env:
    """The environment, read by name and type; `names` remembers what was asked for, so that the docs can be held to it."""

    def __init__(self, values: MutableMapping[str, str]) -> None:
        self.values = values
        self.names: set[str] = set()

    def text(self, name: str, default: str | None = None) -> str:
        """Return the value of `name`, or the default when it is unset or blank."""
        self.names.add(name)
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise BadSetting(f"The setting {name} is missing: put it in the environment or in .env (see .env.example).")
        return default

    def integer(self, name: str, default: int | None, *, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = self.text(name, None if default is None else str(default))
        # Python refuses to read thousands of digits, with a traceback; no number of ours has more than a few.
        is_number = value.removeprefix("-").isdecimal() and len(value) <= LONGEST_NUMBER
        if not is_number or not least <= int(value) <= most:
            refuse(name, value, f"a whole number from {least} to {most}")
        return int(value)

    def seconds(self, name: str, default: float, *, least: float, most: float) -> float:
        """Return a length of time in seconds, within bounds."""
        value = self.text(name, str(default))
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            refuse(name, value, f"a number of seconds from {least:g} to {most:g}")
        return number

    def flag(self, name: str, default: bool) -> bool:
        """Return a truth."""
        value = self.text(name, "on" if default else "off").lower()
        if value not in TRUE | FALSE:
            refuse(name, value, "on or off")
        return value in TRUE

    def choice(self, name: str, default: str, options: tuple[str, ...]) -> str:
        """Return one of a few words."""
        value = self.text(name, default)
        if value not in options:
            refuse(name, value, "one of " + ", ".join(options))
        return value

    def words(self, name: str, default: str) -> list[str]:
        """Return a list, written with commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def url(self, name: str, *, schemes: tuple[str, ...], default: str | None = None) -> str:
        """Return an address of one of the given kinds."""
        value = self.text(name, default)
        if value and (fault := fault_of_address(value, schemes)):
            # The value itself is not repeated: addresses carry passwords.
            raise BadSetting(f"The setting {name} {fault} (see .env.example).")
        return value


def fault_of_address(value: str, schemes: tuple[str, ...]) -> str:
    """Return what is wrong with an address, without a word of it; nothing if it can be used."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:  # most often a / or # in a password, which makes a "port" out of its first half
        return "cannot be read as an address: write special characters of its password as %XX, / as %2F"
    if parts.scheme not in schemes:
        return f"must be an address that starts with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    if parts.scheme in DATABASE_SCHEMES:  # the host may be left out, or stand in the query: a socket
        return "" if parts.path.strip("/") else "names no database: add it after the host, like /conserje"
    return "" if host else "names no host"


def refuse(name: str, value: str, expected: str) -> NoReturn:
    """Stop with a sentence that names the setting and what it may be."""
    raise BadSetting(f"The setting {name} must be {expected}, not {value[:40]!r} (see .env.example).")


def database_from_url(url: str) -> dict[str, object]:
    """Return Django's connection values for a postgresql:// address; a socket folder is given as ?host=/folder."""
    parts: SplitResult = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": dict(options),
    }


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file; values may stand in single or double quotes.

    :raises BadSetting: if it is no text
    """
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()  # some editors put a mark in front
    except UnicodeDecodeError:
        raise BadSetting(f"The file {path} is not UTF-8 text: save it as such.") from None
    pairs = (line.strip().removeprefix("export ").partition("=") for line in lines)
    return {
        name.strip(): unquoted(value.strip()) for name, sep, value in pairs if sep and name.strip() and name[0] != "#"
    }


def unquoted(value: str) -> str:
    """Return a value without the quotes around it; one that merely ends with a quote keeps it."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if is_quoted else value


def fill_from_file(path: Path) -> None:
    """Put a file's values into the environment where it does not have them already."""
    for name, value in read_env_file(path).items():
        os.environ.setdefault(name, value)
