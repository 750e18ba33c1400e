"""Finds the texts in code and templates. Code is read as a tree, so that only what `gettext` will be asked for is found."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from config.catalogues import places
from config.catalogues.text import Found, Text

Key = tuple[str, str]
Arguments = tuple[int | None, int, int | None]

# Which arguments are context, text and plural.
CALLS: dict[str, Arguments] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
CALLS |= {f"{name}_lazy": arguments for name, arguments in CALLS.items() if name not in ("_", "gettext_noop")}
# The same for what Django makes of a template, in Babel's words.
MARKS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Refusals of the plain core, which knows no gettext: config/errors.py translates them when it answers.
TEXT_ATTRIBUTE = "default_detail"


class NeedsBabel(Exception):
    """Babel, which comes with the requirements for development, is not installed."""

    def __str__(self) -> str:
        return "Babel is missing: .venv/bin/python requirements/install.py base dev"


def everything() -> dict[Key, Found]:
    """Return every text of ours and of the packages, by context and singular.

    :raises NeedsBabel: if the requirements for development are not installed
    """
    found: dict[Key, Found] = {}
    for is_ours, files in ((True, places.our_files()), (False, places.their_files())):
        for it in texts_of(files, is_ours=is_ours):
            key = (it.text.context, it.text.id)
            found[key] = found[key].joined(it) if key in found else it
    return found


def texts_of(files: Iterable[tuple[Path, str]], *, is_ours: bool) -> Iterator[Found]:
    for path, name in files:
        for text in texts_in_file(path, path.stat().st_mtime_ns, is_ours=is_ours):
            yield Found(text, (name,), is_ours)


@cache
def texts_in_file(path: Path, changed_at: int, *, is_ours: bool) -> tuple[Text, ...]:
    """Read a file once for each time that it changed: there are a thousand."""
    words = path.read_text(encoding="utf-8")
    texts = texts_in_code(words, is_ours=is_ours) if path.suffix == ".py" else texts_in_template(words)
    return tuple(text for text in texts if text.id)


def texts_in_code(source: str, *, is_ours: bool = True) -> Iterator[Text]:
    """Return the texts that a Python file marks, or keeps as `default_detail`."""
    if "gettext" not in source and TEXT_ATTRIBUTE not in source:
        return
    nodes = list(ast.walk(ast.parse(source)))
    calls = CALLS | aliases(nodes)
    for node in nodes:
        if isinstance(node, ast.Call):
            yield from text_of_call(node, calls)
        elif isinstance(node, ast.ClassDef) and is_ours:
            yield from texts_of_class(node)


def aliases(nodes: Iterable[ast.AST]) -> dict[str, Arguments]:
    """Return the names that a file gives to gettext's functions when it imports them."""
    imports = (node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation")
    names = (name for node in imports for name in node.names)
    return {name.asname: CALLS[name.name] for name in names if name.asname and name.name in CALLS}


def text_of_call(call: ast.Call, calls: dict[str, Arguments]) -> Iterator[Text]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in calls:
        return
    context, text, plural = (literal(call, number) for number in calls[name])
    if text is not None:
        yield Text(text, context or "", plural or "")


def literal(call: ast.Call, number: int | None) -> str | None:
    """Return an argument that stands in the code as it is; None if it is reckoned, or not there."""
    if number is None or number >= len(call.args):
        return None
    it = call.args[number]
    return it.value if isinstance(it, ast.Constant) and isinstance(it.value, str) else None


def texts_of_class(node: ast.ClassDef) -> Iterator[Text]:
    for line in node.body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        value = getattr(line, "value", None)
        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
        if is_text and any(isinstance(it, ast.Name) and it.id == TEXT_ATTRIBUTE for it in targets):
            yield Text(value.value)  # type: ignore[union-attr]  # is_text says so


def texts_in_template(source: str) -> Iterator[Text]:
    """Return the texts that a template marks. Django turns it into something like Python first.

    :raises NeedsBabel: if the requirements for development are not installed
    """
    if "trans" not in source and "_(" not in source:
        return
    from django.utils.translation.template import templatize

    try:
        from babel.messages.extract import extract
    except ImportError as error:
        raise NeedsBabel from error
    # Its lines are indented as the template is, which no tokenizer of Python takes.
    lines = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _line, words, _comments, context in extract("python", BytesIO(f"{lines}\n".encode()), keywords=MARKS):
        one, many = (words, "") if isinstance(words, str) else (words[0], words[1])
        yield Text(one, context or "", many)
