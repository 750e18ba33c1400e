"""What guests are told around their stays: the rules, and for one guest the moment or nothing at all."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bookings import message_conditions as why
from bookings import stay_moments
from bookings.admin.inputs import CatalogueForm, InWords, Once, boxes, labels
from bookings.admin.telling_words import UNSAID
from bookings.models import MessageRule, ReservationStatus, Source, StayMessage, UnitType
from bookings.services.stay_messages import BY_HAND, RULE_OFF, MomentPassed, cancel_message, pin_message
from bookings.written_rules import MESSAGE_STATUSES, write_conditions
from tenants import clock
from tenants.admin.base import TenantAdmin, refuse
from tenants.errors import DomainError

BEFORE, SAME_DAY, AFTER = "before", "same_day", "after"
SIDES = ((BEFORE, _("días antes")), (SAME_DAY, _("el mismo día")), (AFTER, _("días después")))
BALANCES = (("", _("da igual")), ("due", _("solo si debe algo")), ("paid", _("solo si no debe nada")))
MOST_DAYS = 365

REASONS = {
    stay_moments.LATE: _("la hora ya había pasado"),
    stay_moments.STAY_OVER: _("la estadía ya había terminado"),
    RULE_OFF: _("la regla ya no está vigente"),
    BY_HAND: _("una persona lo canceló"),
    why.WRONG_STATUS: _("la reserva no está en el estado que pide la regla"),
    why.WRONG_SOURCE: _("la regla es para otro origen"),
    why.WRONG_TYPE: _("la regla es para otro tipo de unidad"),
    why.NOTHING_DUE: _("no debe nada"),
    why.SOMETHING_DUE: _("todavía debe algo"),
    **UNSAID,
}


class MessageRuleForm(CatalogueForm):
    side = forms.ChoiceField(label=_("Cuándo"), choices=SIDES, initial=SAME_DAY)
    how_many = forms.IntegerField(label=_("Cuántos días"), min_value=0, max_value=MOST_DAYS, required=False)
    balance = forms.ChoiceField(label=_("Saldo"), choices=BALANCES, required=False)
    sources = boxes(_("Solo si vino por"), Source.choices, _("Ninguno marcado: por cualquiera."))
    statuses = boxes(
        _("Solo si está"),
        [(it.value, ReservationStatus(it.value).label) for it in MESSAGE_STATUSES],
        _("Ninguno marcado: cualquiera de estos."),
    )
    types: Any = forms.ModelMultipleChoiceField(
        label=_("Solo para"),
        queryset=QuerySet(UnitType).none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ninguno marcado: cualquier tipo de unidad."),
    )
    once = (Once(("name",), _("Ya hay un mensaje automático con ese nombre.")),)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "types" not in self.fields:
            return  # somebody only looks
        self.fields["types"].queryset = UnitType.objects.all()  # type: ignore[attr-defined]
        rule, known = self.instance, self.instance.conditions
        side = SAME_DAY if not rule.days else BEFORE if rule.days < 0 else AFTER
        balance = {True: "due", False: "paid"}.get(known.get("balance_due"), "")
        self.initial = {
            **{"side": side, "how_many": abs(rule.days), "balance": balance},
            **{"sources": known.get("source"), "statuses": known.get("statuses"), "types": known.get("types")},
            **self.initial,
        }

    def check(self) -> None:
        data = self.cleaned_data
        if data.get("side") in (BEFORE, AFTER) and not data.get("how_many") and "how_many" not in self.errors:
            self.say("how_many", _("Diga cuántos días, o elija «el mismo día»."))
        if self.errors:
            return
        count = 0 if data["side"] == SAME_DAY else data["how_many"]
        self.instance.days = -count if data["side"] == BEFORE else count
        self.instance.conditions = write_conditions(
            balance_due={"due": True, "paid": False}.get(data["balance"]),
            sources=data["sources"],
            types=[kind.pk for kind in data["types"]],
            statuses=data["statuses"],
        )


@admin.register(MessageRule)
class MessageRuleAdmin(InWords, TenantAdmin):
    form = MessageRuleForm
    list_display = ("name", "moment", "template", "when_late", "is_active")
    list_filter = ("is_active", "anchor")
    search_fields = ("name", "=template")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "template", "is_active")}),
        (_("Momento"), {"fields": (("how_many", "side"), "anchor", "at", "when_late")}),
        (_("Para quién; se mira al enviarlo"), {"fields": ("balance", "statuses", "sources", "types")}),
    )
    empty_advice = _("Bienvenida, cómo llegar, aviso de saldo, gracias: agregue lo que cada huésped debe recibir solo.")

    in_words: ClassVar = {
        **{"how_many": "moment", "side": None, "anchor": None, "at": None},
        **{"balance": "for_whom", "statuses": None, "sources": None, "types": None},
    }

    @admin.display(description=_("momento"), ordering="days")
    def moment(self, rule: MessageRule) -> str:
        return moment_words(rule)

    @admin.display(description=_("para quién"))
    def for_whom(self, rule: MessageRule) -> str:
        return condition_words(rule) or _g("para todos")


class StayMessageForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    def clean_due_at(self) -> Any:
        moment = self.cleaned_data["due_at"]
        if "due_at" in self.changed_data and moment <= clock.now():
            raise forms.ValidationError(_(MomentPassed.default_detail))
        return moment


@admin.register(StayMessage)
class StayMessageAdmin(TenantAdmin):
    """Made by rules; a person may choose another moment for one guest, or spare them the message."""

    form = StayMessageForm
    list_display = ("due_at", "rule", "booking", "state", "reason_word", "is_pinned")
    list_select_related = ("rule", "booking")
    list_filter = ("state", "is_pinned")
    search_fields = ("=booking__code",)
    search_help_text = _("Código de la reserva")
    ordering = ("-due_at", "-id")
    fields = ("booking", "rule", "state", "reason_word", "due_at", "is_pinned", "created_at")
    actions = ("cancel_chosen",)
    change_form_outer_after_template = "bookings/message_steps.html"
    empty_advice = _("Cuando se confirma una reserva, aquí aparece lo que se le va a decir al huésped y cuándo.")

    readonly_fields = ("booking", "rule", "state", "reason_word", "is_pinned", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Once it has gone out, no other moment can be chosen.
        return self.readonly_fields if obj is None or obj.state == "waiting" else (*self.readonly_fields, "due_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("motivo"))
    def reason_word(self, message: StayMessage) -> str:
        return str(REASONS.get(message.reason, ""))

    def save_model(self, request: HttpRequest, obj: StayMessage, form: Any, change: bool) -> None:
        if "due_at" in form.changed_data:
            pin_message(message=obj, due_at=form.cleaned_data["due_at"], now=clock.now())

    def get_urls(self) -> list[URLPattern]:
        cancel = self.admin_site.admin_view(require_POST(self.cancel))
        return [path("<int:pk>/no-enviar/", cancel, name="bookings_staymessage_cancel"), *super().get_urls()]

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Spare one guest one message."""
        message = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, message):
            raise PermissionDenied
        self.cancel_chosen(request, self.get_queryset(request).filter(pk=message.pk))
        return redirect("admin:bookings_staymessage_change", message.pk)

    @admin.action(description=_("No enviar"), permissions=["change"])
    def cancel_chosen(self, request: HttpRequest, queryset: QuerySet[StayMessage]) -> None:
        """Spare the guests the chosen messages."""
        now = clock.now()
        for message in queryset[: self.list_per_page]:
            try:
                cancel_message(message=message, now=now)
                messages.success(request, _g("No se enviará: %(name)s.") % {"name": message.rule.name})
            except DomainError as error:
                refuse(request, error)


def moment_words(rule: MessageRule) -> str:
    """Return a rule's moment as people say it: 3 days before the arrival, 10:00."""
    words = {"days": abs(rule.days), "anchor": rule.get_anchor_display(), "at": f"{rule.at:%H:%M}"}
    if rule.days < 0:
        return _g("%(days)d días antes de %(anchor)s, %(at)s") % words
    if rule.days > 0:
        return _g("%(days)d días después de %(anchor)s, %(at)s") % words
    return _g("el día de %(anchor)s, %(at)s") % words


def condition_words(rule: MessageRule) -> str:
    """Return for whom a rule is, as people say it."""
    known = rule.conditions
    balance = {True: "due", False: "paid"}.get(known.get("balance_due"), "")
    types = UnitType.objects.filter(pk__in=known.get("types", []))
    lists = [
        labels(Source.choices, known.get("source", [])),
        labels(ReservationStatus.choices, known.get("statuses", [])),
        ", ".join(str(kind) for kind in types),
    ]
    return "; ".join(words for words in (str(dict(BALANCES)[balance]) if balance else "", *lists) if words)
