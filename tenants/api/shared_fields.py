"""Serializers whose fields are made once for all: REST framework copies them deeply for each answer, which costs more than
filling them in does.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

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
    return made


class Out(SharedFields):
    """The shape of an answer."""
