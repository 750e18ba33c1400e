"""What people are asked to do: who takes it, and how it ended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tenants import clock
from tenants.admin.base import TenantAdmin, refuse
from tenants.admin.history import actor_word, names_of
from tenants.admin.pages import number_of
from tenants.admin.task_kinds import KINDS
from tenants.errors import DomainError
from tenants.models import Outcome, StaffTask, User
from tenants.queries.notices import list_notices_of_task
from tenants.services.staff_tasks import assign_staff_task, close_staff_task


class IsOpen(admin.SimpleListFilter):
    title = _("estado")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("late", _g("Atrasadas")), ("closed", _g("Cerradas")), ("all", _g("Todas"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": _g("Abiertas")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[StaffTask]) -> QuerySet[StaffTask]:
        conditions = {
            None: Q(closed_at=None),
            "late": Q(closed_at=None, due_at__lt=clock.now()),
            "closed": Q(closed_at__isnull=False),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class InHands(admin.SimpleListFilter):
    title = _("a cargo de")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", _g("Yo")), ("nobody", _g("Nadie")), ("others", _g("Otras personas"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[StaffTask]) -> QuerySet[StaffTask]:
        conditions = {
            "me": Q(assignee=request.user.pk),
            "nobody": Q(assignee=None),
            "others": Q(assignee__isnull=False) & ~Q(assignee=request.user.pk),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


@admin.register(StaffTask)
class StaffTaskAdmin(TenantAdmin):
    list_display = ("title", "kind_word", "due_at", "assignee", "outcome")
    list_select_related = ("assignee",)
    list_filter = (IsOpen, InHands)
    search_fields = ("title",)
    search_help_text = _("Parte del título")
    fields = (
        *("title", "kind_word", "detail", "link", "due_at", "assignee"),
        *("opened_at", "closed_at", "closer", "outcome", "note"),
    )
    # Opened by the system and closed by a service: only the words about it are anybody's to change.
    readonly_fields = ("kind_word", "opened_at", "closed_at", "closer", "outcome", "link")
    actions = ("take_chosen", "close_chosen")
    change_form_outer_after_template = "desk/task_steps.html"
    ordering = (F("due_at").asc(nulls_last=True), "-id")
    empty_advice = _("No hay tareas. Cuando algo necesite de una persona, aparecerá aquí y en «Hoy».")

    @admin.display(description=_("tipo"), ordering="kind")
    def kind_word(self, task: StaffTask) -> str:
        return str(KINDS.get(task.kind, task.kind))

    @admin.display(description=_("cerrada por"))
    def closer(self, task: StaffTask) -> str:
        return actor_word(task.closed_by, names_of([task.closed_by]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = {**step_context(request), **notice_context(object_id), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def get_urls(self) -> list[URLPattern]:
        step = require_POST
        own = [
            path("<int:pk>/tomar/", self.admin_site.admin_view(step(self.take)), name="tenants_stafftask_take"),
            path("<int:pk>/cerrar/", self.admin_site.admin_view(step(self.close)), name="tenants_stafftask_close"),
        ]
        return [*own, *super().get_urls()]

    def take(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put one task into the hands of whoever pressed the button."""
        task = self.found(request, pk)
        try:
            assign_staff_task(task=task, assignee=person(request))
            messages.success(request, _g("La tarea quedó a su cargo."))
        except DomainError as error:
            refuse(request, error)
        return back(request)

    def close(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close one task with the outcome of the pressed button."""
        task, outcome = self.found(request, pk), request.POST.get("outcome", "")
        if outcome not in Outcome.values:
            raise PermissionDenied
        try:
            close_staff_task(task=task, outcome=outcome, now=clock.now())
            messages.success(request, _g("La tarea quedó cerrada."))
        except DomainError as error:
            refuse(request, error)
        return back(request)

    def found(self, request: HttpRequest, pk: int) -> StaffTask:
        """Return a task of this business that this person may work on."""
        task: StaffTask = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, task):
            raise PermissionDenied
        return task

    @admin.action(description=_("Tomar"), permissions=["change"])
    def take_chosen(self, request: HttpRequest, queryset: QuerySet[StaffTask]) -> None:
        """Put the chosen tasks into the hands of whoever chose them."""
        self.each(request, queryset, lambda task: assign_staff_task(task=task, assignee=person(request)))

    @admin.action(description=_("Cerrar como hechas"), permissions=["change"])
    def close_chosen(self, request: HttpRequest, queryset: QuerySet[StaffTask]) -> None:
        """Close the chosen tasks as done."""
        now = clock.now()
        self.each(request, queryset, lambda task: close_staff_task(task=task, outcome=Outcome.DONE, now=now))

    def each(self, request: HttpRequest, queryset: QuerySet[StaffTask], do: Any) -> None:
        """Do something with each of one page's tasks, and say with how many it went well."""
        done = 0
        for task in queryset[: self.list_per_page]:
            try:
                do(task)
                done += 1
            except DomainError as error:
                refuse(request, error)
        if done:
            text = ngettext("%(count)d tarea lista.", "%(count)d tareas listas.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)


def step_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the buttons of a task need to know."""
    return {
        # Who administers the platform belongs to no team, so has no hands here.
        "may_take": not getattr(request.user, "is_superuser", False),
        "may_act": request.user.has_perm("tenants.change_stafftask"),
        "outcomes": [(it.value, it.label) for it in (Outcome.DONE, Outcome.NOT_NEEDED)],
    }


def notice_context(object_id: str | None) -> dict[str, Any]:
    """Return who was told of a task, or was not."""
    task_id = number_of(object_id)
    return {"notices": list_notices_of_task(task_id)} if task_id else {}


def person(request: HttpRequest) -> User:
    """Return who is logged in; pages of the desk have nobody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def back(request: HttpRequest) -> HttpResponse:
    """Return to the page with the button: *Hoy*, or the list."""
    return redirect(
        reverse("admin:index" if request.POST.get("from") == "today" else "admin:tenants_stafftask_changelist")
    )
