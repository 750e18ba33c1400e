"""Every word that some pattern knows, and the way from what a guest wrote to it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from messaging.nlu import phrases, typos
from messaging.nlu.patterns import changes, dates, deliveries, house, information, masks, nonsense, talk, wishes
from messaging.nlu.patterns import people as company
from messaging.nlu.words import asking, calendar, languages, people, shorthand, words_in
from messaging.nlu.words import information as asked

CARDINALS: Final = calendar.CARDINALS
NUMBERS: Final = {**calendar.ORDINALS, **CARDINALS}
# Of two tables with a class of the same name the words are added up.
# What is understood already stands as one of these words.
MARKS: Final = words_in(
    "n big year dm clock phone url code glued date people nights time money units beds named x used"
)
CLASSES: Final = (
    {
        name: words_in(words)
        for name, words in (calendar.CLASSES | people.CLASSES | asking.CLASSES | asked.CLASSES).items()
    }
    | {mark: frozenset({f"<{mark}>"}) for mark in MARKS}
    | {"q": words_in("<n> un una um uma"), "qty": words_in("<n> <big>")}
)
MASKS: Final = phrases.Book(masks.MASKS, CLASSES)
AGES: Final = phrases.Book(masks.AGES, CLASSES)
DATES: Final = phrases.Book(dates.DATES, CLASSES)
PEOPLE: Final = phrases.Book(company.PEOPLE, CLASSES)
WISHES: Final = phrases.Book(
    changes.CHANGES
    | wishes.WISHES
    | information.INFORMATION
    | deliveries.DELIVERIES
    | house.HOUSE
    | talk.TALK
    | nonsense.NONSENSE,
    CLASSES,
)
LITERALS: Final = frozenset().union(*(book.words() for book in (MASKS, AGES, DATES, PEOPLE, WISHES)))
VOTED: Final = frozenset(
    word for table in (languages.SPANISH, languages.PORTUGUESE, languages.ENGLISH, languages.OTHERS) for word in table
)
KNOWN: Final = (
    frozenset().union(*CLASSES.values()) | LITERALS | VOTED | NUMBERS.keys() | calendar.PORTUGUESE_WEEKDAYS.keys()
)
# What some pattern makes something of.
MEANINGFUL: Final = frozenset().union(*CLASSES.values()) | LITERALS | NUMBERS.keys()
# "transferirte", "guardarlas": a verb with its pronouns.
CLITIC: Final = re.compile(r"(?<=[aei]r)(?:[mts]e|nos|les?)?(?:l[aeo]s?)?$")
# "reservenmela", "dejame": an imperative with its pronouns.
PRONOUNS: Final = re.compile(r"(?:(?:me|te|se|nos)l[aeo]s?|l[aeo]s?|me|nos)$")
# "cuartito", "lugarcito", "quartinho": the same thing, said kindly.
SMALL: Final = re.compile(r"(?:[cz]?it|[cz]?inh)([ao])(s?)$")
SHORTEST_SMALL: Final = 6
TWICE: Final = re.compile(r"(.)\1")


@cache
def neighbours() -> dict[str, str]:
    """Return which important word is meant by one that is mistyped; made when the first is met."""
    long = [it for it in (*calendar.MONTHS, *calendar.WEEKDAYS) if len(it) > 4]
    return typos.neighbours(asking.IMPORTANT.split() + long)


def key_of(folded: str) -> str:
    """Return the word that patterns know a folded word by; itself if none does."""
    short = shorthand.SHORTHAND.get(folded)
    if short is not None:
        return short
    return folded if folded in KNOWN else mended(folded)


@lru_cache(maxsize=4_096)
def mended(folded: str) -> str:
    """Return the known word that an unknown one may be meant as."""
    once = TWICE.sub(r"\1", folded)
    if once in KNOWN or once in shorthand.SHORTHAND:
        return shorthand.SHORTHAND.get(once, once)
    plain = CLITIC.sub("", folded)
    if plain != folded and plain in KNOWN:
        return plain
    return plainer(folded) or typos.meant(folded, neighbours()) or folded


def plainer(folded: str) -> str | None:
    """Return the known word that one with pronouns, a diminutive or a plural is made of.

    >>> plainer("cuartitos"), plainer("guardenmela")
    ('cuartos', 'guarden')
    """
    if len(folded) < SHORTEST_SMALL:
        return None
    forms = [PRONOUNS.sub("", folded)]
    if small := SMALL.search(folded):
        stem, (gender, plural) = folded[: small.start()], small.groups()
        if folded[small.start()] in "cz":
            longer = folded[: small.start() + 1]
            forms += [longer + gender + plural, longer + "e" + plural]
        forms += [stem + gender + plural, stem + plural, stem + "e" + plural, stem + gender, stem]
    if folded.endswith("s"):
        forms += [folded[:-1], folded[:-2]]
    return next((it for it in forms if it != folded and len(it) > 2 and it in MEANINGFUL), None)
