"""What a catalogue is made of: a text as the code has it, and the same with what a language says for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# `%(name)s` and `%s`; then `{name}`, `{0.name}`, `{}`. A doubled sign stands for itself.
PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*[\d.*]*([sdifr%])")
BRACES = re.compile(r"\{\{|\}\}|\{[\w.\[\]]*(?:![rsa])?(?::[^{}]*)?\}")


@dataclass(frozen=True, order=True)
class Text:
    """A text to translate. Context tells two texts apart that look alike; plural is what stands for many."""

    id: str
    context: str = ""
    plural: str = ""


@dataclass(frozen=True)
class Found:
    """A text and the files that say it. Ours is in Spanish; what comes with a package is in English."""

    text: Text
    files: tuple[str, ...]
    is_ours: bool

    def joined(self, other: Found) -> Found:
        """Return both as one: `gettext` and `ngettext` share the singular, as in every catalogue.

        What a package says as well is the package's: a template of ours that stands in for one of theirs keeps its words.
        """
        text = self.text if self.text.plural else other.text
        files = tuple(sorted({*self.files, *other.files}))
        return replace(self, text=text, files=files, is_ours=self.is_ours and other.is_ours)


@dataclass(frozen=True)
class Entry:
    """A text with its translation: one form, or as many as the language has plurals."""

    text: Text
    forms: tuple[str, ...]
    is_fuzzy: bool = False

    @property
    def is_done(self) -> bool:
        return bool(self.forms) and all(self.forms) and not self.is_fuzzy


def placeholders(words: str) -> frozenset[str]:
    """Return what a text leaves open, to be filled in by the code."""
    percent = {f"%{name or ''}{kind}" for name, kind in PERCENT.findall(words) if kind != "%"}
    return frozenset(percent | (set(BRACES.findall(words)) - {"{{", "}}"}))


def loses_placeholders(entry: Entry) -> bool:
    """Return whether a form leaves open something else than the text. One thing may go without its number."""
    one, many = placeholders(entry.text.id), placeholders(entry.text.plural or entry.text.id)
    last = len(entry.forms) - 1
    for number, form in enumerate(entry.forms):
        found = placeholders(form)
        if not found <= (one | many) or not found >= (many if number == last else one & many):
            return True
    return False
