"""The tables of the business and its people. Each noun has a file of its own; all are imported from here."""

from tenants.models.access import LockLift, LoginFailures, PasswordUsed, RecoveryCode, SecondFactor, Session
from tenants.models.answers import StoredAnswer
from tenants.models.audit import AuditEvent
from tenants.models.business import ApiKey, Currency, Language, Membership, Role, Status, Tenant
from tenants.models.channel import ChannelIdentifier, IdentifierKind, IdentifierVersion
from tenants.models.guest import Guest, GuestIdentity, GuestIdentityKind
from tenants.models.notices import (
    Notice,
    NoticeChannel,
    NoticeHours,
    NoticeKind,
    NoticeReason,
    NoticeRules,
    NoticeState,
    PushKey,
)
from tenants.models.staff_task import Outcome, StaffTask, Unreached
from tenants.models.user import User
from tenants.models.webhook import DeliveryState, Fault, OffReason, WebhookDelivery, WebhookEndpoint

__all__ = [
    "ApiKey",
    "AuditEvent",
    "ChannelIdentifier",
    "Currency",
    "DeliveryState",
    "Fault",
    "Guest",
    "GuestIdentity",
    "GuestIdentityKind",
    "IdentifierKind",
    "IdentifierVersion",
    "Language",
    "LockLift",
    "LoginFailures",
    "Membership",
    "Notice",
    "NoticeChannel",
    "NoticeHours",
    "NoticeKind",
    "NoticeReason",
    "NoticeRules",
    "NoticeState",
    "OffReason",
    "Outcome",
    "PasswordUsed",
    "PushKey",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "Session",
    "StaffTask",
    "Status",
    "StoredAnswer",
    "Tenant",
    "Unreached",
    "User",
    "WebhookDelivery",
    "WebhookEndpoint",
]
