"""The catalogue that people edit. Written so that a change of a text changes its own lines and no others."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from config.catalogues import places
from config.catalogues.extract import Key, NeedsBabel
from config.catalogues.text import Entry, Found, Text

HEADER = """\
# Written by `make messages`; docs/howto/translate.md says how to work with it.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=({plural});\\n"
"""
# Of a new language: 0 counts as one in the Portuguese of Brazil; others that differ change their header.
PLURAL = {"pt_BR": "n > 1"}
# Enough to know what a text is about; a common one is said in dozens of files.
FILES_NAMED = 3


def path_of(locale: str) -> Path:
    return places.locale_folder() / locale / "LC_MESSAGES" / "django.po"


def header(locale: str) -> str:
    """Return the header of a catalogue: its own if there is one, since the plural's rule stands there."""
    path = path_of(locale)
    if path.is_file():
        return path.read_text(encoding="utf-8").partition("\n\n")[0] + "\n"
    return HEADER.format(locale=locale, plural=PLURAL.get(locale, "n != 1"))


def read(locale: str) -> dict[Key, Entry]:
    """Return what a catalogue says; nothing if there is none yet.

    :raises NeedsBabel: if the requirements for development are not installed
    """
    path = path_of(locale)
    return parsed(path.read_bytes()) if path.is_file() else {}


def parsed(content: bytes) -> dict[Key, Entry]:
    """Return the entries of a file of gettext.

    :raises NeedsBabel: if the requirements for development are not installed
    """
    try:
        from babel.messages.pofile import read_po
    except ImportError as error:
        raise NeedsBabel from error
    entries = {}
    for message in read_po(BytesIO(content), abort_invalid=True):
        one, many = message.id if isinstance(message.id, list | tuple) else (message.id, "")
        if one:
            forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
            text = Text(one, message.context or "", many)
            entries[text.context, one] = Entry(text, tuple(form or "" for form in forms), message.fuzzy)
    return entries


def written(locale: str, found: Iterable[Found], entries: dict[Key, Entry]) -> str:
    """Return the file: these texts in order, with what the entries say for them."""
    blocks = [header(locale)]
    for it in sorted(found, key=lambda it: it.text):
        entry = entries.get((it.text.context, it.text.id))
        blocks.append(block(it, entry if entry and entry.text == it.text else Entry(it.text, ())))
    return "\n".join(blocks)


def block(found: Found, entry: Entry) -> str:
    """Return the lines of one text."""
    text = found.text
    lines = [f"#. {' '.join(found.files[:FILES_NAMED])}"]
    lines += ["#, fuzzy"] if entry.is_fuzzy else []
    lines += [f"msgctxt {quoted(text.context)}"] if text.context else []
    lines += [f"msgid {quoted(text.id)}"]
    if text.plural:
        forms = entry.forms or ("", "")
        lines += [f"msgid_plural {quoted(text.plural)}"]
        lines += [f"msgstr[{number}] {quoted(form)}" for number, form in enumerate(forms)]
    else:
        lines += [f"msgstr {quoted(entry.forms[0] if entry.forms else '')}"]
    return "\n".join(lines) + "\n"


def quoted(words: str) -> str:
    r"""Return words as gettext writes them: in one piece, or one for each of their lines."""
    pieces = [escaped(line) for line in words.splitlines(keepends=True)]
    return "\n".join(['""', *pieces]) if len(pieces) > 1 else escaped(words)


def escaped(words: str) -> str:
    for sign, written_as in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        words = words.replace(sign, written_as)
    return f'"{words}"'
