"""Secrets of an installation without configuration: made at random on first run, kept in var/ with mode 600."""

from __future__ import annotations

import os
import secrets as random
from pathlib import Path

from config.env import read_env_file

NAMES = (
    "SECRET_KEY",
    "POSTGRES_PASSWORD",
    "OWNER_PASSWORD",
    "APP_PASSWORD",
    "BROKER_PASSWORD",
    "CACHE_PASSWORD",
    "FLOWER_PASSWORD",
    "METRICS_TOKEN",
    "DESK_PASSWORD",
    "SEALING_KEYS",
)


def load_or_make(path: Path) -> dict[str, str]:
    """Return the secrets in `path`; whatever is missing is made and written first."""
    known = read_env_file(path)
    missing = [name for name in NAMES if name not in known]
    if missing:
        known |= {name: make(name) for name in missing}
        write(path, known)
    return known


def make(name: str) -> str:
    """Return a new random value; a password for people meets the password rules (upper, lower, digit, symbol)."""
    value = random.token_urlsafe(48 if name == "SECRET_KEY" else 24)
    return f"{value[:16]}-aZ7" if name == "DESK_PASSWORD" else value


def write(path: Path, values: dict[str, str]) -> None:
    """Replace the file whole, so that a crash leaves the old or the new one."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("# Made on first run. Whoever reads this file owns the installation.\n")
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    draft.replace(path)
