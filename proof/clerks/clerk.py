"""One thread with a connection, a clock and chances of its own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import Error, InterfaceError, OperationalError, connection

from bookings.conflicts import DEADLOCK, told_by
from bookings.models import Unit
from proof.clerks.orders import Found, Orders, together
from tenants.errors import DomainError
from tenants.models import Guest
from tenants.scoping import tenant_scope

ACTOR = "drill:clerk"
CUT = ("57P01",)
# When the hotel's clock begins.
BEGINS = datetime(2026, 12, 1, 15, tzinfo=UTC)
# Nights from today that are fought for.
NIGHTS = 10


class Clerk:
    """Does what it is ordered to, and notes how each attempt ended."""

    def __init__(self, orders: Orders, number: int) -> None:
        self.orders, self.number, self.found = orders, number, Found()
        self.chance = random.Random(f"{orders.seed}:{number}")
        self.next_own = self.placed = 0
        self.begun = 0.0
        self.tries = self.rushes = 0
        with tenant_scope(orders.tenant, actor=ACTOR):
            units = Unit.objects.select_related("type__property").order_by("pk")
            self.types = dict(units.values_list("pk", "type_id"))
            self.common = list(units.filter(pk__in=orders.common))
            self.own = orders.own[number] if orders.own else None
            self.guest = Guest.objects.create(name=f"Huésped {orders.seed} {number}", language="es")

    def now(self) -> datetime:
        """Return what the hotel's clock says."""
        return BEGINS + timedelta(minutes=(time.monotonic() - self.begun) * self.orders.speed)

    def night(self) -> date:
        """Return one of the nights that are fought for; they move on with the clock."""
        return self.now().date() + timedelta(days=self.chance.randrange(NIGHTS))

    def attempt(self, name: str, work: Callable[[], Any]) -> str:
        """Do something in the business's scope, and note how it ended."""
        self.tries += 1
        try:
            with tenant_scope(self.orders.tenant, actor=ACTOR):
                outcome = "done" if work() else "nobody"
        except DomainError as error:
            outcome = "deadlock" if state_behind(error) == DEADLOCK else error.code
        except Error as error:
            outcome = self.fault(name, error)
        self.found.outcomes[f"{name} {outcome}"] += 1
        return outcome

    def fault(self, name: str, error: Error) -> str:
        """Return what to call an error that nobody should be shown. A connection that was cut is the drill's own doing."""
        state = told_by(error)[0]
        connection.close()
        # The server says so if it can; of a connection that is gone the driver alone speaks, and has no code for it.
        if state in CUT or (not state and isinstance(error, InterfaceError | OperationalError)):
            return "cut"
        self.found.strange.append(f"{name}: {type(error).__name__} {state} {error}"[:300])
        return "deadlock" if state == DEADLOCK else "error"

    def work(self) -> Found:
        """Do as ordered."""
        from proof.clerks.doings import place_valid, something

        end = self.begun + self.orders.seconds
        try:
            for stay in self.orders.stays[self.number :: self.orders.threads]:
                place_valid(self, *stay)
            while not self.orders.stays and (time.monotonic() < end or self.tries < self.orders.attempts):
                something(self)
        finally:
            connection.close()
        return self.found


def state_behind(error: DomainError) -> str:
    """Return Postgres's code of what a refusal was made from."""
    return told_by(error.__cause__)[0] if isinstance(error.__cause__, Error) else ""


def work_together(clerks: Sequence[Clerk], *, begun: float) -> Found:
    """Let the clerks of a process work, all at once, from a moment of the machine's steady clock on."""
    connection.close()
    for clerk in clerks:
        clerk.begun = begun
    with ThreadPoolExecutor(len(clerks)) as threads:
        return together(threads.map(Clerk.work, clerks))
