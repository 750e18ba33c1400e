"""What fills a template, held to what it asks for: part by part, as Meta does."""

from __future__ import annotations

import re

from sandbox.graph.errors import Refused

Json = dict[str, object]

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
MEDIA = ("IMAGE", "VIDEO", "DOCUMENT", "LOCATION")


def check_parameters(template: Json, content: Json) -> None:
    """Hold header, body and buttons to what the template has in their places.

    :raises Refused: if Meta would not send it
    """
    given = objects(content.get("components"))
    parts = {str(part.get("type", "")).upper(): part for part in objects(template.get("components"))}
    is_named = template.get("parameter_format") == "NAMED"
    check_header(parts.get("HEADER", {}), parameters(given, "header"), is_named=is_named)
    check_words("body", str(parts.get("BODY", {}).get("text", "")), parameters(given, "body"), is_named=is_named)
    buttons = objects(parts.get("BUTTONS", {}).get("buttons"))
    check_buttons(buttons, [part for part in given if kind_of(part) == "button"])


def check_header(header: Json, given: list[Json], *, is_named: bool) -> None:
    form = str(header.get("format", "TEXT")).upper()
    if form not in MEDIA:
        check_words("header", str(header.get("text", "")), given, is_named=is_named)
        return
    if len(given) != 1:
        raise count_mismatch("header", len(given), 1)
    if kind_of(given[0]) != form.lower():
        raise Refused(132012, f"header: Format mismatch, expected {form}, received {kind_of(given[0]).upper()}")


def check_words(place: str, text: str, given: list[Json], *, is_named: bool) -> None:
    """Let a text pass that gets as many words as it asks for, and those that it names if it does."""
    wanted = set(VARIABLE.findall(text))
    if len(given) != len(wanted):
        raise count_mismatch(place, len(given), len(wanted))
    if is_named and {str(item.get("parameter_name", "")) for item in given} != wanted:
        raise Refused(100, f"{place}: Parameter name is missing or empty")


def check_buttons(buttons: list[Json], given: list[Json]) -> None:
    """Let buttons pass whose variable parts are filled, each by its place, and no others."""
    filled = {str(part.get("index", "")): part for part in given}
    for index, button in enumerate(buttons):
        kind = str(button.get("type", "")).upper()
        part = filled.pop(str(index), None)
        count = len(objects(part.get("parameters"))) if part else 0
        needs = kind == "COPY_CODE" or (kind == "URL" and bool(VARIABLE.search(str(button.get("url", "")))))
        if needs and count != 1:
            raise Refused(131008, f"buttons: Button at index {index} of type {kind.title()} requires a parameter")
        if count and kind in ("URL", "PHONE_NUMBER") and not needs:
            raise count_mismatch(f"button {index}", count, 0)
        if part and str(part.get("sub_type", "")).upper() != kind:
            raise Refused(132012, f"buttons: Button at index {index} is not of type {part.get('sub_type')}")
    if filled:
        raise Refused(132012, f"buttons: there is no button at index {min(filled)}")


def count_mismatch(place: str, given: int, wanted: int) -> Refused:
    return Refused(
        132000,
        f"{place}: number of localizable_params ({given}) does not match the expected number of params ({wanted})",
    )


def parameters(given: list[Json], kind: str) -> list[Json]:
    """Return what fills a part."""
    return [item for part in given if kind_of(part) == kind for item in objects(part.get("parameters"))]


def texts(content: Json) -> list[str]:
    """Return the texts that fill header and body."""
    given = objects(content.get("components"))
    return [str(item.get("text", "")) for kind in ("header", "body") for item in parameters(given, kind)]


def kind_of(part: Json) -> str:
    return str(part.get("type", "")).lower()


def objects(value: object) -> list[Json]:
    """Return the objects of an array."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
