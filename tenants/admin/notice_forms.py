"""What members fill in about being told: hours, a new way, and how long a business waits."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from tenants.models import NoticeHours, NoticeKind, NoticeRules
from tenants.models.notices import MOST_DELAY

DAYS = [(number + 1, name) for number, name in WEEKDAYS.items()]


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "desk-input"}, format="%H:%M")


class HoursForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Hours of silence and of duty, each with its beginning and its end, or neither."""

    duty_days = forms.TypedMultipleChoiceField(
        label=_("Días de turno"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = NoticeHours
        fields = ("quiet_from", "quiet_to", "urgent_anyway", "duty_days", "duty_from", "duty_to")
        widgets: ClassVar = dict.fromkeys(("quiet_from", "quiet_to", "duty_from", "duty_to"), TimeInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for start, end in (("quiet_from", "quiet_to"), ("duty_from", "duty_to")):
            if bool(values.get(start)) != bool(values.get(end)):
                self.add_error(end, _g("Complete las dos horas, o ninguna."))
            elif values.get(start) and values[start] == values[end]:
                self.add_error(end, _g("Las dos horas no pueden ser la misma."))
        return values


class ChannelForm(forms.Form):
    """A new way to be reached; a browser adds itself."""

    kind = forms.ChoiceField(
        label=_("Medio"),
        choices=[(it.value, it.label) for it in (NoticeKind.EMAIL, NoticeKind.WHATSAPP)],
        widget=forms.Select(attrs={"class": "desk-input"}),
    )
    address = forms.CharField(
        label=_("Correo, o número con su país"),
        max_length=254,
        widget=forms.TextInput(attrs={"class": "desk-input", "autocomplete": "off"}),
    )
    delay = forms.IntegerField(
        label=_("Minutos de espera"),
        min_value=0,
        max_value=MOST_DELAY,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "desk-input"}),
    )


class DelayForm(forms.Form):
    delay = forms.IntegerField(min_value=0, max_value=MOST_DELAY)


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How long a business waits before others are told, and by which template."""

    class Meta:
        model = NoticeRules
        fields = ("urgent_minutes", "other_minutes", "template")
        widgets: ClassVar = {
            "urgent_minutes": forms.NumberInput(attrs={"class": "desk-input"}),
            "other_minutes": forms.NumberInput(attrs={"class": "desk-input"}),
            "template": forms.TextInput(attrs={"class": "desk-input"}),
        }
