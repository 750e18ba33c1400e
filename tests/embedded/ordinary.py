"""Lives through a life of the servers as an ordinary user, in a folder of that user's, and prints what it saw as JSON.

Started as root it gives up its rights once everything is imported: the Python that runs it may lie where only root can
read. Arguments: the folder, and the number of the user.
"""

from __future__ import annotations

import encodings.idna  # what Python would import only later
import encodings.utf_8_sig  # noqa: F401 (the same)
import json
import os
import signal
import stat
import sys
from pathlib import Path

import psycopg
import redis

from config.embedded import children, postgres, services, valkey
from config.embedded import place as places
from config.embedded.place import SOCKET_NAME, Place


def main(folder: Path, user: int) -> dict[str, object]:
    """Start, use, break, start again and stop the servers."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    place = Place(folder)
    try:
        return live(place)
    finally:
        services.stop(place)
        places.forget(place)


def live(place: Place) -> dict[str, object]:
    seen: dict[str, object] = {"user": os.geteuid()}
    services.start(place)
    first = pids(place)
    services.start(place)
    seen["started_once"] = pids(place) == first
    seen["socket_bytes"] = len(os.fsencode(place.socket_folder.resolve() / SOCKET_NAME))
    seen["home"] = str(place.postgres_home)
    seen["modes"] = [
        oct(stat.S_IMODE(path.stat().st_mode)) for path in (place.var, place.secrets_file, place.postgres_home)
    ]
    seen["answers"] = answers(place)
    crash_and_give_its_pid_to_another(place)
    services.start(place)
    seen["answers_after_a_crash"] = answers(place)
    last = pids(place)
    services.stop(place)
    seen["left"] = [pid for pid in {*first, *last} if Path(f"/proc/{pid}").exists()]
    return seen


def pids(place: Place) -> list[int | None]:
    return [postgres.running_pid(place), *(valkey.running_pid(place, kind) for kind in valkey.KINDS)]


def answers(place: Place) -> list[object]:
    """Ask each of the servers something, the way settings lead to it."""
    environment = services.environment(place)
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT current_user::text").fetchone()
    clients = [redis.Redis.from_url(environment[name]) for name in ("REDIS_URL", "CACHE_URL")]
    return [*(row or ()), *(client.ping() for client in clients)]


def crash_and_give_its_pid_to_another(place: Place) -> None:
    """Kill Postgres, and let the pid in its note be that of a living process of the same user: ours."""
    pid = postgres.running_pid(place) or 0
    os.kill(pid, signal.SIGKILL)
    children.collect(pid)
    note = place.postgres_home / "data" / "postmaster.pid"
    note.write_text("\n".join([str(os.getpid()), *note.read_text().split("\n")[1:]]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
