"""The whole audit: what Postgres holds, then one trial after the other, each on a stage of its own that is taken down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from config.tenancy_audit.admin_pages import try_page, try_shortcut
from config.tenancy_audit.api_views import is_endpoint, try_endpoint
from config.tenancy_audit.belonging import label, tenant_tables
from config.tenancy_audit.finding import Finding
from config.tenancy_audit.keys import look_at_caches
from config.tenancy_audit.routes import UnknownPlace, every_route
from config.tenancy_audit.stage import Stage, rehearsal
from config.tenancy_audit.tables import MIGRATE, look_at_tables
from config.tenancy_audit.tasks import every_task, try_task
from config.tenancy_audit.trial import try_table
from config.tenancy_audit.visitor import quiet

UNTRIED = (
    "say of which table it is, or which value fits: PLACES in config/tenancy_audit/routes.py, ARGUMENTS in tasks.py"
)


@dataclass(frozen=True)
class Trial:
    """One try: of a table, an address or a task."""

    subject: str
    attempt: Callable[[Stage], list[Finding]]

    def perform(self, stage: Stage) -> list[Finding]:
        """Return what was found; what cannot be tried is not covered, which is a finding too."""
        try:
            with quiet():
                return self.attempt(stage)
        except UnknownPlace as error:
            return [Finding(self.subject, f"cannot be tried: {error}", UNTRIED)]

    def __str__(self) -> str:
        return self.subject


def audit(only: str = "") -> list[Finding]:
    """Return every hole that can be found, and everything that nobody can say is none.

    What Postgres and the models say is looked at in any case; of the trials only those whose name has `only` in it are done.
    """
    findings = [*look_at_tables(), *look_at_caches()]
    # A table that is not there yet would break every trial below.
    if any(finding.mend == MIGRATE for finding in findings):
        return findings
    for trial in (trial for trial in trials() if only in trial.subject):
        with rehearsal() as stage:
            findings += trial.perform(stage)
    return findings


def trials(*, outside: bool = False) -> list[Trial]:
    """Return one trial for each table, address and task; with `outside`, of tasks that speak to the outside too."""
    tables = [Trial(f"table {label(model)}", partial(try_table, model)) for model in tenant_tables()]
    shortcuts = [Trial(f"shortcut to {label(model)}", partial(try_shortcut, model)) for model in tenant_tables()]
    addresses = [
        Trial(f"address {route}", partial(try_endpoint if is_endpoint(route) else try_page, route))
        for route in every_route()
    ]
    works = [Trial(f"task {name}", partial(try_task, name, outside=outside)) for name in every_task()]
    return [*tables, *shortcuts, *addresses, *works]
