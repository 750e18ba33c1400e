"""What became of messages of ours."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.whatsapp.items import StatusUpdate
from messaging.whatsapp.reading.messages import phone_number_id
from messaging.whatsapp.reading.parts import Part
from messaging.whatsapp.reading.people import USER_ID

MOST_STATUS = 64
# Meta echoes no more of our own id than this.
MOST_OPAQUE = 512
MOST_TITLE = 255


def read_statuses(value: Part) -> Iterator[StatusUpdate]:
    """Return the states, also those that nobody knows yet; one without an id or a word is a flaw."""
    for status in value.parts("statuses"):
        wamid = status.id("id")
        word = status.text("status", most=MOST_STATUS).strip()
        if wamid and word:
            yield _update(status, value, wamid=wamid, word=word)
        else:
            status.note("", "no_status" if wamid else "no_id", status.value)


def _update(status: Part, value: Part, *, wamid: str, word: str) -> StatusUpdate:
    recipient, user_id = status.id("recipient_id"), status.id("recipient_user_id")
    if USER_ID.fullmatch(recipient):
        recipient, user_id = "", user_id or recipient
    # The first says why; more than one has not been seen.
    error = next(iter(status.parts("errors")), None)
    return StatusUpdate(
        phone_number_id=phone_number_id(value),
        wamid=wamid,
        status=word,
        at=status.moment("timestamp"),
        recipient=recipient,
        user_id=user_id,
        opaque=status.text("biz_opaque_callback_data", most=MOST_OPAQUE),
        pricing=status.part("pricing").value,
        error_code=error.number("code") if error else None,
        error_title=error.text("title", most=MOST_TITLE) if error else "",
        error_detail=(error.part("error_data").text("details") or error.text("message")) if error else "",
        content=status.value,
    )
