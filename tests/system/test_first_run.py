"""The first minute of somebody who has just cloned the repository: `make run`, Ctrl-C, `make run` again, `make reset`.

Needs the network, or an index of packages nearby, and takes minutes: it runs in `make test-system` only.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests

from config.embedded.place import Place
from proof.faults.machine import free_port
from proof.faults.processes import wait_for
from tests.embedded.processes import processes_in

pytestmark = pytest.mark.timeout(1200)
ROOT = Path(__file__).resolve().parents[2]
# What a machine needs to reach an index of packages; nothing else of our environment is handed on.
KEPT = re.compile(r"PATH|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|PIP_\w+|UV_\w+|https?_proxy|no_proxy", re.IGNORECASE)
# Promised are three seconds; the machine that tests may be busy with other things.
SILENCE = 12.0


class Terminal:
    """A command of make in a session of its own, every line that it says, and when."""

    def __init__(self, folder: Path, environment: dict[str, str], target: str) -> None:
        self.begun = time.monotonic()
        self.lines: list[tuple[float, str]] = []
        self.process = subprocess.Popen(
            ["make", "--no-print-directory", target],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.append((time.monotonic(), line.rstrip()))

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)

    def silences(self) -> list[float]:
        """Return how long nothing was said before each line."""
        moments = [self.begun, *(moment for moment, _ in self.lines)]
        return [after - before for before, after in itertools.pairwise(moments)]

    def wait_for(self, words: str) -> float:
        """Wait until something is said, and return how long that took."""

        def said() -> bool:
            assert self.process.poll() is None or words in self.text, self.text
            return words in self.text

        wait_for(said, within=600, every=0.2, what=f"{words!r}")
        return time.monotonic() - self.begun

    def interrupt(self) -> None:
        """Press Ctrl-C, and wait for the prompt."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.wait_for_end()

    def wait_for_end(self) -> int:
        code = self.process.wait(timeout=120)
        self.reader.join()
        return code

    def kill(self) -> None:
        for process in psutil.Process(self.process.pid).children(recursive=True):
            process.kill()
        self.process.kill()
        self.wait_for_end()


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """A fresh clone in a folder with a space in its name, below an empty home."""
    with tempfile.TemporaryDirectory(prefix="conserje-first-") as home:
        folder = Path(home) / "las lomas"
        has_commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False)
        if has_commit.returncode == 0:
            subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
        else:
            copy_of_the_checkout(folder)
        yield folder
        shutil.rmtree(Place(folder / "var").postgres_home, ignore_errors=True)


def copy_of_the_checkout(folder: Path) -> None:
    """Copy what git would know of."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)


@pytest.fixture(scope="module")
def environment(clone: Path) -> dict[str, str]:
    """The environment of a bare machine, and free ports."""
    kept = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    ports = {name: str(free_port()) for name in ("PORT", "FLOWER_PORT", "SANDBOX_PORT")}
    return kept | ports | {"HOME": str(clone.parent)}


def test_the_first_minute_the_second_run_and_the_end(
    clone: Path, environment: dict[str, str], record_property: Callable[[str, object], None]
) -> None:
    url, flower = (f"http://127.0.0.1:{environment[name]}" for name in ("PORT", "FLOWER_PORT"))
    parents = {folder: folder.stat().st_mode for folder in (clone, *clone.parents)}

    first = Terminal(clone, environment, "run")
    try:
        record_property("first_run_seconds", round(first.wait_for("Conserje is running."), 1))
        record_property("longest_silence_seconds", round(max(first.silences()), 1))
        assert max(first.silences()) < SILENCE, first.text
        check_steps(first.text)
        check_doors(first.text, clone, url, flower)
        check_that_it_runs_once(clone, environment)
        first.interrupt()
    finally:
        first.kill() if first.process.poll() is None else None
    assert "Everything has stopped." in first.text
    assert "Traceback" not in first.text
    assert processes_in(clone, Place(clone / "var").postgres_home) == []
    assert {folder: folder.stat().st_mode for folder in parents} == parents
    assert subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, check=False).stdout == b""

    second = Terminal(clone, environment, "run")
    try:
        record_property("second_run_seconds", round(second.wait_for("Conserje is running."), 1))
        assert "already installed" in second.text
        assert requests.get(f"{url}/health/ready", timeout=30).status_code == 200
        second.interrupt()
    finally:
        second.kill() if second.process.poll() is None else None
    home = Place(clone / "var").postgres_home
    assert processes_in(clone, home) == []

    reset = Terminal(clone, environment, "reset")

    assert reset.wait_for_end() == 0, reset.text
    assert not (clone / "var").exists()
    assert not home.exists()
    assert processes_in(clone, home) == []


def check_steps(text: str) -> None:
    """Check that each step is named once and in its turn."""
    assert re.findall(r"^\[(\d)/6\]", text, re.MULTILINE) == ["1", "2", "3", "4", "5", "6"]


def check_doors(text: str, clone: Path, url: str, flower: str) -> None:
    """Check that everything the banner names is there."""
    for path in ("/", "/health/ready", "/health/", "/sandbox/", "/metrics"):
        assert requests.get(url + path, timeout=30).status_code == 200, path
    assert requests.get(f"{url}/health/", timeout=30).json()["status"] == "ok"
    for address in (f"{url}/\n", f"{url}/health/", str(clone / "var" / "log")):
        assert address in text
    phone = re.search(r"^  Phone +(http://127\.0\.0\.1:\d+/)", text, re.MULTILINE)
    assert phone, text
    assert requests.get(phone[1], timeout=30).status_code == 200
    check_login_link(text, url)
    secrets = clone / "var" / "secrets.env"
    assert str(secrets) in text
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    password = dict(line.split("=", 1) for line in secrets.read_text().splitlines()[1:])["FLOWER_PASSWORD"]
    assert flower in text
    assert requests.get(flower, timeout=30).status_code == 401
    assert requests.get(flower, timeout=30, auth=("conserje", password)).status_code == 200
    assert "voice models" in text


def check_login_link(text: str, url: str) -> None:
    """Check that the link in the banner lets its reader in, once."""
    link = next(word for word in text.split() if word.startswith(f"{url}/entrar/"))
    with requests.Session() as browser:
        browser.get(link, timeout=30)
        form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        answer = browser.post(link, data=form, timeout=30)
        assert answer.url == f"{url}/admin/elegir/"
        assert browser.post(link, data=form | {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}).status_code == 403


def check_that_it_runs_once(clone: Path, environment: dict[str, str]) -> None:
    """Check that a second start on the same data is refused in a sentence, and does not disturb the first."""
    again = Terminal(clone, environment, "run")

    assert again.wait_for_end() != 0
    assert "It is running already" in again.text
    assert "Traceback" not in again.text
