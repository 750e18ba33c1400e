"""Reads deploy/Dockerfile: its stages, what each is built on, and who runs in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.house.compose import ROOT

FILE = ROOT / "deploy" / "Dockerfile"


@dataclass
class Stage:
    """One FROM ... AS and the instructions below it."""

    name: str
    base: str
    instructions: list[tuple[str, str]] = field(default_factory=list)


def instructions(text: str) -> list[tuple[str, str]]:
    """Return instruction and arguments of each line, continued lines joined and comments left out."""
    said = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n", " ", said).splitlines()
    return [(word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in joined if line.strip())]


def arguments(text: str) -> dict[str, str]:
    """Return the ARGs with their defaults."""
    pairs = (rest.partition("=") for word, rest in instructions(text) if word == "ARG")
    return {name: value for name, _, value in pairs}


def stages(text: str) -> dict[str, Stage]:
    """Return the stages by name."""
    found: list[Stage] = []
    for word, rest in instructions(text):
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            found.append(Stage(name or str(len(found)), base))
        elif found:
            found[-1].instructions.append((word, rest))
    return {stage.name: stage for stage in found}


def final_user(target: str, text: str | None = None) -> str:
    """Return who runs in an image: the last USER of its stage or of one below it; root if nobody said."""
    known = stages(FILE.read_text(encoding="utf-8") if text is None else text)
    stage = known.get(target)
    while stage is not None:
        users = [rest for word, rest in stage.instructions if word == "USER"]
        if users:
            return users[-1]
        stage = known.get(stage.base)
    return "root"
