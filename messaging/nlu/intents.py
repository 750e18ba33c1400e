"""What a guest wants: every pattern that is found, and by the order of the house the one that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from messaging.nlu import lexicon
from messaging.nlu.phrases import Match

CANCEL, MODIFY, BOOK, AVAILABILITY, PRICE, HUMAN = "cancel", "modify", "book", "availability", "price", "human"
INFORMATION: Final = ("parcel", "my_booking", "checkin_info", "payment", "amenities", "location")
TALK: Final = ("confirm", "deny", "goodbye", "thanks", "greeting")
FIRST: Final = (CANCEL, MODIFY, BOOK, AVAILABILITY, PRICE, HUMAN)
WEAK: Final = "_weak"
# A topic that is only named: asked about if nothing else is said.
LAST: Final = "_last"
LOOSE: Final = "<howto> ..."
DISCOUNT: Final = "<discount>"
# Words that a message with days or people in it may well have without asking about them.
BESIDES: Final = frozenset({"amenities", "location", "checkin_info"})
TAKEN_BACK: Final = "taken_back"
# "del 12 al 15 está perfecto" accepts the days that it names.
AGREED_DAY: Final = "<date>|<nights> ~ esta|"
# "conforme, saludos": no mere start of a farewell.
SURE_YES: Final = "START [ok|okay|estoy|"
SHORT_START: Final = 2
BARE_CHANGE: Final = "<change>"
# A slip of the pen: after a question it only mends what was asked.
SLIPS: Final = ("me|nos equivoque|equivocamos|confundi", "perdon|sorry|desculpa quise|quis", "mejor !<price> !dicho")
WEAK_NAMES: Final = {"checkin_weak": "checkin_info"}


@dataclass(frozen=True, slots=True)
class Wish:
    """An intent, the pattern that it was found by, where, and whether that says it plainly."""

    intent: str
    rule: str
    start: int
    end: int
    is_weak: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The intent of a message, the others in it, and how sure that is."""

    intent: str
    also: tuple[str, ...]
    rule: str
    confidence: float
    wishes: tuple[Wish, ...] = ()


def find_wishes(keys: Sequence[str]) -> list[Wish]:
    """Return every wish that a pattern finds, those inside a longer one of another intent left out."""
    book = lexicon.WISHES
    found = [match for at, key in enumerate(keys[:-1]) if key in book.by_first for match in book.all_at(keys, at)]
    longest = longest_of_each(found)
    wishes = [wish_of(it) for it in longest if not any(covers(other, it) for other in longest)]
    return without_taken_back(wishes)


def without_taken_back(wishes: Sequence[Wish]) -> list[Wish]:
    """Return the wishes without a question that the guest replaced by another: "abren hoy? ah no, hay pileta?"."""
    places = [it.start for it in wishes if it.intent == TAKEN_BACK]
    left = [it for it in wishes if it.intent != TAKEN_BACK]
    if not places or not any(it.intent in INFORMATION and not it.is_last and it.start > places[-1] for it in left):
        return left
    return [it for it in left if it.intent not in INFORMATION or it.end > places[-1]]


def longest_of_each(found: Sequence[Match]) -> list[Match]:
    """Return of the matches of one intent that begin at the same word the longest."""
    best: dict[tuple[str, int], Match] = {}
    for match in found:
        place = (match.rule.meaning, match.start)
        if place not in best or (match.end, -match.rule.number) > (best[place].end, -best[place].rule.number):
            best[place] = match
    return list(best.values())


def covers(longer: Match, shorter: Match) -> bool:
    """Return whether one match says more than another and contains it: "cuánto es la seña" is about paying."""
    if longer is shorter or longer.rule.meaning == shorter.rule.meaning:
        return False
    if longer.rule.meaning.endswith((WEAK, LAST)) or longer.rule.meaning == TAKEN_BACK:
        return False
    is_hard = shorter.rule.meaning == CANCEL or shorter.rule.line.startswith(DISCOUNT)
    if is_hard and longer.start < shorter.start and longer.rule.meaning in INFORMATION:
        # "si cancelo, pierdo la seña?" is about cancelling; "cancelar con tarjeta" about paying.
        return False
    if longer.rule.line.startswith(LOOSE) and shorter.rule.meaning in (BOOK, MODIFY, CANCEL):
        # "quiero reservar, cómo es el pago?" books.
        return False
    if longer.rule.meaning == "confirm" and shorter.rule.meaning in FIRST and shorter.rule.meaning != PRICE:
        # "sí, la quiero del 5 al 7" books; "nos parece bien el precio" asks for none.
        return False
    if (longer.rule.meaning, shorter.rule.meaning) == (AVAILABILITY, PRICE):
        # "precio y disponibilidad" asks for both.
        return False
    inside = longer.start <= shorter.start and shorter.end <= longer.end
    return inside and (longer.end - longer.start) > (shorter.end - shorter.start)


def wish_of(match: Match) -> Wish:
    """Return a match as a wish."""
    meaning = match.rule.meaning
    if meaning.endswith(LAST):
        return Wish(meaning.removesuffix(LAST), match.rule.line, match.start, match.end, is_weak=True, is_last=True)
    is_weak = meaning.endswith(WEAK)
    intent = WEAK_NAMES.get(meaning, meaning.removesuffix(WEAK)) if is_weak else meaning
    return Wish(intent, match.rule.line, match.start, match.end, is_weak)


def choose(wishes: Sequence[Wish], *, has_details: bool) -> Choice:
    """Return the intent that counts, by the order of the house."""
    strong = [it for it in wishes if not it.is_weak]
    for it in strong:
        if it.intent == "unknown":
            return Choice("unknown", (), it.rule, 0.9, (it,))
    asking = without_slips([it for it in strong if it.intent not in TALK], wishes)
    if not asking:
        asking = without_slips(weakly_asked(wishes, has_details=has_details), wishes)
    if asking:
        return chosen(in_order(asking), asking, strong)
    if has_details and not any(it.rule.startswith(AGREED_DAY) for it in strong):
        return Choice(AVAILABILITY, (), "details alone", 0.75)
    talk = in_order([it for it in strong if it.intent in TALK and not is_mere_start(it, strong)])
    named = [it for it in wishes if it.is_last]
    if named and all(it.intent == "greeting" for it in talk):
        return chosen(in_order(named), named, strong)
    if talk:
        return chosen(talk, strong, strong)
    return Choice("unknown", (), "nothing found", 0.3)


def without_slips(asking: Sequence[Wish], wishes: Sequence[Wish]) -> list[Wish]:
    """Return wishes without changes that are none: "hay del 8 al 11? ay me equivoque, del 9 al 12" still asks."""
    first = min((it.start for it in wishes if it.intent in (BOOK, AVAILABILITY, PRICE)), default=None)
    return [it for it in asking if first is None or it.rule not in SLIPS or it.start < first]


def weakly_asked(wishes: Sequence[Wish], *, has_details: bool) -> list[Wish]:
    """Return what is asked without saying so plainly; a bare "cambiar" only if nothing else is."""
    is_beside = has_details or any(it.intent == "deny" and not it.is_weak for it in wishes)
    weak = [it for it in wishes if it.is_weak and not it.is_last and not (is_beside and it.intent in BESIDES)]
    return [it for it in weak if it.rule != BARE_CHANGE] or weak


def is_mere_start(wish: Wish, wishes: Sequence[Wish]) -> bool:
    """Return whether a yes only leads to a farewell or a no: "bueno, nos vemos el viernes"."""
    is_start = wish.intent == "confirm" and wish.start == 0 and wish.end == 1
    if (
        wish.intent == "confirm"
        and wish.start == 0
        and wish.end <= SHORT_START
        and any(it.intent == "deny" for it in wishes)
    ):
        return True
    if wish.rule.startswith(SURE_YES):
        return False
    return is_start and any(it.intent == "goodbye" for it in wishes) and all(it.intent in TALK for it in wishes)


def in_order(wishes: Sequence[Wish]) -> list[Wish]:
    """Return wishes by precedence: of the questions for information the first that is asked."""
    return sorted(wishes, key=rank)


def rank(wish: Wish) -> tuple[int, int]:
    """Return how early a wish counts."""
    if wish.intent in FIRST:
        return FIRST.index(wish.intent), wish.start
    if wish.intent in INFORMATION:
        return len(FIRST), wish.start
    if wish.intent in ("confirm", "deny"):
        return len(FIRST) + 1, wish.start
    return len(FIRST) + 1 + TALK.index(wish.intent) if wish.intent in TALK else 99, wish.start


def chosen(ordered: Sequence[Wish], wishes: Sequence[Wish], strong: Sequence[Wish]) -> Choice:
    """Return the first of some wishes as the choice, and the other intents after it."""
    first = ordered[0]
    also = tuple(dict.fromkeys(it.intent for it in ordered if it.intent != first.intent))
    confidence = 0.6 if first.is_weak else 0.95 - 0.05 * min(len(also), 4)
    return Choice(first.intent, also, first.rule, round(confidence, 2), tuple(wishes))
