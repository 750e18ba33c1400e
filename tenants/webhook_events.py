"""What a business can be told about by its outgoing webhooks: one page. Names are for ever, since programs rely on them.

An app that announces something new (tenants/services/webhooks.py) adds its name here, and its line to
docs/howto/outgoing-webhooks.md.
"""

from __future__ import annotations

EVENTS = (
    "hold.created",
    "hold.extended",
    "hold.expired",
    "hold.revived",
    "booking.confirmed",
    "booking.changed",
    "booking.cancelled",
    "stay.checked_in",
    "stay.checked_out",
    "stay.no_show",
    "payment.recorded",
    "waitlist.offered",
)

# Sent when a person asks for it; nobody subscribes to it.
TEST = "webhook.test"
