"""Looks where pages and comments lead: to other pages, to files, to commands, to settings."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from tests.house.compose import ROOT
from tests.house.sources import Source

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
PAGE_IN_CODE = re.compile(r"docs/[\w/-]+\.md")
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
FOLDERS = (
    "config",
    "tasks",
    "messaging",
    "parcels",
    "bookings",
    "transcription",
    "tenants",
    "sandbox",
    "proof",
    "tests",
)
FILE = re.compile(rf"(?:{'|'.join(FOLDERS)}|deploy|docs|requirements)/[\w./-]*")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
MAKE = re.compile(r"(?:^|`|&& )make ([a-z][a-z-]*)", re.MULTILINE)
CAPITALS = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")


def dead_links(page: Source) -> list[str]:
    """Return the links of a page that lead nowhere; those to other sites are not asked."""
    links = (link for link in LINK.findall(page.text) if "://" not in link)
    return [link for link in links if not leads_somewhere(page.path, link)]


def leads_somewhere(page: PurePosixPath, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = ROOT / page.parent / path if path else ROOT / page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> set[str]:
    """Return the names under which the headings of a page can be reached."""
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def pages_named(source: Source) -> set[str]:
    """Return the pages that a comment or a message sends somebody to."""
    return set(PAGE_IN_CODE.findall(source.text))


def files_gone(page: Source) -> list[str]:
    """Return the files and folders that a page names in backticks, and that are not there."""
    named = (it for it in IN_BACKTICKS.findall(FENCED.sub("", page.text)) if FILE.fullmatch(it))
    return [path for path in named if not (ROOT / path).exists()]


def commands_named(page: Source) -> set[str]:
    return set(COMMAND.findall(page.text))


def targets_named(page: Source) -> set[str]:
    return set(MAKE.findall(page.text))


def names_gone(page: Source, code: str) -> list[str]:
    """Return the settings and constants that a page names in backticks, and that occur nowhere in the code."""
    named = {it for it in IN_BACKTICKS.findall(FENCED.sub("", page.text)) if CAPITALS.fullmatch(it)}
    return sorted(name for name in named if not re.search(rf"\b{name}\b", code))
