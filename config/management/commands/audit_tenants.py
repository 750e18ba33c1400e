"""`audit_tenants`: try to reach one business from another by every way there is; exit code 1 when one is open."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from config.tenancy_audit.audit import audit


class Command(BaseCommand):
    """Print each finding with its mend, a line each."""

    help = "Tries every table, page, endpoint and task with another business's rows, and names what is not covered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one list on one line")
        parser.add_argument("--only", default="", metavar="TEXT", help="try only what has this in its name")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = audit(only=options["only"])
        if options["json"]:
            self.stdout.write(orjson.dumps([asdict(finding) for finding in findings]).decode())
        elif findings:
            self.stdout.write("\n".join(finding.line for finding in findings))
        else:
            self.stdout.write(self.style.SUCCESS("No business can reach another."))
        if findings:
            sys.exit(1)
