"""Every drill, short, as an operator would run it."""

from __future__ import annotations

import os
import subprocess
import sys

import orjson
import pytest
from django.conf import settings

from proof.drills import DRILLS
from proof.drills.ledger import hold

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("name", sorted(DRILLS))
def test_every_promise_holds(name: str) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "drill", name, "--short", "--json", "--seed", "11"]

    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False, timeout=280)

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    result = orjson.loads(done.stdout.strip().splitlines()[-1])
    assert (result["name"], result["seed"], result["passed"]) == (name, 11, True)
    details = result["details"]
    assert (details["lost"], details["repeated"] if "repeated" in details else details["doubled"]) == (0, 0)


def test_a_broken_promise_is_named() -> None:
    assert hold({"kept": True, "nothing lost": False}) == (False, ["nothing lost"])
