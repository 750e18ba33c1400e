"""Why nights, a hold or a change are refused: for a guest's ears, with a code for programs and the field that was wrong."""

from __future__ import annotations

from tenants.errors import Conflict, DomainError, NotFound


class NightsTaken(Conflict):
    """Somebody else has them, or was faster."""

    code = "nights_taken"
    default_detail = "Esas noches ya no están libres."


class Busy(Conflict):
    """Others are changing the same nights just now, and it took too long to wait for them."""

    code = "busy"
    default_detail = "Alguien está cambiando esas mismas noches. Pruebe otra vez en unos segundos."


class PastDate(DomainError):
    """The night is over, or the house's day is closed."""

    code = "past_date"
    default_detail = "Esa noche ya pasó."


class StayTooLong(DomainError):
    """Longer than the house takes anybody."""

    code = "stay_too_long"
    default_detail = "La estadía es más larga de lo que se admite."


class OverCapacity(DomainError):
    """More guests than the unit, or any of its type, has room for."""

    code = "over_capacity"
    default_detail = "Son más huéspedes de los que entran."


class UnknownUnit(NotFound):
    """There is no such unit or type, or it belongs to somebody else, or it is not let."""

    code = "unknown_unit"
    default_detail = "No existe esa unidad, o no se ofrece."


class TooManyHolds(Conflict):
    """The guest has as many unpaid holds as the house lets a guest have; staff may decide otherwise."""

    code = "too_many_holds"
    default_detail = "Ya tiene prerreservas sin pagar. Pague o cancele una, o pida que la apruebe una persona."


class QuoteExpired(Conflict):
    """The price does not hold any more."""

    code = "quote_expired"
    default_detail = "El presupuesto venció. Pida uno nuevo."


class QuoteDiffers(Conflict):
    """What is booked is not what was quoted."""

    code = "quote_differs"
    default_detail = "El presupuesto es para otras fechas, otro tipo u otra cantidad de huéspedes."


class NothingToDo(Conflict):
    """It is so already."""

    code = "nothing_to_do"
    default_detail = "Ya está así."


class BadMoment(Conflict):
    """It cannot be done on this day: before arrival, or after departure."""

    code = "bad_moment"
    default_detail = "Hoy no se puede hacer eso con esta estadía."


class ReasonMissing(DomainError):
    """Whoever does that says why."""

    code = "reason_missing"
    default_detail = "Diga por qué."
