"""What can be done with a booking and with each of its stays: a table of steps, each with its form and its service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from bookings.admin import booking_forms as forms
from bookings.admin.booking_forms import About, StepForm
from bookings.admin.booking_words import balance_words
from bookings.lifecycle import OPEN, Status
from bookings.models import Booking, Reservation
from bookings.price_words import money_words
from bookings.rules import first_bookable_night
from bookings.services import stays as stay_services
from bookings.services.adding import add_stay
from bookings.services.confirming import BEFORE_ARRIVAL, cancel, confirm
from bookings.services.holds import extend_hold, revive
from bookings.services.payments import record_adjustment, record_payment, record_refund
from bookings.stays import Party, Stay, WantedStay

Data = Mapping[str, Any]
CHANGE, MONEY = "bookings.change_booking", "bookings.add_folioentry"
HERE = (Status.CONFIRMED, Status.CHECKED_IN)


def no_note(about: About) -> str:
    return ""


def fee_note(about: About) -> str:
    """Return what a cancellation costs at this moment."""
    if not about.fee:
        return _g("Cancelar ahora no cuesta nada.")
    amount = money_words(about.fee, about.booking.currency)
    return _g("Según la política de su tarifa, cancelar ahora cuesta %(amount)s.") % {"amount": amount}


def nights_note(about: About) -> str:
    return _g("Sus noches siguen ocupadas hasta que alguien acorte o cancele la estadía.")


def price_note(about: About) -> str:
    return _g("Las noches quedan libres; el precio no cambia solo. Si corresponde, ajuste la cuenta.")


def money_note(about: About) -> str:
    return balance_words(about.booking, about.balance)


@dataclass(frozen=True)
class Step:
    """One thing that can be done: a button, or a form that opens."""

    slug: str
    title: Any
    done: Any
    run: Callable[[About, Data], object]
    is_offered: Callable[[About], bool]
    form: type[StepForm] = StepForm
    right: str = CHANGE
    is_main: bool = False
    # A long form has a page of its own, where its price is shown before it is sent.
    has_page: bool = False
    confirm: Any = ""
    # What whoever fills in the form should know.
    note: Callable[[About], str] = no_note

    @property
    def name(self) -> str:
        """Return what its address is called."""
        return f"bookings_booking_{self.slug.replace('-', '_')}"


def always(about: About) -> bool:
    return True


def has_paid(about: About) -> bool:
    return about.balance.paid > 0


def is_hold(about: About) -> bool:
    return about.booking.hold_expires_at is not None


def has_stay_in(*statuses: Status) -> Callable[[About], bool]:
    """Return a function that says whether one of a booking's stays is in one of these states."""
    return lambda about: any(stay.status in statuses for stay in about.booking.reservations.all())


def has_expired(about: About) -> bool:
    """Return whether all that is left of a booking has expired."""
    left = [stay for stay in about.booking.reservations.all() if stay.status != Status.CANCELLED]
    return bool(left) and all(stay.status == Status.EXPIRED for stay in left)


def may_grow(about: About) -> bool:
    return is_hold(about) or has_stay_in(*HERE)(about)


def stay_of(about: About) -> Reservation:
    """Return the stay that a step is about.

    :raises LookupError: in a step of a booking, which is about none
    """
    if about.stay is None:
        raise LookupError("this step is about no stay")
    return about.stay


def is_in(*statuses: Status) -> Callable[[About], bool]:
    return lambda about: stay_of(about).status in statuses


def may_arrive(about: About) -> bool:
    """Return whether the guests of a stay are not here and have a night left, the one in progress included."""
    stay, local = stay_of(about), timezone.localtime(about.now)
    if stay.status not in (Status.CONFIRMED, Status.NO_SHOW) or stay.check_in > local.date():
        return False
    has_night_left: bool = first_bookable_night(local, stay.unit.type.property.cutoff) < stay.check_out
    return has_night_left


def may_miss(about: About) -> bool:
    stay = stay_of(about)
    return stay.status == Status.CONFIRMED and stay.check_in <= timezone.localdate(about.now)


def may_come_back(about: About) -> bool:
    stay = stay_of(about)
    return stay.status == Status.CHECKED_OUT and timezone.localdate(about.now) <= stay.check_out


def may_shrink(about: About) -> bool:
    stay = stay_of(about)
    return stay.status in (*OPEN, Status.NO_SHOW) and stay.nights > 1


def may_be_dropped(about: About) -> bool:
    """Return whether a stay can be cancelled alone; the last one goes with its booking."""
    open_stays = [stay for stay in about.booking.reservations.all() if stay.status in BEFORE_ARRIVAL]
    return stay_of(about).status in BEFORE_ARRIVAL and len(open_stays) > 1


def run_confirm(about: About, data: Data) -> Booking:
    return confirm(booking=about.booking, now=about.now, reason=data.get("reason", ""))


def run_extend(about: About, data: Data) -> Booking:
    return extend_hold(booking=about.booking, until=data["until"], now=about.now, reason=data["reason"])


def run_revive(about: About, data: Data) -> Booking:
    return revive(booking=about.booking, now=about.now, by_staff=True)


def run_cancel(about: About, data: Data) -> Booking:
    return cancel(
        booking=about.booking,
        reservation=about.stay,
        now=about.now,
        reason=data["reason"],
        waive_fee=data.get("waive_fee", False),
    )


def run_payment(about: About, data: Data) -> object:
    return record_payment(booking=about.booking, now=about.now, **data)


def run_refund(about: About, data: Data) -> object:
    return record_refund(booking=about.booking, now=about.now, **data)


def run_adjust(about: About, data: Data) -> object:
    amount = data["amount"] if data["direction"] == "more" else -data["amount"]
    return record_adjustment(booking=about.booking, amount=amount, note=data["note"], now=about.now)


def run_add(about: About, data: Data) -> Reservation:
    stay, party = Stay(data["check_in"], data["check_out"]), Party(data["adults"], data["children"])
    wanted = WantedStay(data["type"], stay, party)
    return add_stay(booking=about.booking, wanted=wanted, now=about.now, by_staff=True)


def run_change(about: About, data: Data) -> Reservation:
    before = stay_services.party_of(stay_of(about))
    is_foreign = before is not None and before.is_foreign
    return stay_services.change_stay(
        reservation=stay_of(about),
        stay=Stay(data["check_in"], data["check_out"]),
        unit=data["unit"],
        party=Party(data["adults"], data["children"], is_foreign=is_foreign),
        now=about.now,
        by_staff=True,
        keep_price=data["keep_price"],
        reason=data["reason"],
    )


def run_shorten(about: About, data: Data) -> Reservation:
    return stay_services.shorten(
        reservation=stay_of(about), check_out=data["check_out"], now=about.now, reason=data["reason"]
    )


def plainly(service: Callable[..., object]) -> Callable[[About, Data], object]:
    """Return a step that asks a service about a stay and has nothing to tell it but perhaps why."""
    return lambda about, data: service(reservation=stay_of(about), now=about.now, **data)


SURE = _("Esto no se puede deshacer. ¿Seguro?")

BOOKING_STEPS = (
    Step(
        "confirmar",
        _("Confirmar"),
        _("La reserva quedó confirmada."),
        run_confirm,
        is_hold,
        form=forms.ConfirmForm,
        is_main=True,
    ),
    Step(
        "extender",
        _("Extender el plazo"),
        _("El plazo quedó extendido."),
        run_extend,
        is_hold,
        form=forms.ExtendForm,
    ),
    Step(
        "revivir",
        _("Revivir"),
        _("Las noches vuelven a estar guardadas."),
        run_revive,
        has_expired,
        is_main=True,
    ),
    Step(
        "agregar",
        _("Agregar una estadía"),
        _("La estadía quedó agregada."),
        run_add,
        may_grow,
        form=forms.AddStayForm,
        has_page=True,
    ),
    Step(
        "cancelar",
        _("Cancelar la reserva"),
        _("La reserva quedó cancelada."),
        run_cancel,
        has_stay_in(*BEFORE_ARRIVAL),
        form=forms.CancelForm,
        confirm=SURE,
        note=fee_note,
    ),
)
MONEY_STEPS = (
    Step(
        "pago",
        _("Registrar un pago"),
        _("El pago quedó registrado."),
        run_payment,
        always,
        form=forms.MoneyForm,
        right=MONEY,
        note=money_note,
    ),
    Step(
        "devolucion",
        _("Registrar una devolución"),
        _("La devolución quedó registrada."),
        run_refund,
        has_paid,
        form=forms.RefundForm,
        right=MONEY,
        note=money_note,
    ),
    Step(
        "ajuste",
        _("Ajustar la cuenta"),
        _("El ajuste quedó registrado."),
        run_adjust,
        always,
        form=forms.AdjustForm,
        right=MONEY,
    ),
)
STAY_STEPS = (
    Step(
        "entrada",
        _("Registrar la entrada"),
        _("Quedó registrada la entrada."),
        plainly(stay_services.check_in),
        may_arrive,
        is_main=True,
    ),
    Step(
        "salida",
        _("Registrar la salida"),
        _("Quedó registrada la salida."),
        plainly(stay_services.check_out),
        is_in(Status.CHECKED_IN),
        is_main=True,
    ),
    Step(
        "cambiar",
        _("Cambiar fechas o unidad"),
        _("La estadía quedó cambiada."),
        run_change,
        is_in(*OPEN),
        form=forms.ChangeForm,
        has_page=True,
    ),
    Step(
        "acortar",
        _("Acortar"),
        _("Las últimas noches quedaron libres."),
        run_shorten,
        may_shrink,
        form=forms.ShortenForm,
        note=price_note,
    ),
    Step(
        "no-vino",
        _("No llegó"),
        _("Quedó anotado que no llegó."),
        plainly(stay_services.mark_no_show),
        may_miss,
        form=forms.ReasonForm,
        note=nights_note,
    ),
    Step(
        "deshacer-entrada",
        _("Deshacer la entrada"),
        _("La entrada quedó deshecha."),
        plainly(stay_services.undo_check_in),
        is_in(Status.CHECKED_IN),
        form=forms.ReasonForm,
    ),
    Step(
        "deshacer-salida",
        _("Deshacer la salida"),
        _("La salida quedó deshecha."),
        plainly(stay_services.undo_check_out),
        may_come_back,
        form=forms.ReasonForm,
    ),
    Step(
        "cancelar-estadia",
        _("Cancelar esta estadía"),
        _("La estadía quedó cancelada."),
        run_cancel,
        may_be_dropped,
        form=forms.CancelForm,
        confirm=SURE,
        note=fee_note,
    ),
)
