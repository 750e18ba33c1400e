"""Who changed what: written by triggers in Postgres (tenants/tenancy.py), read by people, changed by nobody."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.scoping import Scope, TenantManager, current


class AuditManager(TenantManager["AuditEvent"]):
    """Asks for the events of the scope's business, or, as the platform, for those of no business."""

    def get_queryset(self) -> models.QuerySet[AuditEvent]:
        match current.get():
            case Scope(tenant_id=None):
                return models.Manager.get_queryset(self).filter(tenant=None)
            case _:
                return super().get_queryset()


class AuditEvent(models.Model):
    """One change of one row. Columns that hold personal data or secrets are named, never copied."""

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("cuándo"), db_default=Now())
    actor = models.CharField(_("quién"), max_length=80)
    action = models.CharField(_("acción"), max_length=10)
    table_name = models.CharField(_("tabla"), max_length=63)
    row_id = models.CharField(_("fila"), max_length=64)
    # {"column": [before, after]}
    changes = models.JSONField(_("cambios"), default=dict)
    private_columns = ArrayField(models.CharField(max_length=63), verbose_name=_("datos personales cambiados"))
    trace = models.CharField(_("traza"), max_length=64, blank=True)

    objects = AuditManager()

    class Meta:
        verbose_name = _("cambio")
        verbose_name_plural = _("historial de cambios")
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="audit_newest"),
            models.Index(fields=["tenant", "table_name", "row_id", "-id"], name="audit_of_row"),
        ]

    def __str__(self) -> str:
        return str(_("Cambio %(number)s") % {"number": self.pk})
