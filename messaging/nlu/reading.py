"""From a message to what is understood of it, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from messaging.nlu import lexicon, tokens
from messaging.nlu.company import Company, count_people
from messaging.nlu.date_items import EITHER, IGNORED, LENGTH, NEXT_YEAR, POINT, RANGE, Item, read_item
from messaging.nlu.days import Day, next_of, next_weekend
from messaging.nlu.intents import Choice, Wish, choose, find_wishes
from messaging.nlu.language import tell_language
from messaging.nlu.masking import USED, Found, take_out
from messaging.nlu.other_days import leave_out, with_named_month
from messaging.nlu.phrases import NOTHING
from messaging.nlu.result import UNKNOWN, Candidate, Span, Understanding
from messaging.nlu.roles import Told, tell_roles
from messaging.nlu.stay import Stay, put_together
from messaging.nlu.tokens import Tokens
from messaging.nlu.topics import find_topics
from messaging.nlu.words import words_in
from messaging.nlu.words.calendar import PORTUGUESE_WEEKDAYS

KEPT_AS_WORDS: Final = frozenset({"kin", "elders", "own_child", "self", "alone", "none", "fitting"})
DETAILS: Final = (POINT, RANGE, LENGTH, EITHER)
# Days in such messages are other days than those of the stay, unless the guest speaks of their own coming or going.
OTHER_DAYS: Final = frozenset({"parcel", "payment", "human", "goodbye", "greeting", "thanks"})
PORTUGUESE_DAYS: Final = ("lunes", "martes", "miercoles", "jueves", "viernes")
NOT_WEEKDAYS_BEFORE: Final = words_in("quinzena semana vez vaga opcao pessoa pessoas noite parcela via linha diaria")
SHORT_WEEKDAYS_AFTER: Final = words_in("na da de a ate pra para no do - e nesta proxima por pela")
LAST_PLAIN_SIGN: Final = "\u2190"
INSTEAD: Final = frozenset({"vez", "lugar", "inves", "instead"})
TODAY_RULES: Final = frozenset({"today", "tonight"})


@dataclass(frozen=True, slots=True)
class Condensed:
    """A message for the patterns of intents: one word for each date or number of people, and where each stands."""

    keys: list[str]
    places: list[int]


def understand(text: str, *, today: date, country: str = "AR", names: Sequence[str] = ()) -> Understanding:
    """Return what one message of a guest says, read alone. Any text will do; of a very long one the beginning is read."""
    words = tokens.read(text)
    language, _ = tell_language(text[: tokens.MOST_CHARACTERS], words.folded)
    if language == "other":
        return Understanding(UNKNOWN, language="other", confidence=0.8, is_cut=words.is_cut, rule="other language")
    if language == "pt":
        name_weekdays(words.keys, words.folded)
    found = take_out(words, names)
    items = find_items(words, found.keys, today=today, country=country)
    items = with_named_month(leave_out(items, found.keys, words.folded, today), found.keys)
    company = find_company(words, found, items)
    condensed = condense(found.keys, items, company)
    wishes = find_wishes(condensed.keys)
    items = without_farewells(items, wishes, condensed)
    has_details = bool(company.used or found.units or found.names) or any(it.kind in DETAILS for it in items)
    choice = choose(wishes, has_details=has_details)
    return put_result(words, found, items, company, choice, condensed, language=language, today=today)


def name_weekdays(keys: list[str], folded: Sequence[str]) -> None:
    """Read "quinta" as a weekday and "no" as a place, as a Portuguese message means them."""
    for at, word in enumerate(folded):
        if word == "no":
            # "em o", and no denial.
            keys[at] = "na"
        if word == "dos":
            # "de os", and no two.
            keys[at] = word
        number = PORTUGUESE_WEEKDAYS.get(word)
        if number is None or keys[at + 1] in NOT_WEEKDAYS_BEFORE:
            continue
        if len(word) > 3 or (at and keys[at - 1] in SHORT_WEEKDAYS_AFTER):
            keys[at] = PORTUGUESE_DAYS[number]


def find_items(words: Tokens, keys: Sequence[str], *, today: date, country: str) -> list[Item]:
    """Return everything that a message says of days and lengths."""
    found = (read_item(words, it, today=today, country=country) for it in lexicon.DATES.longest_in(keys))
    return [without_or(it, words) for it in found if it]


def without_or(item: Item, words: Tokens) -> Item:
    """Return an item without the "o" of "del 10 al 12 o del 17 al 19", which is no "12º"."""
    last = item.end - 1
    is_apart = last > item.start and words.folded[last] == "o" and words.starts[last] > words.ends[last - 1]
    return replace(item, end=last) if is_apart else item


def find_company(words: Tokens, found: Found, items: Sequence[Item]) -> Company:
    """Return who comes along, read from what is no date."""
    keys = list(found.keys)
    for item in items:
        keys[item.start : item.end] = [USED] * (item.end - item.start)
    return count_people(lexicon.PEOPLE.longest_in(keys), words, keys)


def condense(keys: Sequence[str], items: Sequence[Item], company: Company) -> Condensed:
    """Return the words that intents are told by."""
    left = list(keys)
    for item in items:
        if item.kind not in (IGNORED, NEXT_YEAR):
            is_instead = item.kind == LENGTH and not INSTEAD.isdisjoint(left[item.start : item.end])
            left[item.start : item.end] = [USED] * (item.end - item.start)
            if is_instead:
                # Of "3 noches en vez de 2" the words tell that something changes.
                left[item.end - 2 : item.end] = ["instead", "of"]
            left[item.start] = "<nights>" if item.kind == LENGTH else "<date>"
    for match, _ in company.used:
        if match.rule.meaning not in KEPT_AS_WORDS:
            left[match.start : match.end] = [USED] * (match.end - match.start)
            left[match.start] = "<people>"
    places = [at for at, key in enumerate(left) if key is not NOTHING and key != USED and not is_plain_sign(key)]
    return Condensed([*(left[at] for at in places), NOTHING], places)


def is_plain_sign(key: str) -> bool:
    """Return whether this is a comma or its like; emojis may mean something."""
    return len(key) == 1 and not key.isalnum() and key < LAST_PLAIN_SIGN


def without_farewells(items: Sequence[Item], wishes: Sequence[Wish], condensed: Condensed) -> list[Item]:
    """Return the items without those of "hasta mañana" and "buen domingo"."""
    said = {
        condensed.places[at] for it in wishes if it.intent in ("goodbye", "greeting") for at in range(it.start, it.end)
    }
    return [it for it in items if it.start not in said]


def put_result(
    words: Tokens,
    found: Found,
    items: Sequence[Item],
    company: Company,
    choice: Choice,
    condensed: Condensed,
    *,
    language: str | None,
    today: date,
) -> Understanding:
    """Return all that was found as one result."""
    told = tell_roles(items, found.keys)
    if choice.intent in OTHER_DAYS:
        told = [it for it in told if it.is_own]
    is_known = choice.intent != UNKNOWN
    if choice.intent == "parcel":
        # "es para mí" names whom a parcel is for.
        company = Company(None, None, ())
    stay = put_together(told, today=today) if is_known else Stay()
    return Understanding(
        intent=choice.intent,
        also=choice.also,
        check_in=stay.check_in,
        check_out=stay.check_out,
        nights=stay.nights,
        adults=company.adults if is_known else None,
        children=company.children if is_known else None,
        language=language,
        confidence=choice.confidence,
        date_confidence=stay.confidence,
        spans=list_spans(words, found, told, company, choice, condensed),
        alternatives=(*stay.alternatives, *other_readings(words, told, language, today)) if is_known else (),
        names=tuple(found.names),
        codes=tuple(found.codes),
        person_name=found.person,
        answer=answer_of(choice),
        phones=tuple(found.phones),
        money=tuple(found.money),
        units=found.units,
        beds=found.beds,
        topics=find_topics(condensed.keys),
        is_today_asked=any(it.item.rule in TODAY_RULES for it in told),
        is_cut=words.is_cut,
        rule=choice.rule,
    )


def answer_of(choice: Choice) -> str | None:
    """Return whether a message says yes or no, whatever else it says."""
    said = {it.intent for it in choice.wishes if not it.is_weak}
    if "deny" in said:
        return "no"
    return "yes" if "confirm" in said else None


def other_readings(words: Tokens, told: Sequence[Told], language: str | None, today: date) -> tuple[Candidate, ...]:
    """Return the other way to read "3/4" in English, and "the weekend" on a Saturday."""
    readings: list[Candidate] = []
    for it in told:
        day = it.item.days[0] if it.item.days else Day()
        if it.item.rule == "numeric" and language == "en" and day.month != day.day <= 12:
            other = next_of(Day(day.month, day.day, day.year), today)
            readings += [Candidate(other, None)] if other else []
        if it.item.rule == "weekend" and today.weekday() == 5:
            following = next_weekend(today)
            readings.append(Candidate(following.start, following.end))
    return tuple(readings)


def list_spans(
    words: Tokens, found: Found, told: Sequence[Told], company: Company, choice: Choice, condensed: Condensed
) -> tuple[Span, ...]:
    """Return what was read where, in the order of the text."""
    spans = list(found.spans)
    for it in told:
        item = it.item
        kind = "nights" if item.kind == LENGTH else "range" if item.kind == RANGE else "date"
        if item.kind in DETAILS:
            spans.append(Span(words.starts[item.start], words.ends[item.end - 1], kind, item.rule, item.nights))
    for match, kind in company.used:
        at = match.named.get("n")
        value = None if at is None else words.values[at] or 1
        spans.append(Span(words.starts[match.start], words.ends[match.end - 1], kind, match.rule.meaning, value))
    for wish in choice.wishes:
        start, end = condensed.places[wish.start], condensed.places[wish.end - 1]
        spans.append(Span(words.starts[start], words.ends[end], "intent", wish.rule, wish.intent))
    return tuple(sorted(spans, key=lambda it: (it.start, it.end)))
