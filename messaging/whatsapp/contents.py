"""What we can say on WhatsApp, as values: rows keep them as JSON, and payloads.py says them in Meta's words."""

from __future__ import annotations

import dataclasses
import math
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, ClassVar, Literal

from messaging.whatsapp.refusals import BadContent


@dataclass(frozen=True, slots=True)
class Text:
    """Words."""

    kind: ClassVar[str] = "text"
    body: str
    preview_url: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that a guest taps; its id comes back."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A question with one to three answers."""

    kind: ClassVar[str] = "buttons"
    body: str
    buttons: tuple[Choice, ...]
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; its id comes back."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of a list that belong together."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """A question with up to ten answers, in a list that a button opens."""

    kind: ClassVar[str] = "menu"
    body: str
    button: str
    sections: tuple[Section, ...]
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Words with one button that opens a page."""

    kind: ClassVar[str] = "link_button"
    body: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map."""

    kind: ClassVar[str] = "place"
    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class AskPlace:
    """A question with a button that sends where the guest is."""

    kind: ClassVar[str] = "ask_place"
    body: str


@dataclass(frozen=True, slots=True)
class AskPhone:
    """A question with a button that tells the phone number of a guest whom we know by a user id only."""

    kind: ClassVar[str] = "ask_phone"
    body: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG: the id of an upload, or a link that Meta fetches."""

    kind: ClassVar[str] = "picture"
    id: str = ""
    link: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A document, by id or link."""

    kind: ClassVar[str] = "file"
    id: str = ""
    link: str = ""
    filename: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Sound that was uploaded. As a voice note it must be Ogg with Opus, mono."""

    kind: ClassVar[str] = "voice"
    id: str
    is_voice: bool = True


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on a message; none takes it back."""

    kind: ClassVar[str] = "reaction"
    wamid: str
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class TemplateButton:
    """What a button of a template needs: a payload that comes back, the end of its address, or a code to copy."""

    index: int
    value: str
    sub_type: Literal["quick_reply", "url", "copy_code"] = "quick_reply"


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """A text that Meta approved beforehand, with the values of its gaps; with names, if its gaps have names."""

    kind: ClassVar[str] = "template"
    name: str
    language: str
    body: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    header: str = ""
    header_name: str = ""
    header_media: Picture | File | None = None
    buttons: tuple[TemplateButton, ...] = ()


Content = (
    Text
    | Buttons
    | Menu
    | LinkButton
    | Place
    | AskPlace
    | AskPhone
    | Picture
    | File
    | Voice
    | Reaction
    | TemplateMessage
)
HINTS = {
    kind: typing.get_type_hints(kind) for kind in (*typing.get_args(Content), Choice, Section, Row, TemplateButton)
}
KINDS: dict[str, type[Content]] = {kind.kind: kind for kind in typing.get_args(Content)}


def to_json(content: Content) -> dict[str, Any]:
    """Return a content as JSON has it, for a row."""
    known: dict[str, Any] = written(content)
    return known


def written(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        tag = {"kind": value.kind} if hasattr(value, "kind") else {}
        return tag | {field.name: written(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return [written(item) for item in value] if isinstance(value, tuple) else value


def from_json(stored: Mapping[str, Any]) -> Content:
    """Return the content that a row keeps. What an older or newer version wrote is read as far as it is known.

    :raises BadContent: if it is none
    """
    kind = KINDS.get(stored["kind"]) if isinstance(stored.get("kind"), str) else None
    if kind is None:
        raise BadContent(field="kind")
    content: Content = read_object(kind, stored, "")
    return content


def read_object(kind: type[Any], stored: Any, at: str) -> Any:
    """Return a value of this class; a field that is not there has its default."""
    if not isinstance(stored, Mapping):
        raise BadContent(field=at)
    hints = HINTS[kind]
    names = [field.name for field in dataclasses.fields(kind)]
    values = {name: read(hints[name], stored[name], f"{at}.{name}".lstrip(".")) for name in names if name in stored}
    try:
        return kind(**values)
    except TypeError:  # a field without a default is missing
        raise BadContent(field=at) from None


def read(hint: Any, value: Any, at: str) -> Any:
    """Return a field's value as its annotation has it."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise BadContent(field=at)
        return tuple(read(inner[0], item, f"{at}.{index}") for index, item in enumerate(value))
    if origin is UnionType:
        return read_one_of(inner, value, at)
    if dataclasses.is_dataclass(hint):
        return read_object(typing.cast(type[Any], hint), value, at)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    is_right = value in inner if origin is Literal else type(value) is hint
    if not is_right:
        raise BadContent(field=at)
    return value


def read_one_of(kinds: tuple[Any, ...], value: Any, at: str) -> Any:
    """Return nothing, or the one of several contents that the value says it is."""
    if value is None and type(None) in kinds:
        return None
    tag = value.get("kind") if isinstance(value, Mapping) else None
    kind = next((kind for kind in kinds if tag is not None and getattr(kind, "kind", None) == tag), None)
    if kind is None:
        raise BadContent(field=at)
    return read_object(kind, value, at)
