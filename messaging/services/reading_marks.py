"""Showing guests that they were read. A nicety: nothing waits for it, and nothing fails with it."""

from __future__ import annotations

import logging

from messaging.whatsapp.client import Account, mark_read
from messaging.whatsapp.faults import SendFault

log = logging.getLogger(__name__)


def show_read(account: Account, wamid: str) -> None:
    """Show a guest that this message, and all before it, was read."""
    try:
        mark_read(account, wamid, typing=False)
    except SendFault as fault:
        log.info("a message could not be shown as read", extra={"fault": fault.remedy.value, "code": fault.code})
