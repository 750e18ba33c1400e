"""What Meta takes, checked before it is asked: one title that is too long makes it refuse the whole message.

Whether Meta counts letters or UTF-16 units is not known; units are never fewer, so they are counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import singledispatch

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
    TemplateMessage,
    Text,
    Voice,
)
from messaging.whatsapp.refusals import BadContent, TooLong

MOST_TEXT, MOST_BODY, MOST_CAPTION = 4096, 1024, 1024
MOST_HEADER = MOST_FOOTER = 60
MOST_BUTTONS, MOST_BUTTON_TITLE, MOST_BUTTON_ID = 3, 20, 256
MOST_SECTIONS, MOST_ROWS, MOST_SECTION_TITLE = 10, 10, 24
MOST_ROW_ID, MOST_ROW_TITLE, MOST_ROW_DESCRIPTION = 200, 24, 72
MOST_URL, MOST_OPAQUE = 2000, 512
MOST_TEMPLATE_NAME, MOST_TEMPLATE_BUTTONS = 512, 10
# Not documented; whatever is longer is no name, no emoji and no id.
MOST_PLACE_NAME, MOST_EMOJI, MOST_FILENAME, MOST_ID = 1000, 32, 240, 255

# NUL and halves of a character: no other program can read them.
UNREADABLE = re.compile("[\x00\ud800-\udfff]")
LINK = re.compile(r"https?://[^\s/?#]+\S*")
TEMPLATE_NAME = re.compile(r"[a-z0-9_]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")


def units(text: str) -> int:
    """Return how long a text is for Meta: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@singledispatch
def check(content: Content) -> None:
    """Refuse what Meta would refuse.

    :raises TooLong: if something is longer, or there is more of it, than Meta takes
    :raises BadContent: if something is missing, or can be nothing
    """
    raise BadContent(field="kind")


@check.register
def _(content: Text) -> None:
    words("body", content.body, MOST_TEXT)


@check.register
def _(content: Buttons) -> None:
    frame(content.body, content.header, content.footer)
    number("buttons", content.buttons, MOST_BUTTONS)
    for index, button in enumerate(content.buttons):
        words(f"buttons.{index}.title", button.title, MOST_BUTTON_TITLE)
        words(f"buttons.{index}.id", button.id, MOST_BUTTON_ID)
    different("buttons", (button.title.strip() for button in content.buttons))
    different("buttons", (button.id for button in content.buttons))


@check.register
def _(content: Menu) -> None:
    frame(content.body, content.header, content.footer)
    words("button", content.button, MOST_BUTTON_TITLE)
    number("sections", content.sections, MOST_SECTIONS)
    rows = [row for section in content.sections for row in section.rows]
    number("sections", rows, MOST_ROWS)
    for index, section in enumerate(content.sections):
        words(f"sections.{index}.title", section.title, MOST_SECTION_TITLE, may_lack=len(content.sections) == 1)
        number(f"sections.{index}.rows", section.rows, MOST_ROWS)
        for place, row in enumerate(section.rows):
            at = f"sections.{index}.rows.{place}"
            words(f"{at}.id", row.id, MOST_ROW_ID)
            words(f"{at}.title", row.title, MOST_ROW_TITLE)
            words(f"{at}.description", row.description, MOST_ROW_DESCRIPTION, may_lack=True)
    different("sections", (row.id for row in rows))


@check.register
def _(content: LinkButton) -> None:
    words("body", content.body, MOST_BODY)
    words("label", content.label, MOST_BUTTON_TITLE)
    link("url", content.url)


@check.register
def _(content: Place) -> None:
    inside("latitude", content.latitude, 90)
    inside("longitude", content.longitude, 180)
    words("name", content.name, MOST_PLACE_NAME, may_lack=True)
    words("address", content.address, MOST_PLACE_NAME, may_lack=True)


@check.register
def _(content: AskPlace | AskPhone) -> None:
    words("body", content.body, MOST_BODY)


@check.register
def _(content: Picture | File) -> None:
    media(content, "")
    words("caption", content.caption, MOST_CAPTION, may_lack=True)
    if isinstance(content, File):
        words("filename", content.filename, MOST_FILENAME, may_lack=True)


@check.register
def _(content: Voice) -> None:
    words("id", content.id, MOST_ID)


@check.register
def _(content: Reaction) -> None:
    words("wamid", content.wamid, MOST_ID)
    words("emoji", content.emoji, MOST_EMOJI, may_lack=True)


@check.register
def _(content: TemplateMessage) -> None:
    words("name", content.name, MOST_TEMPLATE_NAME)
    demand("name", TEMPLATE_NAME.fullmatch(content.name))
    demand("language", LANGUAGE.fullmatch(content.language))
    for index, value in enumerate(content.body):
        words(f"body.{index}", value, MOST_BODY)
    within("body", sum(map(units, content.body)), MOST_BODY)
    demand("names", not content.names or len(content.names) == len(content.body))
    words("header", content.header, MOST_HEADER, may_lack=True)
    if content.header_media:
        demand("header", not content.header)
        demand("header_media.caption", not content.header_media.caption)
        media(content.header_media, "header_media.")
    within("buttons", len(content.buttons), MOST_TEMPLATE_BUTTONS)
    for place, button in enumerate(content.buttons):
        words(f"buttons.{place}.value", button.value, MOST_URL)
        demand(f"buttons.{place}.index", 0 <= button.index < MOST_TEMPLATE_BUTTONS)
    different("buttons", (button.index for button in content.buttons))


def frame(body: str, header: str, footer: str) -> None:
    """Check what stands around buttons and lists."""
    words("body", body, MOST_BODY)
    words("header", header, MOST_HEADER, may_lack=True)
    words("footer", footer, MOST_FOOTER, may_lack=True)


def media(content: Picture | File, at: str) -> None:
    """Check that there is an id or a link, and not both."""
    demand(f"{at}id", bool(content.id) != bool(content.link))
    words(f"{at}id", content.id, MOST_ID, may_lack=True)
    if content.link:
        link(f"{at}link", content.link)


def words(field: str, text: str, most: int, *, may_lack: bool = False) -> None:
    """Check a text: blanks alone are none."""
    demand(field, may_lack or text.strip())
    demand(field, not UNREADABLE.search(text))
    within(field, units(text), most)


def link(field: str, url: str) -> None:
    words(field, url, MOST_URL)
    demand(field, LINK.fullmatch(url))


def number(field: str, things: Sequence[object], most: int) -> None:
    """Check that there are some, and not too many."""
    demand(field, things)
    within(field, len(things), most)


def different(field: str, values: Iterable[object]) -> None:
    known = list(values)
    demand(field, len(set(known)) == len(known))


def inside(field: str, degrees: float, most: int) -> None:
    demand(field, math.isfinite(degrees) and -most <= degrees <= most)


def within(field: str, length: int, most: int) -> None:
    if length > most:
        raise TooLong(field=field, length=length, most=most)


def demand(field: str, truth: object) -> None:
    if not truth:
        raise BadContent(field=field)
