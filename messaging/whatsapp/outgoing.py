"""The door to all that goes out: what can be said, how rows keep it, whether Meta would take it, and Meta's words for it."""

from __future__ import annotations

from messaging.whatsapp.contents import (
    AskPhone,
    AskPlace,
    Buttons,
    Choice,
    Content,
    File,
    LinkButton,
    Menu,
    Picture,
    Place,
    Reaction,
    Row,
    Section,
    TemplateButton,
    TemplateMessage,
    Text,
    Voice,
    from_json,
    to_json,
)
from messaging.whatsapp.limits import check, units
from messaging.whatsapp.payloads import payload
from messaging.whatsapp.recipients import Recipient, other_form
from messaging.whatsapp.refusals import BadContent, TooLong

__all__ = [
    "AskPhone",
    "AskPlace",
    "BadContent",
    "Buttons",
    "Choice",
    "Content",
    "File",
    "LinkButton",
    "Menu",
    "Picture",
    "Place",
    "Reaction",
    "Recipient",
    "Row",
    "Section",
    "TemplateButton",
    "TemplateMessage",
    "Text",
    "TooLong",
    "Voice",
    "check",
    "from_json",
    "other_form",
    "payload",
    "to_json",
    "units",
]
