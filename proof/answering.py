"""Processes that say to whom an address belongs, for tests and benches: what one of them changes, the others must see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

# Told how to look; then one question a line, one answer a line, until there are no more.
SCRIPT = """
import json, os, sys, threading
import django
django.setup()
from django.db import connection
from tenants import resolver

options = json.loads(sys.argv[1])
forks, keeps = options.pop("forks", False), options.pop("keeps_parents_map", False)
resolver.renew(**options)
if forks:
    resolver.resolve("phone_number_id", "0")
    connection.close()
    parents = resolver.resolver
    if child := os.fork():
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    if keeps:
        resolver.resolver = parents
for line in sys.stdin:
    found = resolver.resolve(*json.loads(line))
    failures = next(iter(resolver.FAILED.collect())).samples[0].value
    threads = [it.name for it in threading.enumerate()].count("tenant-addresses")
    connection.close()
    answer = {"slug": found and found.slug, "failures": failures, "threads": threads}
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()
if forks:
    os._exit(0)
"""


class Answering:
    """A process that answers through a pipe; what it logs is in `log`. Use it in a `with`."""

    def __init__(self, *, log: Path, env: Mapping[str, str], options: Mapping[str, Any] | None = None) -> None:
        self.log = log
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SCRIPT, json.dumps(dict(options or {}))],
                env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **env},
                cwd=settings.BASE_DIR,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )

    def __enter__(self) -> Answering:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, kind: str, value: str) -> dict[str, Any]:
        """Return what the process says about an address.

        :raises RuntimeError: if it has ended
        """
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([kind, value]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the process has ended: {self.log.read_text()[-2000:]}")
        return dict(json.loads(line))

    def slug_of(self, kind: str, value: str) -> str | None:
        """Return the name of the business that an address leads to there."""
        slug = self.ask(kind, value)["slug"]
        return str(slug) if slug else None

    def finish(self) -> int:
        """Let it end as processes do, and return its exit code."""
        self.process.communicate(timeout=30)
        return self.process.returncode


def database_address(*, host: str = "", port: int = 0) -> str:
    """Return the address of the database that we are connected to, or of the same by another way."""
    ours = connection.settings_dict
    place = {"host": host, "port": port} if host else {"host": ours["HOST"], "port": ours["PORT"]}
    given = "&".join(f"{name}={value}" for name, value in place.items() if value)
    return f"postgresql://{quote(ours['USER'])}:{quote(ours['PASSWORD'], safe='')}@/{ours['NAME']}?{given}"
