"""What a webhook of Meta's can hold, in our words. Every text is "" where Meta did not say, and safe for Postgres."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# A message's `kind`, and what is none of these is "unknown".
KINDS = (
    "text",
    "image",
    "video",
    "sticker",
    "document",
    "audio",
    "voice",
    "location",
    "contacts",
    "button",
    "list_reply",
    "button_reply",
    "flow_reply",
    "reaction",
    "order",
    "system",
    "edit",
    "revoke",
    "unsupported",
    "unknown",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """A person by phone (`wa_id`, digits) or by the id that Meta gives one business (`user_id`): either may be missing."""

    wa_id: str = ""
    user_id: str = ""
    parent_user_id: str = ""
    username: str = ""
    name: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether there is anything to answer to."""
        return bool(self.wa_id or self.user_id)


@dataclass(frozen=True, slots=True)
class MediaRef:
    """A file that waits at Meta. The MIME type comes without its parameters; `url` works for five minutes, if at all."""

    id: str
    mime_type: str = ""
    sha256_hex: str = ""
    filename: str = ""
    is_voice: bool = False
    caption: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """What a guest's message and the owner's own have in common.

    `text` is what a person would read or say, `choice_id` what was tapped, `content` Meta's whole object, cleaned.
    `reply_to` is the message that this one is about: quoted, reacted to, edited or taken back.
    """

    phone_number_id: str
    wamid: str
    sender: Sender
    kind: str
    sent_at: datetime | None = None
    text: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    media: MediaRef | None = None
    reply_to: str = ""
    choice_id: str = ""
    is_forwarded: bool = False
    # Done to another message, and no word to us: pinned, kept, and whatever else Meta does not show.
    is_gesture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage(_Message):
    """What somebody wrote to a number of ours. Its sender is always known: without one it is a flaw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo(_Message):
    """What the owner wrote to a guest from the app on the phone."""

    to: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUpdate:
    """What became of a message of ours. `status` is Meta's word, also one that nobody knows yet."""

    phone_number_id: str
    wamid: str
    status: str
    at: datetime | None = None
    recipient: str = ""
    user_id: str = ""
    opaque: str = ""
    pricing: dict[str, Any] = field(default_factory=dict)
    error_code: int | None = None
    error_title: str = ""
    error_detail: str = ""
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChange:
    """A person has another number or id from now on; what is "" in `after` was not said.

    One that came as a system message carries its wamid and comes beside that message, after it; one with a field of its own
    has no wamid, and all that Meta said as its content.
    """

    phone_number_id: str
    before: Sender
    after: Sender
    reason: str
    wamid: str = ""
    at: datetime | None = None
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUpdate:
    """News about an account, a number or a template, under the name of Meta's field; "errors" for faults of an account."""

    field: str
    waba_id: str = ""
    phone_number_id: str = ""
    content: dict[str, Any]
    at: datetime | None = None


Item = InboundMessage | Echo | StatusUpdate | IdentityChange | AccountUpdate


@dataclass(frozen=True, slots=True)
class Flaw:
    """What could not be read: where it stood, a code for why, and as much of it as could be saved (safe for jsonb)."""

    path: str
    reason: str
    raw: Any = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one delivery held, in the order in which it stood there."""

    items: tuple[Item, ...]
    faults: tuple[Flaw, ...]
