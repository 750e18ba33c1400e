"""Tasks about people beside the bot: leases that end, guests who wait, conversations put off, replies for later."""

from __future__ import annotations

from datetime import datetime

from messaging.services import attention, holding, nudging, writing
from tasks.base import job
from tenants import clock


@job("messaging.end_lease")
def end_lease(*, tenant_id: int, conversation_id: int) -> None:
    """Give a conversation back to the bot once the person who had it has been silent for long enough."""
    holding.end_lease(conversation_id=conversation_id, now=clock.now())


@job("messaging.no_reply")
def no_reply(*, tenant_id: int, conversation_id: int, since: str) -> None:
    """Remind the staff of a guest who waits for a person since then."""
    holding.press(conversation_id=conversation_id, since=datetime.fromisoformat(since), now=clock.now())


@job("messaging.wake_conversation")
def wake_conversation(*, tenant_id: int, conversation_id: int, until: str) -> None:
    """Bring back a conversation that was put off until now."""
    attention.wake(conversation_id=conversation_id, until=datetime.fromisoformat(until), now=clock.now())


@job("messaging.write_later")
def write_later(*, tenant_id: int, later_id: int) -> None:
    """Say what a person wanted said now."""
    writing.write_later(later_id=later_id, now=clock.now())


@job("messaging.nudge")
def nudge(*, tenant_id: int, conversation_id: int, since: str) -> None:
    """Ask a guest about what was offered to them then, once, if they have said nothing since."""
    nudging.nudge_guest(conversation_id=conversation_id, since=datetime.fromisoformat(since), now=clock.now())
