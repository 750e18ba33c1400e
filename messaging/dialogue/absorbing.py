"""Taking what a guest said into what they want: an answer to what was asked, a correction, or something new."""

from __future__ import annotations

import re
from dataclasses import replace

from messaging.dialogue.days import in_context
from messaging.dialogue.shapes import Facts, Heard
from messaging.dialogue.state import Asked, State, with_dates, without_offers
from messaging.nlu import Understanding

# More than this are no guests but a telephone, a year, an amount.
MOST_PEOPLE, MOST_NIGHTS, MOST_UNITS = 100, 365, 20
# Who asks for these asks for the type that is let bed by bed; "una habitación con dos camas" asks for a room.
BEDS = re.compile(r"\b(?:camas?|beds?|leitos?|cuchetas?|bunks?)\b", re.I)
ROOMS = re.compile(
    r"\b(?:habitaci[oó]n(?:es)?|cuartos?|piezas?|caba[ñn]as?|quartos?|chal[eé]s?|rooms?|cabins?)\b", re.I
)
BARE_NUMBER = re.compile(r"\W*(\d{1,3})\W*")


def absorb(state: State, heard: Heard, facts: Facts) -> State:
    """Return what the guest wants after a message; what was offered is forgotten where it is for something else."""
    asks_nights = state.asked == Asked.NIGHTS
    said = in_context(heard.understanding, heard.text, state.check_in, today=facts.today, asks_nights=asks_nights)
    said = understood_as_answer(said, state, heard.text)
    nights = said.nights if said.nights and said.nights <= MOST_NIGHTS else None
    after = with_dates(state, said.check_in, said.check_out, nights)
    after = with_people(after, said)
    if said.units and said.units != after.units and said.units <= MOST_UNITS:
        after = without_offers(replace(after, units=said.units))
    type_id = type_named(said, facts)
    if type_id is None and BEDS.search(heard.text) and not ROOMS.search(heard.text):
        type_id = type_of_beds(facts)
    if type_id is not None and type_id != after.type_id:
        after = without_offers(replace(after, type_id=type_id))
    return bed_by_bed(after, facts)


def type_of_beds(facts: Facts) -> int | None:
    """Return the type that is let bed by bed, by its name, if there is one and no more."""
    found = {type_id for name, type_id in facts.types.items() if BEDS.match(name)}
    return found.pop() if len(found) == 1 else None


def bed_by_bed(state: State, facts: Facts) -> State:
    """Return a state in which everybody has a bed, where beds are what the guest wants."""
    if state.type_id is None or not state.adults or state.units == state.adults or state.type_id != type_of_beds(facts):
        return state
    return without_offers(replace(state, units=state.adults))


def understood_as_answer(said: Understanding, state: State, text: str) -> Understanding:
    """Return a message with a bare number read as what was asked for: "4" are people, or nights."""
    found = BARE_NUMBER.fullmatch(text)
    if found is None or not (number := int(found[1])):
        return said
    if state.asked in (Asked.PEOPLE, Asked.ADULTS) and number <= MOST_PEOPLE:
        return replace(said, adults=number, nights=None)
    if state.asked == Asked.NIGHTS and number <= MOST_NIGHTS:
        return replace(said, nights=number, adults=None)
    return said


def with_people(state: State, said: Understanding) -> State:
    adults = said.adults if said.adults and said.adults <= MOST_PEOPLE else state.adults
    children = said.children if said.children is not None and said.children <= MOST_PEOPLE else state.children
    if said.adults and said.children is None and state.asked != Asked.ADULTS:
        # "No, somos 5" is how many they are, whatever was said before.
        children = None
    if (adults, children) == (state.adults, state.children):
        return state
    return without_offers(replace(state, adults=adults, children=children))


def type_named(said: Understanding, facts: Facts) -> int | None:
    """Return the type that a message names, if it names one and no more."""
    named = {facts.types[name] for name in said.names if name in facts.types}
    return named.pop() if len(named) == 1 else None


def says_stay(said: Understanding) -> bool:
    """Return whether a message tells something of a stay."""
    return any((said.check_in, said.check_out, said.nights, said.adults, said.children, said.units))
