"""Every kind of message has a word: nobody at the desk reads `picture`."""

from __future__ import annotations

from typing import get_args

from messaging.admin.words import KINDS
from messaging.whatsapp.contents import Content
from messaging.whatsapp.reading.kinds import READERS

# A tap is read out of one kind by what it is; what corrects or takes back a message is kept with that message.
READ_AS = {"button_reply", "list_reply", "flow_reply", "unknown"}
NOT_KEPT = {"interactive", "edit", "revoke"}


def test_what_we_send_and_what_guests_send_have_words() -> None:
    sent = {one.kind for one in get_args(Content)}

    assert sorted(((sent | READ_AS | set(READERS)) - NOT_KEPT) - set(KINDS)) == []
