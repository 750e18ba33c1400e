"""Meta's limits for what is sent. What breaks one is refused whole, with the sentence that says where."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from sandbox.graph.errors import Refused
from sandbox.graph.templates import Templates
from sandbox.ledger import digits

Json = dict[str, object]

BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
MEDIA = ("image", "video", "audio", "document", "sticker")
MOST_ROWS = MOST_SECTIONS = 10


def check(payload: Json, *, has_media: Callable[[str], bool], templates: Templates, any_template: bool) -> None:
    """Let a message pass that Meta would take.

    :raises Refused: if Meta would not
    """
    if payload.get("messaging_product") != "whatsapp":
        raise Refused(100, "The parameter messaging_product is required.")
    check_recipient(payload)
    text(payload, "biz_opaque_callback_data", most=512, least=0)
    kind = payload.get("type", "text")
    if not isinstance(kind, str) or kind not in CHECKS:
        raise Refused(100, f"Param type must be one of {{{', '.join(sorted(CHECKS)).upper()}}} - got {kind!r}.")
    content = thing(payload, kind)
    CHECKS[kind](content)
    for medium in media_in(kind, content):
        check_medium(medium, has_media)
    if kind == "template":
        templates.check(content, any_name=any_template)


def check_recipient(payload: Json) -> None:
    to, recipient = payload.get("to"), payload.get("recipient")
    if to:
        if not 6 <= len(digits(to)) <= 20:
            raise Refused(131009, "Param to is not a valid WhatsApp phone number.")
    elif not recipient:
        raise Refused(100, "The parameter to is required.")
    elif not isinstance(recipient, str) or not BSUID.fullmatch(recipient):
        raise Refused(131009, "Param recipient is not a valid business-scoped user ID.")


def check_text(content: Json) -> None:
    text(content, "body", most=4096, where="text['body']")


def check_interactive(content: Json) -> None:
    kind = content.get("type")
    checks = {"button": check_buttons, "list": check_list, "cta_url": check_link}
    if not isinstance(kind, str) or kind not in {*checks, "location_request_message", "request_contact_info", "flow"}:
        raise Refused(131009, f"Invalid interactive type {kind!r}.")
    text(thing(content, "body"), "text", most=4096 if kind == "list" else 1024, where="interactive['body']['text']")
    if "footer" in content:
        text(thing(content, "footer"), "text", most=60, where="interactive['footer']['text']")
    if "header" in content:
        check_header(thing(content, "header"), only_text=kind == "list")
    action = thing(content, "action")
    if kind in checks:
        checks[kind](action)


def check_header(header: Json, *, only_text: bool) -> None:
    kind = header.get("type")
    if kind == "text":
        text(header, "text", most=60, where="interactive['header']['text']")
    elif only_text or kind not in ("image", "video", "document"):
        raise Refused(131009, f"Invalid header type {kind!r}.")


def check_buttons(action: Json) -> None:
    buttons = [thing(button, "reply") for button in things(action, "buttons")]
    if not 1 <= len(buttons) <= 3:
        raise Refused(131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3")
    for button in buttons:
        text(button, "title", most=20, where="Button title")
        text(button, "id", most=256, where="Button id")
    for name in ("title", "id"):
        if len({button[name] for button in buttons}) < len(buttons):
            raise Refused(131009, f"Duplicate button {name}s are not allowed.")


def check_list(action: Json) -> None:
    text(action, "button", most=20, where="Action button")
    sections = things(action, "sections")
    rows = [row for section in sections for row in things(section, "rows")]
    if not 1 <= len(sections) <= MOST_SECTIONS or not 1 <= len(rows) <= MOST_ROWS:
        raise Refused(131009, f"Total row count exceed max allowed count: {MOST_ROWS}")
    for section in sections:
        text(section, "title", most=24, least=1 if len(sections) > 1 else 0, where="Section title")
    for row in rows:
        text(row, "id", most=200, where="Row id")
        text(row, "title", most=24, where="Row title")
        text(row, "description", most=72, least=0, where="Row description")
    if len({row["id"] for row in rows}) < len(rows):
        raise Refused(131009, "Duplicate row ids are not allowed.")


def check_link(action: Json) -> None:
    given = thing(action, "parameters")
    text(given, "display_text", most=20, where="Display text")
    text(given, "url", most=2000, where="URL")
    if not str(given["url"]).startswith(("http://", "https://")):
        raise Refused(131009, "URL is not valid.")


def check_location(content: Json) -> None:
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = content.get(name)
        try:
            fits = abs(float(str(value))) <= most
        except ValueError:
            fits = False
        if not fits:
            raise Refused(131009, f"Param location['{name}'] is not valid.")


def check_reaction(content: Json) -> None:
    text(content, "message_id", most=512, where="reaction['message_id']")
    text(content, "emoji", most=32, least=0, where="reaction['emoji']")


def check_captioned(content: Json) -> None:
    text(content, "caption", most=1024, least=0, where="caption")


def check_bare(content: Json) -> None:
    if "caption" in content:
        raise Refused(100, "Param caption is not supported for this media type.")


def check_contacts(content: Json) -> None:
    """Let contact cards pass; they come as an array, which `thing` has looked at."""


def check_template(content: Json) -> None:
    text(content, "name", most=512, where="template['name']")
    text(thing(content, "language"), "code", most=20, where="template['language']['code']")


CHECKS: dict[str, Callable[[Json], None]] = {
    "text": check_text,
    "interactive": check_interactive,
    "location": check_location,
    "reaction": check_reaction,
    "image": check_captioned,
    "video": check_captioned,
    "document": check_captioned,
    "audio": check_bare,
    "sticker": check_bare,
    "contacts": check_contacts,
    "template": check_template,
}


def media_in(kind: str, content: Json) -> list[Json]:
    """Return every medium a message names: its own, and that of a header."""
    if kind in MEDIA:
        return [content]
    header = content.get("header")
    if kind == "interactive" and isinstance(header, dict) and header.get("type") in MEDIA:
        return [thing(header, header["type"])]
    return []


def check_medium(medium: Json, has_media: Callable[[str], bool]) -> None:
    known, link = medium.get("id"), medium.get("link")
    if bool(known) == bool(link):
        raise Refused(100, "Either id or link must be given for media, not both.")
    if known and not has_media(str(known)):
        raise Refused(131009, f"Media ID {known} does not exist or has expired.")
    if link and not str(link).startswith(("http://", "https://")):
        raise Refused(131009, "Param link is not a valid URL.")


def thing(holder: Json, name: str) -> Json:
    """Return an object inside another."""
    value = holder.get(name)
    if name == "contacts" and isinstance(value, list) and 1 <= len(value) <= 257:
        return {"contacts": value}
    if not isinstance(value, dict):
        raise Refused(100, f"The parameter {name} is required.")
    return cast("Json", value)


def things(holder: Json, name: str) -> list[Json]:
    """Return the objects of an array."""
    value = holder.get(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Refused(100, f"The parameter {name} is required.")
    return cast("list[Json]", value)


def text(holder: Json, name: str, *, most: int, least: int = 1, where: str = "") -> None:
    """Hold a text to its length, in UTF-16 units, which are never fewer than Meta may count."""
    value = holder.get(name, "")
    if not isinstance(value, str):
        raise Refused(100, f"Param {where or name} must be a string.")
    units = len(value.encode("utf-16-le", "surrogatepass")) // 2
    if units > most or (least and not value.strip()):
        raise Refused(131009, f"{where or name} length invalid. Min length: {least}, Max length: {most}")
