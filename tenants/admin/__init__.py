"""The desk's pages about the business, its people and its guests. Each noun has a file; all are registered from here."""

from tenants.admin import audit, business, channel, guests, keys, staff_tasks, team, webhook_deliveries, webhooks

__all__ = [
    "audit",
    "business",
    "channel",
    "guests",
    "keys",
    "staff_tasks",
    "team",
    "webhook_deliveries",
    "webhooks",
]
