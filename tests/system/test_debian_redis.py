"""The core of the suite once more, against Debian's redis-server in Valkey's place: no promise hangs on one server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

CORE = ("tests/tasks", "tests/config")


@pytest.mark.timeout(600)
def test_the_core_holds_on_debians_redis() -> None:
    binary = shutil.which("redis-server")
    assert binary, "install Debian's redis-server: apt install redis-server"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CONSERJE"))}
    environment = inherited | {"REDIS_SERVER_BINARY": binary}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *CORE]

    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=580
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
