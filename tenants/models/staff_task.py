"""What a person is asked to do: the one place for it, whatever part of the system asks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.scoping import TenantModel


class Outcome(models.TextChoices):
    DONE = "done", _("hecho")
    NOT_NEEDED = "not_needed", _("no hacía falta")
    SOLVED_ITSELF = "solved_itself", _("se resolvió solo")


class StaffTask(TenantModel):
    """One thing to do. `kind` and `cause` say why it was opened: while it is open, the same cause opens no second one."""

    kind = models.CharField(_("tipo"), max_length=40)
    cause = models.CharField(_("causa"), max_length=120)
    title = models.CharField(_("tarea"), max_length=160)
    detail = models.TextField(_("detalle"), max_length=2000, blank=True)
    # Where it is done: a path of this installation.
    link = models.CharField(_("enlace"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("abierta"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(_("para"), null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Django would look for the tasks of every business, which nobody may. People are switched off, not deleted.
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("a cargo de"),
    )
    closed_at = models.DateTimeField(_("cerrada"), null=True, editable=False)
    closed_by = models.CharField(_("cerrada por"), max_length=80, blank=True, editable=False)
    outcome = models.CharField(_("resultado"), max_length=16, choices=Outcome, blank=True, editable=False)
    note = models.TextField(_("nota"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("tarea del personal")
        verbose_name_plural = _("tareas del personal")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "cause"], condition=Q(closed_at=None), name="staff_task_open_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False, outcome__in=Outcome.values),
                name="staff_task_closed_has_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "due_at", "id"], name="staff_task_open", condition=Q(closed_at=None)),
            models.Index(fields=["tenant", "-id"], name="staff_task_newest"),
        ]

    def __str__(self) -> str:
        return self.title
