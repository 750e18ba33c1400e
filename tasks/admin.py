"""Jobs for people: what waits, what runs, what died. History is read-only; the one thing to do is to redrive the dead."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tasks.models import DeadJob, Job, State
from tasks.redrive import redrive
from tasks.routes import QUEUES
from tenants.admin.base import PlatformReadOnly, is_platform


class InQueue(admin.SimpleListFilter):
    """Offers the queues that there are. Django's own filter would read every row to find them."""

    title = _("cola")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(queue, queue) for queue in QUEUES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        return queryset.filter(queue=self.value()) if self.value() else queryset


@admin.register(Job)
class JobAdmin(PlatformReadOnly):
    list_display = ("id", "name", "queue", "state", "run_at", "attempts", "rings", "finished_at")
    list_filter = ("state", InQueue)
    search_fields = ("=name", "=trace")
    search_help_text = _("Nombre exacto de la tarea, o traza")
    ordering = ("-id",)
    empty_advice = _("Todavía no hubo trabajos. Aparecen solos en cuanto el sistema hace algo.")


@admin.register(DeadJob)
class DeadJobAdmin(PlatformReadOnly):
    list_display = ("id", "name", "queue", "attempts", "error", "finished_at")
    list_filter = (InQueue,)
    search_fields = ("=name",)
    ordering = ("-finished_at",)
    empty_advice = _("Ningún trabajo murió. Los que fallen cinco veces esperarán aquí.")
    actions = ("redrive_chosen",)

    def has_redrive_permission(self, request: HttpRequest) -> bool:
        return is_platform(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeadJob]:
        return super().get_queryset(request).filter(state=State.DEAD)

    @admin.action(description=_("Intentar de nuevo"), permissions=["redrive"])
    def redrive_chosen(self, request: HttpRequest, queryset: QuerySet[DeadJob]) -> None:
        """Give the chosen jobs another five attempts, and note who did."""
        chosen = list(queryset)
        count = redrive(job.pk for job in chosen)
        for job in chosen:
            # Jobs are of the platform and hold no names, so Django's own log may know who did it.
            admin.ModelAdmin.log_change(self, request, job, str(_("Intentar de nuevo")))
        text = ngettext("%(count)d trabajo vuelve a su cola.", "%(count)d trabajos vuelven a sus colas.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
