"""Tasks that only tests have: they fail in the ways that real ones must not be able to hurt others by."""

from __future__ import annotations

import os
import signal
import time

from django.db import connection

from tasks.base import job
from tasks.models import Sample
from tasks.routes import PLATFORM, ROUTES

ROUTES |= {"tests.killer": "side", "tests.failure": "side", "tests.endless": "side", "tests.outside": "side"}
PLATFORM |= dict.fromkeys(
    ("tests.killer", "tests.failure", "tests.endless", "tests.outside"), "tests of the queue itself"
)


@job("tests.killer")
def kill_own_process() -> None:
    """End the process that works on it, as a defect in a C library would."""
    os.kill(os.getpid(), signal.SIGKILL)


@job("tests.failure")
def fail() -> None:
    """Fail, every time."""
    raise ValueError("phone +54 9 294 400-0000")


@job("tests.endless", seconds=2)
def never_end() -> None:
    """Outlast every limit, deaf to the polite one."""
    while True:
        try:
            time.sleep(60)
        except Exception:  # noqa: S112 (deaf is what it is for)
            continue


@job("tests.outside", atomic=False, seconds=5)
def talk_to_the_outside(*, sample_id: int) -> None:
    """Work without a transaction, as a send would, and note the backend it used."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_sample SET runs = runs + 1 WHERE id = %s", [sample_id])
    assert Sample.objects.filter(pk=sample_id).exists()
