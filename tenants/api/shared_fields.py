"""Serializers whose fields are made once for all: REST framework copies them deeply for each answer, which costs more than
filling them in does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.functional import lazy
from rest_framework import serializers
from rest_framework.utils.formatting import lazy_format

if TYPE_CHECKING:
    from rest_framework.utils.serializer_helpers import BindingDict


class SharedFields(serializers.Serializer[Any]):
    """A serializer whose fields know nothing of the one that is asked: they read what they are given, and nothing else."""

    @property
    def fields(self) -> BindingDict:  # a value kept with the class instead of with each instance
        return fields_of(type(self))


@cache
def fields_of(kind: type[serializers.Serializer[Any]]) -> BindingDict:
    """Return the fields of a class, bound to an instance of their own."""
    made: BindingDict = serializers.Serializer.fields.func(kind())  # type: ignore[attr-defined]  # a cached property's own
    for field in made.values():
        let_speak_every_language(field)
    return made


def let_speak_every_language(field: serializers.Field[Any, Any, Any, Any]) -> None:
    """Let the limits of a field be told in the language of whoever asks: REST framework's words keep the first one's."""
    for one in with_children(field):
        for validator in one.validators:
            message = getattr(validator, "message", None)
            if isinstance(message, lazy_format):
                validator.message = lazy_words(message.format_string, message.kwargs)


def with_children(field: Any) -> Iterator[Any]:
    while field is not None:
        yield field
        field = getattr(field, "child", None)


def filled(words: Any, values: dict[str, Any]) -> str:
    return str(words).format(**values)


lazy_words = lazy(filled, str)


class Out(SharedFields):
    """The shape of an answer."""
