"""What was changed in this business, by whom. Read only; no index serves a search, so there is none."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.admin.base import ReadOnly
from tenants.admin.history import action_word, actor_word, actors_in, details, names_of, table_word
from tenants.admin.pages import PagedChangeList
from tenants.models import AuditEvent


class AuditChangeList(PagedChangeList):
    """Adds to each event of the page who that was: one query for all."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        names = names_of(event.actor for event in self.result_list)
        for event in self.result_list:
            event.person = actor_word(event.actor, names)


class DidWhat(admin.SimpleListFilter):
    """Offers what may happen to a row. Django's own filter would read every event to find out."""

    title = _("acción")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(action, action_word(action)) for action in ("insert", "update", "delete")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    """The manager already shows a business its own events, and the platform those that belong to none."""

    list_display = ("at", "who", "what", "table", "row_id")
    list_filter = (DidWhat,)
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
        return known or actor_word(event.actor, names_of([event.actor]))

    @admin.display(description=_("acción"))
    def what(self, event: AuditEvent) -> str:
        return action_word(event.action)

    @admin.display(description=_("sobre qué"))
    def table(self, event: AuditEvent) -> str:
        return table_word(event.table_name)

    @admin.display(description=_("qué cambió"))
    def columns(self, event: AuditEvent) -> str:
        return "\n".join(details(event, names_of(actors_in([event]))))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return AuditChangeList

    def may_see_history(self, request: HttpRequest) -> bool:
        return False
