"""How many come: adults and children, from everything that a message says of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from messaging.nlu.lexicon import CLASSES
from messaging.nlu.masking import USED
from messaging.nlu.phrases import Match
from messaging.nlu.roles import BOOKED, BUT, CHANGING, CORRECTING, NOT, is_instead, offers_other
from messaging.nlu.tokens import Tokens
from messaging.nlu.words import words_in

# Nobody books for more by a message; such a number is something else.
MOST_PEOPLE: Final = 200
WITH: Final = words_in(
    "con com with somos seriamos seremos seria vamos iriamos iremos viajo viajamos voy vou viajar are we're plus mas"
)
FOR: Final = frozenset({"para", "for"})
TALKING: Final = words_in(
    "hable hablo hablar hablarlo consulto consultar charlo ver veo arreglo talk check falar falo conversar decido"
)
# "mi jefe me dio los días": somebody who only did or said something.
SPEAKING: Final = words_in("me nos dice dijo disse says said told gave asked quiere quer wants recomendo pregunta fala")
# Who comes with such people is one more than they are.
COMPANIONS: Final = words_in(
    "mates amigos amigas amigo amiga friends friend hermanos hermanas primos primas colegas companeros companeras "
    "companera companero cunados cuates irmaos irmas brothers sisters cousins colleagues coworkers compas"
)
JOINED: Final = frozenset({"y", "e", "and", "+", "&", "mas"})
APART: Final = frozenset({",", ":", "(", ".", ";"})
OTHERWISE: Final = CORRECTING | CHANGING | words_in("ahora agora now finalmente final osea")
MINE: Final = words_in("mi mis meu minha meus minhas nuestro nuestra")
UNITS: Final = CLASSES["unit"]
MORE_OR_LESS: Final = CLASSES["add"] | words_in(
    "baja bajan bajo bajaron quitar sacar saco falta faltaria restar remove"
)
# "eramos 4 pero se sumo uno, quedamos 5".
JOINING: Final = words_in("sumo sumaron agrego agregaron bajo bajaron cayo juntou juntaram desistiu")
AS_PEOPLE: Final = {"fitting": "people", "small": "children"}
COMING_OF_AGE: Final = 18
# Of whom a feast, a house or a room is: they do not come along.
OF: Final = words_in("de del da do of")
# "un señor me dijo": nobody of the guest's own.
ANY: Final = words_in("un una um uma a an")
STRANGERS: Final = words_in("senor senora jefe jefa mujer")
# A guest may have several of these.
SEVERAL: Final = words_in(
    "amigo amiga primo prima hermano hermana colega socio socia tio tia cunado cunada irmao irma friend brother "
    "sister cousin sobrino sobrina companero companera cuate abuelo abuela"
)
THANKING: Final = words_in("gracias obrigado obrigada thanks thank agradezco")
THANKED_FOR: Final = words_in("por for pela pelo a")
LONGEST_THANKS: Final = 7
TWINS: Final = "t"
AMONG: Final = frozenset({"us", "them"})
TWICE: Final = frozenset({"parejas", "matrimonios", "casais", "couples"})


@dataclass(slots=True)
class Counts:
    """What has been counted so far."""

    adults: int | None = None
    people: int | None = None
    children: int | None = None
    couples: int = 0
    kin: int = 0
    kin_for: int = 0
    own_children: int = 0
    # Which relatives were counted, so that one who is spoken of again is not counted twice.
    known: set[str] = field(default_factory=set)
    is_split: bool = False
    has_self: bool = False
    has_companions: bool = False
    is_alone: bool = False
    # The number so far is only that which a place is for.
    is_size: bool = False
    # A number of adults was corrected, and the next of children is another too.
    is_restated: bool = False
    used: list[tuple[Match, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Company:
    """Who comes along: None is what was not said. `used` are the words it was read from, and what each told."""

    adults: int | None
    children: int | None
    used: tuple[tuple[Match, str], ...]


def count_people(matches: Sequence[Match], tokens: Tokens, keys: Sequence[str]) -> Company:
    """Return how many adults and children some patterns speak of."""
    listed_from = start_of_list(keys)
    has_list = listed_from < len(keys)
    counts = Counts(has_self=has_list or any(it.rule.meaning == "self" for it in matches))
    end = 0
    for match in matches:
        gap = keys[end : match.start]
        if gap and gap[-1] in NOT and match.rule.meaning not in ("none", "alone"):
            continue
        if (
            not MORE_OR_LESS.isdisjoint(gap[-2:])
            and gap[-1] not in APART
            and match.rule.meaning in ("people", "adults")
        ):
            # One more or less is no number of people.
            continue
        if is_one_of_us(match, tokens, keys) or is_too_old(match, tokens) or is_out_of_place(match, counts, gap):
            continue
        if has_list and match.start < listed_from and match.rule.meaning in ("kin", "elders"):
            continue
        if not is_instead(gap):
            add(counts, match, tokens, gap, keys)
            end = match.end
    return result_of(counts)


def is_one_of_us(match: Match, tokens: Tokens, keys: Sequence[str]) -> bool:
    """Return whether a match speaks of one among those who come: "one of us got sick"."""
    return match.rule.meaning == "people" and keys[match.end - 1] in AMONG and number_of(match, tokens) == 1


def is_grown(match: Match, tokens: Tokens) -> bool:
    """Return whether the age of somebody who may be a child is that of an adult."""
    at = match.named.get("x")
    return at is not None and tokens.values[at] >= COMING_OF_AGE


def is_too_old(match: Match, tokens: Tokens) -> bool:
    """Return whether a match that counts children counts none for their age; a grown child comes along as an adult."""
    return match.rule.meaning != "own_child" and is_grown(match, tokens)


def is_out_of_place(match: Match, counts: Counts, gap: Sequence[str]) -> bool:
    """Return whether a match only counts right after other people, and does not stand there."""
    if match.rule.meaning == "subset" and "x" in match.named:
        # "dos niños, uno de 4 y otro de 11" only tells their ages.
        return counts.children is not None or not counts.used
    if match.rule.meaning not in ("with_baby", "again"):
        return False
    return not counts.used or any(it not in APART for it in gap)


def start_of_list(keys: Sequence[str]) -> int:
    """Return where the guest begins a list of people: "yo mi esposa y dos niños"; the end if nowhere."""
    starts = (at for at, key in enumerate(keys[:-1]) if key in ("yo", "eu") and keys[at + 1] in MINE)
    return next(starts, len(keys))


def is_after_unit(match: Match, keys: Sequence[str]) -> bool:
    """Return whether "para 4" says how large a place is: "la cabaña para 4"."""
    earlier = [it for it in keys[max(match.start - 3, 0) : match.start] if it != USED]
    return bool(earlier) and earlier[-1] in UNITS


def number_of(match: Match, tokens: Tokens, name: str = "n") -> int:
    """Return the number in a match, 1 for an article."""
    at = match.named.get(name)
    if at is None:
        return 2 if TWINS in match.named else 1
    if not tokens.values[at] and tokens.folded[at][:1].isdigit():
        # Of a sum like "1.200" the number is not known, only that it is none of people.
        return MOST_PEOPLE + 1
    return tokens.values[at] or 1


def add(counts: Counts, match: Match, tokens: Tokens, gap: Sequence[str], keys: Sequence[str]) -> None:
    """Add what one match tells."""
    kind, number = AS_PEOPLE.get(match.rule.meaning, match.rule.meaning), number_of(match, tokens)
    if number > MOST_PEOPLE:
        return
    is_corrected = bool(counts.used) and is_said_otherwise(gap, keys[: match.start])
    if kind == "again":
        kind, is_corrected = ("adults" if counts.adults is not None else "people"), True
    if is_corrected and kind in ("adults", "people"):
        # What is said of children from here on replaces what was.
        counts.is_restated = True
    if kind == "self_and":
        counts.people, counts.has_self = number + 1, False
    elif kind in ("adults", "people", "for", "family"):
        is_size = kind == "for" and is_after_unit(match, keys)
        if is_size and counts.people is not None:
            return
        add_grown(counts, kind, number, gap, is_corrected=is_corrected or (counts.is_size and kind != "for"))
        counts.is_size = is_size
        counts.is_split |= kind == "family"
        counts.has_companions |= is_company_of_self(match, keys)
    elif kind in ("children", "subset", "with_baby"):
        add_children(counts, kind, number, gap, is_corrected=is_corrected)
    elif kind == "couple":
        counts.couples += number * 2
    elif kind == "none":
        counts.children = 0
    elif kind == "alone":
        counts.is_alone = True
    elif kind in ("kin", "elders", "own_child"):
        if counts.used and not CORRECTING.isdisjoint(gap):
            counts.kin = counts.kin_for = counts.own_children = 0
            counts.known.clear()
        if not add_kin(counts, match, tokens, keys, gap):
            return
    else:
        return
    label = "children" if kind in ("children", "subset", "with_baby", "none", "own_child") else "adults"
    counts.used.append((match, label))


def is_said_otherwise(gap: Sequence[str], before: Sequence[str]) -> bool:
    """Return whether the words between two numbers of people make the second one of them count."""
    if not OTHERWISE.isdisjoint(gap) or not JOINING.isdisjoint(gap) or offers_other(gap):
        return True
    # "para 3... no, para 4 personas".
    is_denied = any(first in NOT and then == "," for first, then in pairwise(gap))
    return is_denied or (not BUT.isdisjoint(gap) and not BOOKED.isdisjoint(before))


def add_grown(counts: Counts, kind: str, number: int, gap: Sequence[str], *, is_corrected: bool) -> None:
    """Add a number of adults, or of people who may or may not be adults."""
    name = "adults" if kind == "adults" else "people"
    before: int | None = getattr(counts, name)
    if before is not None and not is_corrected:
        # "3 hombres y 2 mujeres" is five; a second number further on says the same again.
        is_sum = kind != "for" and len(gap) == 1 and gap[0] in JOINED
        is_all = kind == "for" and number > before and counts.kin > 0
        number = before + number if is_sum else number if is_all else before
    setattr(counts, name, number)


def add_children(counts: Counts, kind: str, number: int, gap: Sequence[str], *, is_corrected: bool) -> None:
    """Add children; those of a total that was named right before are a part of it."""
    is_first = not counts.children or is_corrected or counts.is_restated
    counts.is_restated = False
    if kind == "subset" or (is_first and counts.people and gap and all(word in APART for word in gap)):
        counts.is_split = True
    counts.children = number if is_first else (counts.children or 0) + number


def is_company_of_self(match: Match, keys: Sequence[str]) -> bool:
    """Return whether people are named as those whom the guest brings: "con 3 amigas"."""
    lead = keys[match.start - 1] if match.start else ""
    if lead in MINE and match.start > 1:
        lead = keys[match.start - 2]
    return COMPANIONS.isdisjoint(keys[match.start : match.end]) is False and lead in ("con", "com", "with")


def add_kin(counts: Counts, match: Match, tokens: Tokens, keys: Sequence[str], gap: Sequence[str]) -> bool:
    """Add a relative: whoever comes along, not whoever is only spoken of. Return whether one was added."""
    lead = keys[match.start - 1] if match.start else ""
    earlier = keys[match.start - 2] if match.start > 1 else ""
    comes = lead in WITH or keys[match.start] in WITH or counts.has_self
    is_one_more = len(gap) == 1 and gap[0] in JOINED and counts.adults is not None and not counts.has_self
    goes_on = is_one_more or (
        (counts.kin or counts.own_children or counts.people) and (not gap or gap[-1] in JOINED or gap[-1] == ",")
    )
    if (keys[match.end] in SPEAKING and lead not in WITH) or is_spoken_of(match, keys, counts.known):
        return False
    if earlier in TALKING or not (comes or goes_on or lead in FOR):
        return False
    counts.known.update(keys[match.start : match.end])
    number = {"kin": 1, "own_child": 1}.get(match.rule.meaning, number_of(match, tokens) if "n" in match.named else 2)
    if match.rule.meaning == "own_child" and not is_grown(match, tokens):
        counts.own_children += number
        counts.has_companions |= lead in WITH
        return True
    if is_one_more and counts.adults is not None:
        # "2 adultos y mi suegra" are three.
        counts.adults += number
        return True
    counts.kin += number
    if lead in FOR and not counts.has_self and not comes:
        counts.kin_for += number
    return True


def is_spoken_of(match: Match, keys: Sequence[str], known: set[str]) -> bool:
    """Return whether a relative is only spoken of: one who was named already, whose feast it is, whom one thanks for."""
    word = keys[match.end - 1]
    if keys[match.start - 1 : match.start] and keys[match.start - 1] in OF:
        return True
    if word in STRANGERS and keys[match.start] in ANY:
        return True
    if word in known and word not in SEVERAL:
        return True
    before = keys[max(match.start - LONGEST_THANKS, 0) : match.start]
    thanks = [at for at, key in enumerate(before) if key in THANKING]
    if not thanks:
        return False
    since = before[thanks[-1] + 1 :]
    return since[:1] != [] and since[0] in THANKED_FOR and all(len(it) > 1 or it.isalnum() for it in since)


def result_of(counts: Counts) -> Company:
    """Return adults and children out of all that was counted."""
    children = counts.children
    if counts.own_children:
        children = (children or 0) + counts.own_children
    return Company(adults_of(counts, children), children, tuple(counts.used))


def adults_of(counts: Counts, children: int | None) -> int | None:
    """Return how many adults there are."""
    if counts.adults is not None:
        return counts.adults
    if counts.people is not None:
        people = counts.people + (
            counts.has_companions or (counts.has_self and counts.kin == 0 and not counts.own_children)
        )
        # "somos cuatro: mi esposo, yo y mis dos hijos" names everybody of the total.
        is_total = counts.has_self and bool(children) and people == counts.kin + 1 + (children or 0)
        if (counts.is_split or is_total) and children and children < people:
            return people - children
        return people
    if counts.couples:
        return counts.couples + counts.kin
    if counts.kin:
        return counts.kin + (counts.kin_for < counts.kin)
    if counts.is_alone or (counts.own_children and (counts.has_companions or counts.has_self)):
        return 1
    return None
