"""Reads twice what must agree about commands: once from the code, once from the page that documents it."""

from __future__ import annotations

import re
from argparse import ArgumentParser, _StoreAction
from typing import Any

from django.core.management import load_command_class
from django.core.management.base import BaseCommand

from tests.house.compose import ROOT
from tests.house.documented import first_cells

BULLET = re.compile(r"^- `([^`]+)`:", re.MULTILINE)
SECTION = re.compile(r"^### `manage\.py (\w+)`\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
# `install-...` is what the others begin with, not what somebody asks for.
TARGET = re.compile(r"^(?!install-)([a-z][a-z-]*):", re.MULTILINE)


def commands() -> dict[str, BaseCommand]:
    """Return our own commands by name."""
    files = ROOT.glob("*/management/commands/[!_]*.py")
    return {file.stem: load_command_class(file.parts[-4], file.stem) for file in files}


def command_names() -> set[str]:
    return set(commands())


def commands_documented(text: str) -> set[str]:
    return {name for name, _ in SECTION.findall(text)}


def command_words() -> set[str]:
    """Return what our commands understand beyond Django's: `up --small`, `services start`."""
    return {f"{name} {word}" for name, command in commands().items() for word in words_of(command)}


def words_of(command: BaseCommand) -> set[str]:
    parent: type[Any] = type(command).__mro__[1]
    inherited = set() if parent is BaseCommand else words_of_parser(parent().create_parser("manage.py", "x"))
    of_all = words_of_parser(BaseCommand().create_parser("manage.py", "x"))
    return words_of_parser(command.create_parser("manage.py", "x")) - of_all - inherited


def words_of_parser(parser: ArgumentParser) -> set[str]:
    """Return the options of a parser and the words that its arguments choose from."""
    options = {option for action in parser._actions for option in action.option_strings}
    positional = (it for it in parser._actions if isinstance(it, _StoreAction) and not it.option_strings)
    return options | {str(choice) for action in positional for choice in action.choices or ()}


def command_words_documented(text: str) -> set[str]:
    return {f"{name} {word}" for name, section in SECTION.findall(text) for word in BULLET.findall(section)}


def make_targets() -> set[str]:
    return targets_in((ROOT / "Makefile").read_text(encoding="utf-8"))


def targets_in(makefile: str) -> set[str]:
    """Return the targets that are for people."""
    return set(TARGET.findall(makefile))


def make_targets_documented(text: str) -> set[str]:
    return {name.removeprefix("make ") for name in first_cells(text) if name.startswith("make ")}
