"""The three servers as one thing: start, stop, look; and who is using them right now.

Every process that uses them holds a shared lock on one file. Whoever can take that lock alone is the last one out and
stops the servers, unless `manage.py services start` asked for them to stay.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.embedded import postgres, secrets, valkey
from config.embedded.place import Place

BUILT_IN = ("DATABASE_URL", "REDIS_URL", "CACHE_URL")


def are_wanted(environment: dict[str, str]) -> bool:
    """Return whether this process should bring its own servers: in development, when none is configured.

    :raises SystemExit: when only some are configured, since a mixture is never meant
    """
    # Blank is unset, as everywhere: .env files are full of blank lines to be filled in.
    if (environment.get("CONSERJE_ENV", "").strip() or "development") != "development":
        return False
    given = [name for name in BUILT_IN if environment.get(name, "").strip()]
    if given and len(given) < len(BUILT_IN):
        missing = ", ".join(name for name in BUILT_IN if name not in given)
        raise SystemExit(
            f"{given[0]} is set but {missing} is not: set all of them, or none to use the built-in servers."
        )
    return not given


def default_place() -> Place:
    """Return the place named by CONSERJE_VAR, or var/ in the checkout."""
    return Place(Path(os.environ.get("CONSERJE_VAR") or Path(__file__).resolve().parents[2] / "var").resolve())


def start(place: Place, *, forgetful: bool = False, connections: int = 100) -> None:
    """Start what does not run yet. Safe to call from several processes at once."""
    place.make()
    with alone(place.run / "starting.lock"):
        known = secrets.load_or_make(place.secrets_file)
        for kind in valkey.KINDS:
            valkey.start(place, kind, known)
        postgres.start(place, known, forgetful=forgetful, connections=connections)


def stop(place: Place) -> None:
    """Stop everything that runs."""
    if not place.run.is_dir():
        return
    with alone(place.run / "starting.lock"):
        keep_file(place).unlink(missing_ok=True)
        postgres.stop(place)
        for kind in valkey.KINDS:
            valkey.stop(place, kind)


def status(place: Place) -> dict[str, bool]:
    """Return which of the servers run."""
    running = {f"valkey ({kind.name})": valkey.running_pid(place, kind) is not None for kind in valkey.KINDS}
    return {"postgres": postgres.is_running(place), **running}


def keep_running(place: Place) -> None:
    """Let the servers outlive the processes that use them."""
    keep_file(place).touch()


def environment(place: Place) -> dict[str, str]:
    """Return the settings that lead to these servers, and the secrets of this installation."""
    place.make()
    known = secrets.load_or_make(place.secrets_file)
    return {
        "SECRET_KEY": known["SECRET_KEY"],
        "DATABASE_URL": postgres.address(place, role="conserje_app", password=known["APP_PASSWORD"]),
        "DATABASE_OWNER_URL": postgres.address(place, role="conserje_owner", password=known["OWNER_PASSWORD"]),
        "REDIS_URL": valkey.address(place, valkey.BROKER, known),
        "CACHE_URL": valkey.address(place, valkey.CACHE, known),
        "FLOWER_USER": "conserje",
        "FLOWER_PASSWORD": known["FLOWER_PASSWORD"],
        "METRICS_TOKEN": known["METRICS_TOKEN"],
        "DESK_PASSWORD": known["DESK_PASSWORD"],
        "SEALING_KEYS": known["SEALING_KEYS"],
    }


@contextmanager
def in_use(place: Place) -> Iterator[None]:
    """Keep the servers up while the block runs; the last user out stops them."""
    place.make()
    with (place.run / "users.lock").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start(place)
            yield
        finally:
            if is_last(users) and not keep_file(place).exists():
                stop(place)


def are_in_use(place: Place) -> bool:
    """Return whether some process is using the servers right now."""
    if not place.run.is_dir():
        return False
    with (place.run / "users.lock").open("a") as users:
        return not is_last(users)


def is_last(users: IO[str]) -> bool:
    """Return whether nobody else holds the lock; from then on newcomers wait until we have stopped the servers."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock file exclusively."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep_file(place: Place) -> Path:
    return place.run / "keep"
