"""What was changed in this business, by whom. Read only; no index serves a search, so there is none."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tenants.admin.base import ReadOnly
from tenants.admin.history import action_word, details, names_of
from tenants.admin.pages import PagedChangeList
from tenants.models import AuditEvent


class AuditChangeList(PagedChangeList):
    """Adds to each event of the page who that was: one query for all."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        names = names_of(event.actor for event in self.result_list)
        for event in self.result_list:
            event.person = names.get(event.actor, event.actor)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    """The manager already shows a business its own events, and the platform those that belong to none."""

    list_display = ("at", "who", "what", "table", "row_id")
    list_filter = ("action",)
    fields = ("at", "who", "what", "table", "row_id", "columns", "trace")
    readonly_fields = fields
    ordering = ("-id",)
    sortable_by = ()
    empty_advice = _(
        "Todavía no hay cambios. Cada cambio en rol, permisos, huéspedes o dinero queda anotado aquí solo."
    )

    @admin.display(description=_("quién"))
    def who(self, event: AuditEvent) -> str:
        known: str | None = getattr(event, "person", None)
        return known or names_of([event.actor]).get(event.actor, event.actor)

    @admin.display(description=_("acción"))
    def what(self, event: AuditEvent) -> str:
        return action_word(event.action)

    @admin.display(description=_("tabla"))
    def table(self, event: AuditEvent) -> str:
        model = model_of(event.table_name)
        return str(capfirst(model._meta.verbose_name)) if model else event.table_name

    @admin.display(description=_("columnas"))
    def columns(self, event: AuditEvent) -> str:
        return "\n".join(details(event, model_of(event.table_name) or AuditEvent))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return AuditChangeList

    def may_see_history(self, request: HttpRequest) -> bool:
        return False


def model_of(table: str) -> type[Model] | None:
    """Return the model of a table; None if it has gone since."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)
