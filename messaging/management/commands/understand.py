"""`manage.py understand`: what the bot makes of messages, JSON lines in and JSON lines out."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from messaging.analysis import USUAL_COUNTRY, analyse


class Command(BaseCommand):
    """Reads one message a line and says what it means; keeps nothing and asks nobody."""

    help = 'Understands messages: {"text", "today"} a line in, what it means a line out.'
    requires_system_checks: list[str] = []  # noqa: RUF012 (as Django wants it): it touches neither tables nor settings

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="without it, standard input")
        parser.add_argument("--country", default=USUAL_COUNTRY, metavar=USUAL_COUNTRY, help="whose holidays count")
        parser.add_argument(
            "--name", action="append", default=[], help="of a unit or a type; may be given several times"
        )
        parser.add_argument(
            "--all", action="store_true", help="everything that is understood, not just the main fields"
        )

    def handle(self, *args: Any, file: str | None, **options: Any) -> None:
        try:
            source: TextIO = Path(file).open(encoding="utf-8") if file else sys.stdin  # noqa: SIM115 (closed by the process)
        except OSError as error:
            raise CommandError(str(error)) from error
        for number, line in enumerate(source, start=1):
            if line.strip():
                self.stdout.write(self.answer(number, line, **options))

    def answer(self, number: int, line: str, *, country: str, name: list[str], all: bool, **options: Any) -> str:
        """Return one line of JSON for one line of JSON."""
        asked = read(number, line)
        known = {"id": asked["id"]} if asked["id"] is not None else {}
        told = analyse(
            asked["text"], today=asked["today"], country=asked["country"] or country, names=name, has_all=all
        )
        return json.dumps({**known, **told}, ensure_ascii=False)


def read(number: int, line: str) -> dict[str, Any]:
    """Return what a line asks.

    :raises CommandError: with the number of the line and what is wrong with it
    """
    try:
        asked = json.loads(line)
        text, today = asked["text"], date.fromisoformat(asked["today"])
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f'Line {number}: wanted {{"text": "...", "today": "2026-12-31"}} ({error!r}).') from error
    if not isinstance(text, str):
        raise CommandError(f"Line {number}: the text is none.")
    return {"id": asked.get("id"), "text": text, "today": today, "country": asked.get("country") or ""}
