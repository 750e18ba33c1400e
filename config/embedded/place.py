"""Where the embedded services keep what is theirs, and who they run as.

Everything lies under one folder (`var/`). Postgres refuses to run as root, and its service user cannot enter a folder
of root's, so as root its binaries and data lie in a folder of their own, made for the purpose; no folder that was there
before changes its mode. `var/postgres.where` says where that is.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

# Postgres allows 107 bytes for a socket's path; some systems 103.
LONGEST_SOCKET_PATH = 100
SOCKET_NAME = ".s.PGSQL.5432"
SERVICE_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Place:
    """The folders of one set of embedded services."""

    var: Path

    @property
    def tag(self) -> str:
        """Return a short name that is this folder's own."""
        return hashlib.sha256(str(self.var.resolve()).encode()).hexdigest()[:10]

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def secrets_file(self) -> Path:
        return self.var / "secrets.env"

    @property
    def postgres_home(self) -> Path:
        """Return the folder of Postgres: below var/, or as root the one noted in var/postgres.where."""
        if not is_root():
            return self.var / "postgres"
        if noted := noted_home(self.var):
            return noted
        return home_of_the_service_user(self.tag)

    @property
    def socket_folder(self) -> Path:
        """Return a folder whose socket path every system accepts; a comma would read as a list of hosts."""
        folder = self.postgres_home / "run"
        path = str(folder.resolve() / SOCKET_NAME)
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and not set(path) & set(",'\"\\"):
            return folder
        return Path("/tmp") / f"conserje-{os.getuid()}-{self.tag}"  # noqa: S108 (made with mode 700 by its one owner)

    def make(self) -> None:
        """Make the folders that belong to us alone."""
        for folder in (self.var, self.run, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.run.stat().st_uid != os.geteuid():
            # Root keeps Postgres elsewhere: it would start with no data, and leave files that the owner cannot touch.
            owner = name_of(self.run.stat().st_uid)
            raise SystemExit(f"{self.var} belongs to the user {owner}: run this as {owner}, or set CONSERJE_VAR.")


def noted_home(var: Path) -> Path | None:
    """Return the folder noted in `var`; None in a copy, whose original lives on: two servers cannot share one folder."""
    try:
        home, original = (var / "postgres.where").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    is_copy = original != str(var.resolve()) and (Path(original) / "postgres.where").is_file()
    return None if is_copy else Path(home)


def is_root() -> bool:
    return os.geteuid() == 0


def name_of(user: int) -> str:
    """Return the name of a user, or the number of one whom only another machine knows (a mounted folder)."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def service_user() -> pwd.struct_passwd | None:
    """Return who Postgres runs as: nobody in particular when we are an ordinary user."""
    if not is_root():
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in SERVICE_USERS:
        if name in known:
            return known[name]
    raise SystemExit("Postgres does not run as root and this machine has no user 'nobody': run this as another user.")


def home_of_the_service_user(tag: str) -> Path:
    """Return a name that nobody has yet, in the first shared place that root can write to.

    One that is there belongs to a checkout that was deleted from this path, passwords and all; it is left alone.
    """
    for shared in (Path("/var/lib"), Path("/var/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 (mode 700, named by us)
        if os.access(shared, os.W_OK | os.X_OK):
            names = (f"conserje-{tag}" + (f"-{number}" if number > 1 else "") for number in count(1))
            return next(shared / name for name in names if not (shared / name).exists())
    raise SystemExit("Found no folder for Postgres: as root, /var/lib or /var/tmp must be writable.")


def make_for_the_service_user(place: Place) -> None:
    """Make Postgres's folders with mode 700, owned by the user that it runs as, and note where they are."""
    user = service_user()
    home = place.postgres_home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if user:
        (place.var / "postgres.where").write_text(f"{home}\n{place.var.resolve()}\n", encoding="utf-8")
    for folder in (home, place.socket_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_uid not in {os.geteuid(), user.pw_uid if user else os.geteuid()}:
            raise SystemExit(f"The folder {folder} belongs to another user: remove it and run again.")
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)


def forget(place: Place) -> None:
    """Remove everything, wherever it lies; the services must be stopped."""
    for folder in (place.socket_folder, place.postgres_home, place.var):
        if folder.exists():
            shutil.rmtree(folder)
