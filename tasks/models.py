"""Work that must happen, as rows. They are the truth; a message in the broker is only a ring at the door."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("en espera")
    RUNNING = "running", _("en curso")
    DONE = "done", _("hecho")
    DEAD = "dead", _("muerto")


UNFINISHED = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """One piece of work: which task, with which ids, due when, and how it went.

    A platform table: it holds ids and no guest's data, and the sweep looks across all tenants.
    """

    name = models.CharField(_("tarea"), max_length=100)
    queue = models.CharField(_("cola"), max_length=20)
    args = models.JSONField(_("argumentos"), default=dict)
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.WAITING, db_default=State.WAITING)
    run_at = models.DateTimeField(_("desde"), db_default=Now())
    # When the sweep looks at it again: rings get lost, workers die, and neither says so.
    ring_at = models.DateTimeField(_("próximo aviso"), db_default=Now())
    # Whoever holds the token may finish the job; a worker that was given up for dead no longer does.
    token = models.UUIDField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0, db_default=0)
    # The request or job that asked for this one, so that the logs of both can be read together.
    trace = models.CharField(_("traza"), max_length=64, default="", db_default="")
    rings = models.PositiveIntegerField(_("avisos repetidos"), default=0, db_default=0)
    error = models.CharField(_("último error"), max_length=500, default="", db_default="")
    created_at = models.DateTimeField(_("creado"), db_default=Now())
    finished_at = models.DateTimeField(_("terminado"), null=True)

    class Meta:
        verbose_name = _("trabajo")
        verbose_name_plural = _("trabajos")
        indexes: ClassVar = [
            models.Index("ring_at", name="job_due", condition=Q(state__in=UNFINISHED)),
            models.Index("queue", "run_at", name="job_queue", condition=Q(state__in=UNFINISHED)),
            models.Index("queue", name="job_dead", condition=Q(state=State.DEAD)),
            models.Index("finished_at", name="job_finished", condition=~Q(state__in=UNFINISHED)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class DeadJob(Job):
    """The dead letters: jobs that failed too often and wait for a person."""

    class Meta:
        proxy = True
        # Looking is one right, giving a job another chance is a second.
        permissions: ClassVar = [("redrive_deadjob", _("Puede volver a intentar trabajos muertos"))]
        verbose_name = _("trabajo muerto")
        verbose_name_plural = _("trabajos muertos")


class Slot(models.Model):
    """The last turn that a periodic task took, so that two beats, or a late one, have one effect."""

    name = models.CharField(max_length=100, unique=True)
    turn = models.BigIntegerField()
    ran_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.name} {self.turn}"


class Heartbeat(models.Model):
    """When a part last did some work: a process can be alive and do nothing."""

    name = models.CharField(max_length=100, unique=True)
    seen_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class Sample(models.Model):
    """The row that the sample task keeps: how often it was worked on. Drills count it."""

    runs = models.PositiveIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"sample {self.pk}: {self.runs}"
