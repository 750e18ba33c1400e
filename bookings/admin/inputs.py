"""Inputs that several pages of the catalogue share: lists of steps instead of JSON, boxes to tick, and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookings.written_rules import HOURS, MOST_STEPS, NIGHTS, BadRule, Fault, Step, read_steps, write_steps

NUMBER = {"class": "desk-input w-24"}

FAULTS = {
    Fault.INCOMPLETE: _("Complete las dos casillas de cada renglón, o ninguna."),
    Fault.SPAN: _("Las noches van de 2 a 365, y las horas de 1 a 8760."),
    Fault.PERCENT: _("El porcentaje es mayor que 0 y llega a 100, con dos decimales como máximo."),
    Fault.TWICE: _("Hay dos renglones para lo mismo."),
    Fault.TOO_MANY: _("Son demasiados renglones."),
    Fault.UNKNOWN: _("Elija entre lo que se ofrece."),
}


@dataclass(frozen=True)
class Words:
    """What is said around the two numbers of a step."""

    before: Any
    between: Any
    after: Any
    span: Any


WORDS = {
    NIGHTS: Words(_("Desde"), _("noches,"), _("por ciento menos"), _("Noches, renglón %(number)s")),
    HOURS: Words(
        _("Con menos de"), _("horas de aviso,"), _("por ciento de la estadía"), _("Horas, renglón %(number)s")
    ),
}


class StepsInput(forms.MultiWidget):
    """A few lines with two numbers each."""

    template_name = "bookings/steps_input.html"
    # So that a label is read for the whole, not for its first number.
    use_fieldset = True

    def __init__(self, unit: str) -> None:
        self.unit = unit
        widgets = [forms.NumberInput(attrs={**NUMBER}) for _row in range(MOST_STEPS) for _number in range(2)]
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[Any]:
        pairs = read_steps(value or [], unit=self.unit)[:MOST_STEPS]
        flat: list[Any] = [number for pair in pairs for number in pair]
        return [*flat, *[None] * (2 * MOST_STEPS - len(flat))]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        inputs, words = context["widget"]["subwidgets"], WORDS[self.unit]
        for index, one in enumerate(inputs):
            label = _("Porcentaje, renglón %(number)s") if index % 2 else words.span
            one["attrs"] |= {"aria-label": label % {"number": index // 2 + 1}, "step": "any" if index % 2 else "1"}
        context["widget"] |= {"before": words.before, "between": words.between, "after": words.after}
        context["widget"]["rows"] = list(zip(inputs[::2], inputs[1::2], strict=True))
        return context


class StepsField(forms.MultiValueField):
    """Steps as they are kept in JSON, written as numbers."""

    def __init__(self, unit: str, **options: Any) -> None:
        self.unit = unit
        fields = [
            field
            for _row in range(MOST_STEPS)
            for field in (forms.IntegerField(required=False), forms.DecimalField(required=False))
        ]
        super().__init__(
            fields, widget=StepsInput(unit), required=False, require_all_fields=False, initial=list, **options
        )

    def prepare_value(self, value: Any) -> Any:
        """Return numbers for the boxes; Django takes any list for one of numbers already."""
        is_kept = isinstance(value, list) and all(isinstance(it, dict) for it in value)
        return self.widget.decompress(value) if is_kept else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial or []), data)

    def compress(self, data_list: Any) -> list[Step]:
        """Return the steps.

        :raises ValidationError: if they cannot be meant
        """
        values: list[Any] = list(data_list or [])
        pairs: list[tuple[int | None, Decimal | None]] = list(zip(values[::2], values[1::2], strict=True))
        try:
            return write_steps(pairs, unit=self.unit)
        except BadRule as error:
            raise forms.ValidationError(str(FAULTS[error.fault])) from None


def boxes(label: Any, choices: Iterable[tuple[Any, Any]], help_text: Any = "") -> forms.MultipleChoiceField:
    """Return boxes to tick, none of which has to be."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, help_text=help_text
    )


@dataclass(frozen=True)
class Once:
    """What a business has once: these columns together, and the sentence for who writes them a second time."""

    columns: tuple[str, ...]
    sentence: Any


class CatalogueForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A form that says in a sentence what the table would refuse with the name of a constraint."""

    once: ClassVar[Sequence[Once]] = ()

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        for rule in self.once:
            values = {column: self.value_of(column) for column in rule.columns}
            same = self._meta.model._default_manager.filter(**values).exclude(pk=self.instance.pk)
            if not set(rule.columns) & set(self.errors) and same.exists():
                self.say(rule.columns[-1], rule.sentence)
        self.check()
        return self.cleaned_data

    def check(self) -> None:
        """Refuse what does not go together, field by field."""

    def value_of(self, name: str) -> Any:
        """Return what a column is going to hold."""
        return self.cleaned_data[name] if name in self.cleaned_data else getattr(self.instance, name, None)

    def say(self, name: str, sentence: Any) -> None:
        """Refuse a field; one that this page does not show is answered for by the form as a whole."""
        self.add_error(name if name in self.fields else None, str(sentence))

    def check_order(self, first: str, last: str, sentence: Any) -> None:
        """Refuse a second value that lies before the first; what is empty sets no limit."""
        low, high = self.value_of(first), self.value_of(last)
        if low is not None and high is not None and high < low:
            self.say(last, sentence)


def labels(choices: Iterable[tuple[Any, Any]], values: Iterable[Any]) -> str:
    """Return the words of these values, in the order in which they are offered."""
    chosen = set(values)
    return ", ".join(str(label) for value, label in choices if value in chosen)


def step_words(steps: Sequence[Step], *, unit: str) -> str:
    """Return a list of steps as people say it."""
    words = WORDS[unit]
    told = [
        f"{words.before} {span} {words.between} {percent} {words.after}"
        for span, percent in read_steps(steps, unit=unit)
    ]
    return "; ".join(told) or "–"


class InWords:
    """A page whose fields are boxes and steps: whoever may only look reads words in their place.

    `in_words` says which method stands for a field; None: the field is told by another one.
    """

    in_words: ClassVar[Mapping[str, str | None]] = {}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if obj is None or self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return fieldsets
        return [(title, {**options, "fields": self.told(options["fields"])}) for title, options in fieldsets]

    def told(self, fields: Iterable[Any]) -> list[str]:
        names = [name for field in fields for name in (field if isinstance(field, list | tuple) else (field,))]
        return [word for name in names if (word := self.in_words.get(name, name))]
