"""Reads docker-compose.yml as Compose would: as a tree, with variables filled in, commands as words, layouts apart."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"

Service = dict[str, Any]
Compose = dict[str, Any]


def load() -> Compose:
    """Return the file, freshly read, so that a test may break its copy."""
    tree: Compose = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tree


def variables(text: str) -> set[str]:
    """Return the names in ${...}; `$$` is a dollar sign for the shell inside the container."""
    return set(re.findall(r"(?<!\$)\$\{?([A-Za-z_][A-Za-z0-9_]*)", text.replace("$$", "")))


def fill_in(text: str) -> str:
    """Return the text with each ${NAME:-default} replaced by its default and whatever is required by its name."""
    text = re.sub(r"\$\{[A-Z_]+:-([^${}]*)\}", r"\1", text)
    return re.sub(r"\$\{([A-Z_]+)[^{}]*\}", r"\1", text)


def words(service: Service) -> list[str]:
    """Return a service's command as the words that the container is started with."""
    command = service.get("command", [])
    return shlex.split(fill_in(command)) if isinstance(command, str) else list(command)


def layout(compose: Compose, profile: str) -> dict[str, Service]:
    """Return what runs in a layout: services without a profile, and those of this one."""
    services: dict[str, Service] = compose["services"]
    return {name: it for name, it in services.items() if profile in it.get("profiles", [profile])}


def workers(services: dict[str, Service]) -> dict[str, list[str]]:
    """Return the options behind `celery worker` of each service that is one."""
    commands = {name: words(service) for name, service in services.items()}
    return {name: command[command.index("worker") + 1 :] for name, command in commands.items() if "worker" in command}


def option(command: list[str], name: str) -> str:
    """Return the word behind an option, or nothing."""
    return command[command.index(name) + 1] if name in command else ""


def queues(command: list[str]) -> tuple[str, ...]:
    return tuple(option(command, "-Q").split(","))
