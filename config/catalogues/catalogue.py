"""What each language must say, whether it does, and bringing its catalogue up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.catalogues import extract, mo, places, po
from config.catalogues.extract import Key
from config.catalogues.text import Entry, Found, loses_placeholders

ENGLISH = "en"


@dataclass(frozen=True)
class Catalogue:
    """A language, the texts it has to say, and what its file says."""

    locale: str
    wanted: Mapping[Key, Found]
    entries: Mapping[Key, Entry]

    @property
    def left(self) -> list[Found]:
        """What waits for a translator."""
        return [it for key, it in self.wanted.items() if key not in self.entries or not self.entries[key].is_done]


def load(found: Mapping[Key, Found] | None = None) -> list[Catalogue]:
    """Return the catalogue of each language, as its file is.

    :raises NeedsBabel: if the requirements for development are not installed
    """
    found = extract.everything() if found is None else found
    return [Catalogue(locale, wanted(locale, found), po.read(locale)) for locale in places.locales()]


def wanted(locale: str, found: Mapping[Key, Found]) -> dict[Key, Found]:
    """Return the texts that a catalogue of ours must have in a language.

    Our own stand in the code in the source language. What comes with a package stands there in English, and the package
    may bring its own translation.
    """
    known, in_source = mo.known_elsewhere(locale), mo.known_elsewhere(places.source_locale())
    wanted = {}
    for key, it in found.items():
        # Django translates it into Spanish, so it is no Spanish, whoever says it.
        is_ours = it.is_ours and in_source.get(key, it.text.id) in ("", it.text.id)
        is_known = locale == ENGLISH or bool(known.get(key))
        if (is_ours and locale != places.source_locale()) or not (is_ours or is_known):
            wanted[key] = it
    return wanted


def update(catalogue: Catalogue) -> Catalogue:
    """Write both files of a language: new texts join, untranslated; those that are gone leave. Return what they say now."""
    entries = {key: entry for key, entry in catalogue.entries.items() if is_current(entry, catalogue.wanted.get(key))}
    path = po.path_of(catalogue.locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(po.written(catalogue.locale, catalogue.wanted.values(), entries), encoding="utf-8")
    mo.path_of(catalogue.locale).write_bytes(mo.compiled(catalogue.locale, entries.values()))
    return Catalogue(catalogue.locale, catalogue.wanted, entries)


def is_current(entry: Entry, found: Found | None) -> bool:
    return found is not None and found.text == entry.text


def faults(catalogue: Catalogue) -> Iterator[str]:
    """Say what is wrong with a catalogue, a line each."""
    for key, found in sorted(catalogue.wanted.items()):
        fault = fault_of(found, catalogue.entries.get(key))
        if fault:
            yield f"{catalogue.locale}: {fault}: {found.text.id!r} ({found.files[0]})"
    for key in sorted(set(catalogue.entries) - set(catalogue.wanted)):
        yield f"{catalogue.locale}: no longer said: {key[1]!r}"


def fault_of(found: Found, entry: Entry | None) -> str | None:
    if entry is None or entry.text != found.text:
        return "missing"
    if entry.is_fuzzy:
        return "fuzzy"
    if not entry.is_done:
        return "empty"
    return "other placeholders" if loses_placeholders(entry) else None


def file_faults(catalogue: Catalogue) -> Iterator[str]:
    """Say which file of a language is not what would be written for it now."""
    locale, entries = catalogue.locale, dict(catalogue.entries)
    for path, content in (
        (po.path_of(locale), po.written(locale, catalogue.wanted.values(), entries).encode()),
        (mo.path_of(locale), mo.compiled(locale, entries.values())),
    ):
        if not path.is_file() or path.read_bytes() != content:
            yield f"{locale}: {path.name} is stale: make messages"
