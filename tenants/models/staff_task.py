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


class Unreached(models.TextChoices):
    """Why the notices of a task reached nobody, with what to do about it."""

    NO_CHANNELS = (
        "no_channels",
        _("No se pudo avisar a nadie: nadie del equipo tiene por dónde recibir avisos. Cárguelos en «Mis avisos»."),
    )
    ALL_FAILED = (
        "all_failed",
        _("No se pudo avisar a nadie: fallaron todos los envíos. Abajo dice por qué; avise usted a quien corresponda."),
    )
    ALL_QUIET = (
        "all_quiet",
        _("No se pudo avisar a nadie: todos están en horas de silencio. Si no puede esperar, llame por teléfono."),
    )
    ALL_OFF_DUTY = (
        "all_off_duty",
        _(
            "No se pudo avisar a nadie: todos están fuera de turno o en silencio. Si no puede esperar, llame por teléfono."
        ),
    )
    NO_REACTION = (
        "no_reaction",
        _("No se pudo avisar a nadie: los avisos salieron y nadie los abrió. Tome la tarea o llame a quien pueda."),
    )


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
    # Set by whoever takes it into their own hands; given to somebody by another, it is not taken yet.
    taken_at = models.DateTimeField(_("tomada"), null=True, editable=False)
    # Told to all and heard by none (tenants/services/notices.py).
    unreached = models.CharField(_("avisos"), max_length=12, choices=Unreached, blank=True, editable=False)
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
