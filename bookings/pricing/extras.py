"""Which of several stays an extra is charged with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bookings.pricing.inputs import ChosenExtra, ExtraOffer, ExtraWanted, Per
from tenants.errors import DomainError


class UnknownExtra(DomainError):
    """The house does not sell that."""

    code = "unknown_extra"
    default_detail = "No existe ese adicional, o no se ofrece ahí."


class TooManyExtras(DomainError):
    """More of it than the house gives, or less than one."""

    code = "too_many_extras"
    default_detail = "No se puede pedir esa cantidad de ese adicional."


def choose_extras(
    wanted: Sequence[ExtraWanted], offers: Sequence[Mapping[str, ExtraOffer]]
) -> list[tuple[ChosenExtra, ...]]:
    """Return for each stay of a booking what is charged with it; `offers` is what each one's house sells.

    Unless somebody says for which stay it is, what each person pays belongs to every stay, and the rest to the first.

    :raises UnknownExtra: if a house does not sell it
    :raises TooManyExtras: if it does not sell as many
    """
    chosen: list[list[ChosenExtra]] = [[] for _ in offers]
    counts: Counter[tuple[int, str]] = Counter()
    for extra in wanted:
        for number in stays_of(extra, offers):
            offer = offers[number].get(extra.code)
            if offer is None:
                raise UnknownExtra(fields={"extras": UnknownExtra.default_detail})
            counts[number, extra.code] += extra.count
            if extra.count < 1 or counts[number, extra.code] > offer.most:
                raise TooManyExtras(fields={"extras": TooManyExtras.default_detail})
            chosen[number].append(ChosenExtra(offer, extra.count))
    return [tuple(extras) for extras in chosen]


def stays_of(extra: ExtraWanted, offers: Sequence[Mapping[str, ExtraOffer]]) -> Sequence[int]:
    """Return the numbers of the stays that an extra belongs to."""
    if extra.for_stay is not None:
        if not 0 <= extra.for_stay < len(offers):
            raise UnknownExtra(fields={"extras": UnknownExtra.default_detail})
        return [extra.for_stay]
    offer = offers[0].get(extra.code)
    is_of_people = offer is not None and offer.per in (Per.PERSON, Per.PERSON_NIGHT)
    return range(len(offers)) if is_of_people else [0]
