"""The catalogue that Python reads: compiled without gettext's tools, the same bytes for the same texts."""

from __future__ import annotations

import gettext
import struct
from collections.abc import Iterable
from pathlib import Path

from config.catalogues import places, po
from config.catalogues.text import Entry

MAGIC = 0x950412DE
HEAD = struct.Struct("<7I")
PLACE = struct.Struct("<2I")


def path_of(locale: str) -> Path:
    return po.path_of(locale).with_suffix(".mo")


def compiled(locale: str, entries: Iterable[Entry]) -> bytes:
    """Return the file: what is translated, in the order of the bytes, since readers search it in halves."""
    texts = {b"": header_values(po.header(locale))}
    texts |= {key_of(entry).encode(): "\0".join(entry.forms).encode() for entry in entries if entry.is_done}
    keys = sorted(texts)
    values = [texts[key] for key in keys]
    key_table = HEAD.size
    value_table = key_table + PLACE.size * len(keys)
    start = value_table + PLACE.size * len(values)
    places_of_keys, end = laid_out(keys, start)
    places_of_values, _ = laid_out(values, end)
    head = HEAD.pack(MAGIC, 0, len(keys), key_table, value_table, 0, start)
    return head + places_of_keys + places_of_values + b"".join(it + b"\0" for it in [*keys, *values])


def laid_out(pieces: list[bytes], start: int) -> tuple[bytes, int]:
    """Return a table of the pieces' lengths and places, and where the last one ends. A zero byte follows each."""
    table = b""
    for piece in pieces:
        table += PLACE.pack(len(piece), start)
        start += len(piece) + 1
    return table, start


def key_of(entry: Entry) -> str:
    context = f"{entry.text.context}\x04" if entry.text.context else ""
    return f"{context}{entry.text.id}" + (f"\0{entry.text.plural}" if entry.text.plural else "")


def header_values(header: str) -> bytes:
    """Return the values of a header: Python takes the encoding and the plural's rule from them."""
    lines = [line.strip('"').replace("\\n", "\n") for line in header.splitlines() if line.startswith('"')]
    return "".join(lines).encode()


def known_elsewhere(locale: str) -> dict[tuple[str, str], str]:
    """Return what Django and the packages say themselves in a language, by context and singular."""
    known: dict[tuple[str, str], str] = {}
    for path in places.their_catalogues(locale):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # there is no other way in
        for key, words in catalogue.items():
            context, _, one = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")
            known.setdefault((context, one), words)
    return known
