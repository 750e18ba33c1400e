"""The first answer to a call that was given a name (Idempotency-Key), kept for those who ask again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.scoping import TenantModel


class StoredAnswer(TenantModel):
    """Written in the transaction of the effect that it tells of, so that there is never one without the other."""

    key = models.CharField(_("Idempotency-Key"), max_length=255)
    # Of caller, method, path, parameters and body: the same key for another call is a mistake of the caller's.
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(_("estado"))
    body = models.BinaryField()
    created_at = models.DateTimeField(_("desde"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("respuesta guardada")
        verbose_name_plural = _("respuestas guardadas")
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "key"], name="stored_answer_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "created_at"], name="stored_answer_oldest")]

    def __str__(self) -> str:
        return self.key
