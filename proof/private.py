"""Runs a command in a house of its own: other servers, other ports, other data. What it breaks is nobody's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from proof.faults.machine import free_port

# What leads to the developer's or the operator's own servers must not be inherited.
OURS = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CACHE_URL", "BROKER_URL", "SECRET_KEY", "METRICS_TOKEN"),
    *("SEALING_KEYS", "FLOWER_PASSWORD", "PROMETHEUS_MULTIPROC_DIR", "CONSERJE_ROLE", "LIMITS_DATABASE"),
    *("PUBLIC_URL", "METRICS_PORT"),
)


def environment(var: Path) -> dict[str, str]:
    """Return an environment for commands that should live in `var` and know nothing of us."""
    # Blank rather than absent: the command reads .env again, which fills in what is absent.
    unset = dict.fromkeys(OURS, "")
    ports = {name: str(free_port()) for name in ("PORT", "FLOWER_PORT", "SANDBOX_PORT")}
    return {**os.environ} | unset | ports | {"CONSERJE_VAR": str(var), "CONSERJE_ENV": "development"}


def run_inside(var: Path, *arguments: str) -> int:
    """Run a manage.py command in the private house and return its exit code; its output is ours."""
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments, "--inside"]
    return subprocess.run(command, env=environment(var), check=False).returncode
