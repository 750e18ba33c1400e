"""A running house and a browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from config.embedded import place as places
from config.embedded import services
from config.embedded.place import Place
from proof.faults.processes import Process, wait_for
from proof.private import environment

# Without these Chromium asks the internet for updates at every start.
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
QUIET += ["--disable-component-update", "--disable-quic"]
# A microphone that beeps, and nobody to ask for leave.
QUIET += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


class House:
    """Everything that runs, as the banner describes it."""

    def __init__(self, process: Process, banner: str) -> None:
        self.process = process
        self.banner = banner
        self.url = self.line("Everything").rstrip("/")

    def line(self, name: str) -> str:
        found = re.search(rf"^  {name} +(\S+)", self.banner, re.MULTILINE)
        assert found, f"the banner has no line {name}"
        return found.group(1)

    def new_link(self) -> str:
        """Ask for a fresh log-in link as an operator would."""
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "desk_link"]
        done = subprocess.run(command, env=self.process.env, capture_output=True, text=True, check=True)
        return done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """Run everything in a folder of its own, as `make run` does."""
    var = Path(tempfile.mkdtemp(prefix="conserje-browser-"))
    log = var / "terminal.log"
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "up", "--small"]
    with Process(command, log=log, env=environment(var), cwd=settings.BASE_DIR) as process:
        wait_for(
            lambda: "Ctrl-C stops everything" in log.read_text(),
            within=150,
            every=0.5,
            what="the banner",
            process=process,
        )
        yield House(process, log.read_text())
        process.stop(within=60)
    services.stop(Place(var))
    places.forget(Place(var))
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or "/usr/bin/chromium"
    assert Path(executable).exists(), "install Debian's chromium: apt install chromium"
    # Playwright's synchronous interface runs an event loop, in which Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 800), (360, 740)], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page in desktop and in phone width; an error in its console fails the test."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="es-AR")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    save_picture(page, request)
    context.close()
    assert errors == []


def save_picture(page: Page, request: pytest.FixtureRequest) -> None:
    """Keep a picture of where the test ended, for people who want to look."""
    folder = os.environ.get("CONSERJE_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{request.node.name}.png", full_page=True)


def fits(page: Page) -> bool:
    """Return whether nothing sticks out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
