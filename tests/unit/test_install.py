"""The first step on a bare machine, in a checkout that holds nothing but itself and a lock file."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest

from proof.faults.machine import free_port

SCRIPT = Path(__file__).resolve().parents[2] / "requirements" / "install.py"
# A package that nobody can have, as the lock files name theirs.
LOCK = f"conserje-nowhere==1.0 --hash=sha256:{'0' * 64}\n"
# Runs the script under a Python that says it is older than it is.
AGED = """
import runpy, sys
sys.version_info = (3, 10, 4)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a space in its path."""
    folder = tmp_path / "las lomas"
    (folder / "requirements").mkdir(parents=True)
    for name in ("install.py", "uv.txt"):
        shutil.copy(SCRIPT.with_name(name), folder / "requirements")
    (folder / "requirements" / "base.txt").write_text(LOCK)
    return folder


@pytest.fixture
def script(checkout: Path) -> dict[str, Any]:
    """What the script defines, when nobody runs it."""
    return runpy.run_path(str(checkout / "requirements" / "install.py"))


def install(checkout: Path, *python: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
    """Run the script where no index can be reached."""
    nowhere = f"http://127.0.0.1:{free_port()}/simple"
    environment = {"PATH": path, "PIP_INDEX_URL": nowhere, "UV_DEFAULT_INDEX": nowhere}
    environment |= {"PIP_RETRIES": "0", "UV_HTTP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    command = [sys.executable, *python, str(checkout / "requirements" / "install.py"), "base"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def has_packages(checkout: Path) -> None:
    """Give the checkout a .venv that finds pip and uv where this run of the tests has them."""
    builder = venv.EnvBuilder(symlinks=True)
    builder.create(checkout / ".venv")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(checkout / ".venv")}))
    (packages / "tests.pth").write_text(sysconfig.get_path("purelib"))


def test_an_old_python_gets_far_enough_to_be_told_so(checkout: Path) -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))

    result = install(checkout, "-c", AGED, path=str(checkout / "empty"))

    sentence = "conserje: Python 3.10.4 is too old: install Python 3.11 or newer and run again with PYTHON=/its/path.\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", sentence)


def test_a_newer_python_is_used_if_the_machine_has_one_that_works(checkout: Path) -> None:
    programs = checkout / "programs"
    programs.mkdir()
    (programs / "python3.13").write_text("#!/bin/sh\necho 'python3.13: not installed' >&2; exit 127\n")
    (programs / "python3.13").chmod(0o755)
    (programs / "python3.12").symlink_to(sys.executable)
    (checkout / "requirements" / "base.txt").unlink()  # so that it ends soon after

    result = install(checkout, "-c", AGED, path=str(programs))

    assert "too old" not in result.stderr
    assert "not installed" not in result.stderr
    assert "base.txt" in result.stderr or "could not" in result.stderr


def test_what_is_installed_is_not_installed_again(checkout: Path, script: dict[str, Any]) -> None:
    (checkout / ".venv").mkdir()
    stamp = checkout / ".venv" / "installed-base"
    stamp.write_text(script["fingerprint"](str(checkout / "requirements" / "base.txt")))

    result = install(checkout)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1
    assert "already installed" in result.stdout


def test_a_changed_lock_is_installed(checkout: Path, script: dict[str, Any]) -> None:
    lock = checkout / "requirements" / "base.txt"
    before = script["fingerprint"](str(lock))
    assert script["fingerprint"](str(lock)) == before

    lock.write_text(LOCK.replace("1.0", "1.1"))

    assert script["fingerprint"](str(lock)) != before


def test_without_network_the_reason_and_one_sentence_are_said(checkout: Path) -> None:
    has_packages(checkout)

    result = install(checkout)

    assert result.returncode == 1
    last = result.stderr.splitlines()[-1]
    assert last == "conserje: The dependencies could not be installed (above is why): check the network and run again."
    assert "conserje-nowhere" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (checkout / ".venv" / "installed-base").exists()


def test_a_venv_that_was_left_half_made_is_made_anew(checkout: Path) -> None:
    venv.EnvBuilder(symlinks=True).create(checkout / ".venv")  # without pip: it was cut off before
    python = checkout / ".venv" / "bin" / "python"
    assert subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 1

    result = install(checkout)

    assert subprocess.call([python, "-c", "import pip"]) == 0
    assert "check the network and run again" in result.stderr
    assert "[2/6] Installing the locked dependencies\n" in result.stdout


def test_too_little_room_is_one_sentence(script: dict[str, Any]) -> None:
    check_room = script["check_room"]
    check_room()
    check_room.__globals__["NEEDED_BYTES"] = 10**18

    with pytest.raises(script["Stop"], match="The disk is nearly full: free 900 MB below .*las lomas and run again"):
        check_room()


def test_a_disk_that_fills_up_meanwhile_is_one_sentence(script: dict[str, Any]) -> None:
    fails = [sys.executable, "-c", "import sys; sys.exit('OSError: [Errno 28] No space left on device')"]

    with pytest.raises(script["Stop"], match="The disk is full: free 900 MB below"):
        script["run"]("installing", fails)
