"""The door to Meta: sends, read receipts, media and what an account is. All of it over one pooled session per process.

Nothing here is stored and nothing repeated; what is wrong comes as a fault that says what to do (faults.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prometheus_client import Histogram

from messaging.whatsapp.exchange import ALL_SECONDS, Exchange
from messaging.whatsapp.faults import Remedy, SendFault, classify, graph_error, read_object
from messaging.whatsapp.graph import BUCKETS, Account, Answer, address, as_json, ask_graph, call, timed
from messaging.whatsapp.limits import MOST_ID
from messaging.whatsapp.media import Download, MediaDamaged, MediaGone, MediaRefused, MediaTooBig, fetch_media, upload
from messaging.whatsapp.outgoing import Content, Recipient, check, other_form, payload
from messaging.whatsapp.profile import Profile, get_profile, set_profile
from messaging.whatsapp.setup import (
    Number,
    Subscription,
    Template,
    check_subscription,
    get_number,
    list_templates,
    subscribe,
)

__all__ = [
    "Accepted",
    "Account",
    "Download",
    "MediaDamaged",
    "MediaGone",
    "MediaRefused",
    "MediaTooBig",
    "Number",
    "Profile",
    "Subscription",
    "Template",
    "check_subscription",
    "fetch_media",
    "get_number",
    "get_profile",
    "list_templates",
    "mark_read",
    "send",
    "set_profile",
    "subscribe",
    "upload",
]

NOT_ON_THE_TEST_LIST = 131030
HELD = "held_for_quality_assessment"
READ_RECEIPT_SECONDS = 10.0

SENDS = Histogram("whatsapp_send_duration_seconds", "How long a send took, by outcome", ["outcome"], buckets=BUCKETS)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Meta's receipt: it will try to deliver. `held` means a template that Meta looks at first."""

    wamid: str
    wa_id: str = ""
    user_id: str = ""
    held: bool = False


def send(
    account: Account,
    content: Content,
    *,
    recipient: Recipient,
    reply_to: str = "",
    opaque: str,
    seconds: float = ALL_SECONDS,
) -> Accepted:
    """Ask Meta to deliver a message. Being accepted is not being delivered: that comes as a status, with `opaque`.

    :raises BadContent: if Meta would refuse it (TooLong among them); then nothing was sent
    :raises SendFault: with a remedy; `unknown` if it may have been accepted
    """
    check(content)
    body = payload(content, recipient=recipient, reply_to=reply_to, opaque=opaque)
    with timed(SENDS, "accepted"), Exchange(seconds) as exchange:
        try:
            return post(exchange, account, body)
        except SendFault as fault:
            # A number of the test kind knows some countries' mobiles in another form only.
            form = other_form(recipient.wa_id)
            if fault.code != NOT_ON_THE_TEST_LIST or not form:
                raise
            return post(exchange, account, body | {"to": f"+{form}"})


def post(exchange: Exchange, account: Account, body: dict[str, Any]) -> Accepted:
    """Post a message once."""
    url = address(account.phone_number_id, "messages")
    return accepted(ask_graph(exchange, account, "POST", url, **as_json(body)))


def accepted(answer: Answer) -> Accepted:
    """Return the receipt that an answer is.

    :raises SendFault: if it is none. A 200 that names no message leaves open what became of it
    """
    if answer.status >= 300 or graph_error(answer.body):
        raise classify(answer.status, answer.body)
    known = read_object(answer.body)
    message, contact = first(known.get("messages")), first(known.get("contacts"))
    if not (wamid := word(message, "id")):
        raise SendFault(Remedy.UNKNOWN, None, "no message id", status=answer.status)
    return Accepted(wamid, word(contact, "wa_id"), word(contact, "user_id"), word(message, "message_status") == HELD)


def first(things: Any) -> dict[str, Any]:
    """Return the first object of a list, an empty one if there is none."""
    thing = things[0] if isinstance(things, list) and things else None
    return thing if isinstance(thing, dict) else {}


def word(thing: dict[str, Any], name: str) -> str:
    """Return an id; what is longer than any is none."""
    value = thing.get(name)
    return value if isinstance(value, str) and len(value) <= MOST_ID else ""


def mark_read(account: Account, wamid: str, *, typing: bool, seconds: float = READ_RECEIPT_SECONDS) -> None:
    """Show a message, and all before it, as read; `typing` shows for 25 s, or until ours arrives, that we write.

    :raises SendFault: if that failed; no reply should wait for it or fail with it
    """
    body: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    if typing:
        body["typing_indicator"] = {"type": "text"}
    call(account, "POST", account.phone_number_id, "messages", seconds=seconds, **as_json(body))
