"""Says a content in Meta's words: the JSON of a POST to /{phone number}/messages."""

from __future__ import annotations

import re
from functools import singledispatch
from typing import Any

from messaging.whatsapp.contents import (
    AskPhone,
    AskPlace,
    Buttons,
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
)
from messaging.whatsapp.limits import MOST_OPAQUE, within
from messaging.whatsapp.recipients import Recipient
from messaging.whatsapp.refusals import BadContent

Json = dict[str, Any]
# Lines, tabs and more than four blanks in a row: Meta refuses a template's value for any of them.
BLANKS, LONG_GAP = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+ *"), re.compile(r" {4,}")
WHAT_A_BUTTON_TAKES = {
    "quick_reply": ("payload", "payload"),
    "url": ("text", "text"),
    "copy_code": ("coupon_code",) * 2,
}


def payload(content: Content, *, recipient: Recipient, reply_to: str = "", opaque: str = "") -> Json:
    """Return the body of a send; `opaque` comes back in the statuses of this message.

    :raises BadContent: if nobody is named, or `opaque` is too long
    """
    within("opaque", len(opaque), MOST_OPAQUE)
    body: Json = {"messaging_product": "whatsapp", "recipient_type": "individual", **recipient.address()}
    if reply_to:
        body["context"] = {"message_id": reply_to}
    if opaque:
        body["biz_opaque_callback_data"] = opaque
    return body | said(content)


@singledispatch
def said(content: Content) -> Json:
    """Return the type of a message and the object of that name."""
    raise BadContent(field="kind")


@said.register
def _(content: Text) -> Json:
    return {"type": "text", "text": {"body": content.body, "preview_url": content.preview_url}}


@said.register
def _(content: Buttons) -> Json:
    buttons = [{"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in content.buttons]
    return interactive("button", content.body, {"buttons": buttons}, header=content.header, footer=content.footer)


@said.register
def _(content: Menu) -> Json:
    action = {"button": content.button, "sections": [section_json(section) for section in content.sections]}
    return interactive("list", content.body, action, header=content.header, footer=content.footer)


def section_json(section: Section) -> Json:
    rows = [row_json(row) for row in section.rows]
    return {"title": section.title, "rows": rows} if section.title else {"rows": rows}


def row_json(row: Row) -> Json:
    known = {"id": row.id, "title": row.title}
    return known | {"description": row.description} if row.description else known


@said.register
def _(content: LinkButton) -> Json:
    parameters = {"display_text": content.label, "url": content.url}
    return interactive("cta_url", content.body, {"name": "cta_url", "parameters": parameters})


@said.register
def _(content: AskPlace) -> Json:
    return interactive("location_request_message", content.body, {"name": "send_location"})


@said.register
def _(content: AskPhone) -> Json:
    return interactive("request_contact_info", content.body, {"name": "request_contact_info"})


def interactive(kind: str, body: str, action: Json, *, header: str = "", footer: str = "") -> Json:
    """Return a message that can be tapped."""
    known: Json = {"type": kind, "body": {"text": body}, "action": action}
    if header:
        known["header"] = {"type": "text", "text": header}
    if footer:
        known["footer"] = {"text": footer}
    return {"type": "interactive", "interactive": known}


@said.register
def _(content: Place) -> Json:
    point = {"latitude": content.latitude, "longitude": content.longitude}
    return {"type": "location", "location": point | some(name=content.name, address=content.address)}


@said.register
def _(content: Picture) -> Json:
    return {"type": "image", "image": some(id=content.id, link=content.link, caption=content.caption)}


@said.register
def _(content: File) -> Json:
    known = some(id=content.id, link=content.link, filename=content.filename, caption=content.caption)
    return {"type": "document", "document": known}


@said.register
def _(content: Voice) -> Json:
    return {"type": "audio", "audio": {"id": content.id, "voice": content.is_voice}}


@said.register
def _(content: Reaction) -> Json:
    return {"type": "reaction", "reaction": {"message_id": content.wamid, "emoji": content.emoji}}


@said.register
def _(content: TemplateMessage) -> Json:
    template: Json = {"name": content.name, "language": {"code": content.language}}
    # A part without values is left out; one that is there and empty is refused.
    if parts := [*template_header(content), *template_body(content), *map(template_button, content.buttons)]:
        template["components"] = parts
    return {"type": "template", "template": template}


def template_header(content: TemplateMessage) -> list[Json]:
    if content.header_media:
        return [{"type": "header", "parameters": [said(content.header_media)]}]
    if content.header:
        return [{"type": "header", "parameters": [text_value(content.header, content.header_name)]}]
    return []


def template_body(content: TemplateMessage) -> list[Json]:
    names = content.names or ("",) * len(content.body)
    values = [text_value(value, name) for value, name in zip(content.body, names, strict=True)]
    return [{"type": "body", "parameters": values}] if values else []


def template_button(button: TemplateButton) -> Json:
    kind, name = WHAT_A_BUTTON_TAKES[button.sub_type]
    value = {"type": kind, name: button.value}
    return {"type": "button", "sub_type": button.sub_type, "index": str(button.index), "parameters": [value]}


def text_value(value: str, name: str) -> Json:
    known = {"type": "text", "text": one_line(value)}
    return known | {"parameter_name": name} if name else known


def one_line(value: str) -> str:
    """Return a value as a template takes it."""
    return LONG_GAP.sub("   ", BLANKS.sub(" ", value)).strip()


def some(**values: str) -> Json:
    """Return those that say something."""
    return {name: value for name, value in values.items() if value}
