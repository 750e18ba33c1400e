"""Addresses of the API below /api/v1/. Those of other apps join in config/urls.py."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from tenants.api.api_keys import Keys, RevokeKey
from tenants.api.audit_events import AuditEvents
from tenants.api.guests import Guests, OneGuest
from tenants.api.me import Me
from tenants.api.staff_tasks import AssignStaffTask, CloseStaffTask, OneStaffTask, StaffTasks
from tenants.api.webhook_deliveries import RedeliverWebhook, WebhookDeliveries
from tenants.api.webhooks import OneWebhook, RotateWebhookSecret, TestWebhook, Webhooks


class RowConverter(IntConverter):
    """The number of a row: what a bigint holds, so that no other number ever reaches Postgres."""

    regex = "[1-9][0-9]{0,17}"


register_converter(RowConverter, "row")

urlpatterns = [
    path("me", Me.as_view(), name="me"),
    path("guests", Guests.as_view(), name="guests"),
    path("guests/<row:guest_id>", OneGuest.as_view(), name="guest"),
    path("staff-tasks", StaffTasks.as_view(), name="staff_tasks"),
    path("staff-tasks/<row:task_id>", OneStaffTask.as_view(), name="staff_task"),
    path("staff-tasks/<row:task_id>/close", CloseStaffTask.as_view(), name="close_staff_task"),
    path("staff-tasks/<row:task_id>/assign", AssignStaffTask.as_view(), name="assign_staff_task"),
    path("audit-events", AuditEvents.as_view(), name="audit_events"),
    path("keys", Keys.as_view(), name="keys"),
    path("keys/<row:key_id>/revoke", RevokeKey.as_view(), name="revoke_key"),
    path("webhooks", Webhooks.as_view(), name="webhooks"),
    path("webhooks/<row:webhook_id>", OneWebhook.as_view(), name="webhook"),
    path("webhooks/<row:webhook_id>/rotate", RotateWebhookSecret.as_view(), name="rotate_webhook_secret"),
    path("webhooks/<row:webhook_id>/test", TestWebhook.as_view(), name="test_webhook"),
    path("webhook-deliveries", WebhookDeliveries.as_view(), name="webhook_deliveries"),
    path("webhook-deliveries/<row:delivery_id>/redeliver", RedeliverWebhook.as_view(), name="redeliver_webhook"),
]
