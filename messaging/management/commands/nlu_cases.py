"""`manage.py nlu_cases`: what the staff said was understood wrongly, as lines for the tests, and whether it still is."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from messaging.labelled import NoLabel, label, misses_of, read_label
from messaging.models import NluCase
from messaging.queries.why import list_cases
from tenants.models import Tenant
from tenants.scoping import tenant_scope

ACTOR = "system:nlu_cases"
ENDS = re.compile("[\x85\u2028\u2029]")


class Command(BaseCommand):
    """Writes cases as the corpus of the tests has them, or reads such a file and says which are read otherwise."""

    help = "Messages that the bot understood wrongly, with what they mean: export them, or check a file of them."
    requires_system_checks: list[str] = []  # noqa: RUF012 (as Django wants it): checking touches neither tables nor settings

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("export", "check"))
        parser.add_argument("file", nargs="?", help="what is checked")
        parser.add_argument("--tenant", metavar="SLUG", help="the business; without it, all of them")
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="2026-12-31", help="marked on this day or later"
        )
        parser.add_argument("--out", metavar="FILE", help="without it, standard output")

    def handle(self, *args: Any, action: str, file: str | None, **options: Any) -> None:
        if action == "check":
            self.check_file(file)
        elif file:
            raise CommandError("Where to write is said with --out.")
        else:
            self.export(**options)

    def export(self, *, tenant: str | None, since: date | None, out: str | None, **options: Any) -> None:
        """Write every case that is asked for, a line each."""
        businesses = Tenant.objects.filter(**({"slug": tenant} if tenant else {})).order_by("pk")
        if tenant and not businesses:
            raise CommandError("There is no such business.")
        lines = "".join(f"{line}\n" for it in businesses for line in lines_of(it, since=since))
        if out is None:
            self.stdout.write(lines, ending="")
            return
        try:
            Path(out).write_text(lines, encoding="utf-8")
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{lines.count(chr(10))} written to {out}")

    def check_file(self, file: str | None) -> None:
        """Say of each message in a file that is read otherwise how; exit code 1 if there is one."""
        if file is None:
            raise CommandError("Which file? `nlu_cases check FILE`")
        try:
            lines = Path(file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        read = [told for number, line in enumerate(lines, start=1) if (told := label_in(number, line))]
        wrong = [(told, misses) for told in read if (misses := misses_of(told))]
        for told, misses in wrong:
            self.stdout.write(f"{told.get('id', '-')} {told['text']!r}: {'; '.join(misses)}")
        self.stdout.write(f"{len(read) - len(wrong)} of {len(read)} as they should be")
        if wrong:
            sys.exit(1)


def lines_of(business: Tenant, *, since: date | None) -> Iterator[str]:
    """Yield the cases of a business as lines."""
    with tenant_scope(business.pk, actor=ACTOR):
        for case in list_cases(since=since, zone=business.zone):
            yield written(label_of(case))


def written(told: dict[str, Any]) -> str:
    """Return JSON that stays on one line, whatever reads it: guests send signs at which Python begins another."""
    return ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(told, ensure_ascii=False))


def label_of(case: NluCase) -> dict[str, Any]:
    return label(
        f"c{case.pk}",
        case.text,
        case.today,
        understood=case.understanding,
        expected=case.expected,
        note=case.note,
    )


def label_in(number: int, line: str) -> dict[str, Any] | None:
    """Return what a line says, None if it is empty.

    :raises CommandError: with the number of the line and what is wrong with it
    """
    try:
        return read_label(line) if line.strip() else None
    except NoLabel as error:
        raise CommandError(f"Line {number}: {error}.") from error
