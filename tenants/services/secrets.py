"""Changing the key that secrets at rest are sealed with."""

from __future__ import annotations

from django.apps import apps

from tenants.models import Tenant
from tenants.scoping import platform_scope, tenant_scope
from tenants.sealed import reseal

ACTOR = "system:reseal"
# Every column that is sealed (tenants/sealed.py), by the name of its table: those of the apps above are among them.
SEALED = (
    ("tenants.secondfactor", "secret"),
    ("tenants.pushkey", "private"),
    ("messaging.metaapp", "verify_token"),
    ("messaging.metaapp", "secrets"),
)
SEALED_BY_TENANT = (
    ("tenants.webhookendpoint", "secret"),
    ("tenants.webhookendpoint", "old_secret"),
    ("messaging.whatsappnumber", "token"),
)


def reseal_secrets() -> int:
    """Seal every secret with the first key, all or none, and return how many there are; then older keys may go.

    :raises CannotUnseal: if the key that one of them was sealed with is missing
    """
    with platform_scope(actor=ACTOR):
        count = sum(reseal_column(table, column) for table, column in SEALED)
        for tenant_id in Tenant.objects.values_list("pk", flat=True).order_by("pk"):
            with tenant_scope(tenant_id, actor=ACTOR):
                count += sum(reseal_column(table, column) for table, column in SEALED_BY_TENANT)
    return count


def reseal_column(table: str, column: str) -> int:
    """Seal one column anew, be it a secret or a list of them, and return how many secrets there are."""
    count = 0
    for row in apps.get_model(table)._default_manager.select_for_update():
        sealed = getattr(row, column)
        if not sealed:
            continue
        anew = [reseal(one) for one in sealed] if isinstance(sealed, list) else reseal(sealed)
        setattr(row, column, anew)
        row.save(update_fields=[column])
        count += len(sealed) if isinstance(sealed, list) else 1
    return count
