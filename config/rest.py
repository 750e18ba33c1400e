"""JSON for the API: read and written by orjson, which `manage.py bench json` shows to be several times faster."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

import orjson
from django.utils.encoding import force_str
from django.utils.functional import Promise
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer


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
    """Reads request bodies. NaN and Infinity are refused, which the standard library would let through."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return what the body says.

        :raises ParseError: if it is no JSON
        """
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(f"El cuerpo no es JSON: {error}") from None
