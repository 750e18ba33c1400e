"""`doctor`: look at everything that must be right; exit code 1 when something is broken."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from config.doctor.checks import CHECKS
from config.doctor.finding import Finding, Verdict


class Command(BaseCommand):
    """Print each finding with its mend."""

    help = "Says of each part whether it is ok, and what mends it if not."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one list on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = [check() for check in CHECKS]
        if options["json"]:
            self.stdout.write(orjson.dumps([asdict(finding) for finding in findings]).decode())
        else:
            for finding in findings:
                self.stdout.write(self.line(finding))
        if any(finding.verdict == Verdict.BROKEN for finding in findings):
            sys.exit(1)

    def line(self, finding: Finding) -> str:
        colour = {Verdict.OK: self.style.SUCCESS, Verdict.WARNING: self.style.WARNING, Verdict.BROKEN: self.style.ERROR}
        mend = f"\n{'':>32}-> {finding.mend}" if finding.mend else ""
        return f"{colour[finding.verdict](f'{finding.verdict:>8}')}  {finding.name:<21} {finding.detail}{mend}"
