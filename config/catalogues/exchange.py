"""Texts for a translator as JSON lines, and their translations back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson

from config.catalogues.catalogue import Catalogue
from config.catalogues.extract import Key
from config.catalogues.text import Entry


def empty_lines(catalogues: Iterable[Catalogue]) -> Iterator[dict[str, Any]]:
    """Return what waits for a translator, each with an empty list for its forms: one, or one and many."""
    for catalogue in catalogues:
        for found in sorted(catalogue.left, key=lambda it: it.text):
            text = found.text
            line = {"locale": catalogue.locale, "context": text.context, "id": text.id, "plural": text.plural}
            yield {**line, "files": found.files[:3], "forms": []}


def filled(catalogues: Iterable[Catalogue], lines: Iterable[bytes]) -> list[Catalogue]:
    """Return the catalogues with the forms of these lines. A line about a text that nobody says any more is passed over."""
    forms: dict[tuple[str, Key], tuple[str, ...]] = {}
    for line in filter(bytes.strip, lines):
        it = orjson.loads(line)
        if it["forms"]:
            forms[it["locale"], (it.get("context", ""), it["id"])] = tuple(it["forms"])
    return [with_forms(catalogue, forms) for catalogue in catalogues]


def with_forms(catalogue: Catalogue, forms: dict[tuple[str, Key], tuple[str, ...]]) -> Catalogue:
    new = {
        key: Entry(found.text, forms[catalogue.locale, key])
        for key, found in catalogue.wanted.items()
        if (catalogue.locale, key) in forms
    }
    return replace(catalogue, entries={**catalogue.entries, **new})
