"""Where sessions are kept: in a table of ours that knows whose they are and where they are used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tenants.models import Session, User

# The business that somebody who works for several has chosen, in their session.
CHOSEN_TENANT = "tenant"
# Often enough for "yes, that was me"; a write with every request would cost more than the page.
SEEN_EVERY = timedelta(minutes=5)


class SessionStore(DatabaseStore):
    """Django's store, with a person, an address and a browser to each row."""

    # What the gate knows of the request; a row that is made outside of one has neither.
    address = ""
    agent = ""
    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # unknown to the stubs
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of our model class
        row.user_id = data.get(SESSION_KEY)
        row.address, row.agent = self.address, self.agent[:200]
        return row

    def note_use(self, now: datetime) -> None:
        """Note that the session is in use; written at most once in a while, however often it is asked for."""
        if self.row is not None and self.row.last_seen_at + SEEN_EVERY <= now:
            due = Session.objects.filter(pk=self.row.pk, last_seen_at__lte=now - SEEN_EVERY)
            due.update(last_seen_at=now, address=self.address)


# Nobody has more; a page that lists thousands helps nobody.
MOST_SHOWN = 100


def list_sessions(user: User, *, now: datetime) -> list[Session]:
    """Return where the person is logged in, the last used first."""
    live = Session.objects.filter(user=user, expire_date__gt=now).defer("session_data")
    return list(live.order_by("-last_seen_at", "-created_at")[:MOST_SHOWN])


def end_session(user: User, handle: UUID) -> None:
    """Log out one browser of the person, wherever it is."""
    Session.objects.filter(user=user, handle=handle).delete()


def end_other_sessions(user: User, *, keep: str) -> None:
    """Log the person out everywhere but here."""
    Session.objects.filter(user=user).exclude(session_key=keep).delete()


def forget_expired(now: datetime) -> None:
    """Delete sessions that have run out."""
    Session.objects.filter(expire_date__lte=now).delete()
