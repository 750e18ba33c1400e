"""`manage.py quote`: what a stay costs, and why."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from bookings.models import UnitType
from bookings.price_table import price_table
from bookings.pricing import ExtraWanted, broken_rule
from bookings.queries.rates import list_tariffs, price_by
from bookings.queries.units import find_unit_types
from bookings.rules import REFUSALS
from bookings.stays import Party, Stay, WantedStay
from tenants import clock
from tenants.errors import DomainError
from tenants.language import site_language
from tenants.models import Tenant
from tenants.models.business import Language
from tenants.scoping import tenant_scope


def day(text: str) -> date:
    """Return a day written as 2026-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text}: {error}") from error


def extra(text: str) -> ExtraWanted:
    """Return an extra written as `cot` or `cot=2`."""
    code, _, count = text.partition("=")
    if count and not count.isdecimal():
        raise ArgumentTypeError(f"{text}: code=number")
    return ExtraWanted(code, int(count or 1))


class Command(BaseCommand):
    """Explain a price; nothing is written down and no nights are kept."""

    help = "Explains what a stay costs, line by line and step by step. Keeps no nights and writes nothing down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="the business")
        parser.add_argument("--type", required=True, metavar="ID|NAME", help="the type of unit")
        parser.add_argument("--check-in", required=True, type=day, metavar="2026-12-30")
        parser.add_argument("--check-out", required=True, type=day, metavar="2027-01-02", help="the day of departure")
        parser.add_argument("--adults", type=int, default=2)
        parser.add_argument("--children", type=int, default=0)
        parser.add_argument("--foreign", action="store_true", help="the guests are exempt as foreign tourists")
        parser.add_argument("--plan", type=int, metavar="ID", help="another rate plan than the usual one")
        parser.add_argument(
            "--extra", type=extra, action="append", default=[], metavar="CODE=N", help="may be given several times"
        )
        parser.add_argument("--language", choices=Language.values, help="without it, the business's own")
        parser.add_argument("--json", action="store_true", help="the price as it would be kept, on one line")

    def handle(self, *args: Any, tenant: str, language: str | None, **options: Any) -> None:
        business = Tenant.objects.filter(slug=tenant).first()
        if business is None:
            raise CommandError(f"There is no business {tenant}.")
        spoken = language or business.language
        with translation.override(site_language(spoken)), tenant_scope(business.pk, actor="system:quote"):
            try:
                self.explain(business, spoken, **options)
            except DomainError as error:
                raise CommandError(translation.gettext(error.detail)) from error

    def explain(self, business: Tenant, language: str, *, extra: list[ExtraWanted], **options: Any) -> None:
        """Say what the stay costs, and whether its rates admit it."""
        kind = self.find_type(options["type"])
        party = Party(options["adults"], options["children"], options["foreign"])
        stay = Stay(options["check_in"], options["check_out"])
        wanted = [WantedStay(kind.pk, stay, party, plan_id=options["plan"])]
        today = clock.now().astimezone(ZoneInfo(business.zone)).date()
        tariffs = list_tariffs(wanted, extras=extra, today=today, language=language)
        price = price_by(tariffs, wanted, extras=extra)
        broken = broken_rule(tariffs[0].plan, stay)
        if options["json"]:
            told = {**price.to_json(), "broken_rule": broken.rule.value if broken else None}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for line in price_table(price, [str(kind)]):
            self.stdout.write(line)
        if broken:
            self.stdout.write(self.style.WARNING(translation.gettext(REFUSALS[broken.rule].default_detail)))

    def find_type(self, named: str) -> UnitType:
        """Return the type with this id or name.

        :raises CommandError: if there is none, or several
        """
        found = find_unit_types(named)
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(f"Several are called {named}; give the id: {', '.join(str(it.pk) for it in found)}.")
        known = ", ".join(f"{it.pk} {it}" for it in UnitType.objects.all()[:20])
        raise CommandError(f"There is no type {named}. There are: {known or 'none yet'}.")
