"""JSON for the API: read and written by orjson, which `manage.py bench json` shows to be several times faster."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import IO, Any

import orjson
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from tenants.api.problems import BodyTooDeep, SaidTwice

# Nothing that we take is deeper; who sends more wants to see us fail.
DEEPEST = 32


class OrjsonRenderer(BaseRenderer):
    """Writes answers. Money is Decimal and goes out as text: a number would be rounded by whoever reads it."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=plain, option=orjson.OPT_NON_STR_KEYS)


def plain(value: object) -> object:
    """Return a value that orjson does not know as one that it does.

    :raises TypeError: if there is no obvious one
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Promise):
        return force_str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


class OrjsonParser(BaseParser):
    """Reads request bodies. NaN, Infinity and names said twice are refused, which the standard library lets through."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return what the body says.

        :raises ParseError: if it is no JSON, or none that says one thing
        """
        body = stream.read()
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(_("El cuerpo no es JSON: %(error)s") % {"error": error}) from None
        if is_deeper(data, DEEPEST):
            raise BodyTooDeep
        # orjson takes the last of two values with one name; whoever sent them may mean the first.
        json.loads(body, object_pairs_hook=without_twins, parse_int=str, parse_float=str)
        return data


def is_deeper(data: object, most: int) -> bool:
    """Return whether lists and objects are nested in each other more often than that."""
    level = [data]
    for _depth in range(most + 1):
        level = [child for it in level for child in children_of(it)]
        if not level:
            return False
    return True


def children_of(it: object) -> Iterable[object]:
    if isinstance(it, dict):
        return it.values()
    return it if isinstance(it, list) else ()


def without_twins(pairs: list[tuple[str, object]]) -> None:
    """Look at the names of one object; what is made of it is thrown away.

    :raises SaidTwice: if two are the same
    """
    if len({name for name, _value in pairs}) < len(pairs):
        raise SaidTwice
