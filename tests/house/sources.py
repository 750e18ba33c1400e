"""Finds the files that are ours, and reads them."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from tests.house.compose import ROOT

# Not ours, or made by a program.
PASSED_OVER = frozenset({"var", "__pycache__", "migrations", "htmlcov"})
WRITTEN_BY_US = frozenset({".py", ".md", ".html", ".yml", ".sh", ".sql", ".conf", ".toml", ".in", ".css", ".js"})
WITHOUT_SUFFIX = frozenset({"Makefile", "Dockerfile", "Caddyfile", ".env.example"})


@dataclass(frozen=True)
class Source:
    """A file of ours: where it is, from the top of the checkout, and what it says."""

    path: PurePosixPath
    text: str

    def is_below(self, *places: str) -> bool:
        """Return whether the file is one of these, or lies in one of them."""
        return any(self.path.is_relative_to(place) for place in places)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in the syntax tree of a Python file; walked once, since every rule asks for it."""
        return tuple(ast.walk(self.tree))


@cache
def every_file() -> tuple[Source, ...]:
    """Return every file that somebody wrote."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in PASSED_OVER and not name.startswith(".")]
        paths = (Path(folder) / name for name in names)
        found += [read(path) for path in paths if path.suffix in WRITTEN_BY_US or path.name in WITHOUT_SUFFIX]
    return tuple(sorted(found, key=lambda source: source.path))


def read(path: Path) -> Source:
    return Source(PurePosixPath(path.relative_to(ROOT).as_posix()), path.read_text(encoding="utf-8"))


def python_files() -> list[Source]:
    return [source for source in every_file() if source.path.suffix == ".py"]


def pages() -> list[Source]:
    """Return every page for people."""
    return [source for source in every_file() if source.path.suffix == ".md"]


def code() -> list[Source]:
    """Return what runs, or says how it runs: everything but pages and tests."""
    return [source for source in every_file() if source.path.suffix != ".md" and not source.is_below("tests")]
