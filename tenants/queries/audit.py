"""Questions about who changed what."""

from __future__ import annotations

from django.db.models import QuerySet

from tenants.models import AuditEvent


def list_audit_events() -> QuerySet[AuditEvent]:
    """Return the changes in this business."""
    return AuditEvent.objects.all()
