"""What the words between two days say of them: arrival or departure, "or", "not", a correction, a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from messaging.nlu import lexicon
from messaging.nlu.date_items import EITHER, IGNORED, LENGTH, POINT, RANGE, Item
from messaging.nlu.days import Day
from messaging.nlu.words import words_in

IN, OUT = "in", "out"
ARRIVING: Final = words_in(
    "desde from llego llegamos llegaria llegariamos llegando llegare llegaremos llegar llega llegada entro "
    "entramos entrando entrada entrar entraria entrariamos ingreso ingresamos ingresando ingresar ingresaria "
    "arribo arribamos arribando arrive arriving arrival starting start starts begin beginning partir chego "
    "chegamos chegaria chegando chegar chegaremos chegada comecando comeca inicio checkin empezando "
    "arrancando comenzando between entre since arribar viajo viajamos caigo caemos come coming entra "
    "llegaba llegabamos chegava chegavamos entrariamos empieza llegaria contar contando counting"
)
LEAVING: Final = words_in(
    "hasta ate till til until thru through salgo salimos saliendo salida salir saldria saldriamos irme irnos "
    "retiro retiramos retirarnos egreso egresamos egresando partida parto partimos partiendo vuelvo volvemos "
    "volviendo volveriamos volveria "
    "salia saliamos saia saiamos emprendemos emprendo regresariamos regresaria volveremos regreso regresamos "
    "regresando regresarnos regresarme leave leaving "
    "leaves departure depart "
    "departing saio saimos saindo saida sair embora partindo volto voltamos voltando checkout dejo dejamos "
    "dejar desocupo desocupamos desocupar deixar deixamos deixo entregar marcharnos nosvamos volver devolver "
    "egresar sai"
)
# "me voy", "nos vamos", "vamos embora": the same verb without the pronoun is an arrival.
GOING: Final = words_in("voy vamos iria iriamos iremos ire ir vou iria")
SELF: Final = frozenset({"me", "nos"})
MODALS: Final = words_in("puedo podemos podria podriamos quiero queremos tengo tenemos debo debemos")
WEAKLY_TO: Final = frozenset({"a", "al", "ao", "to", "-", "–", "—", "→", ">", "y", "e", "and", "pro", "pra"})
OR: Final = frozenset({"o", "u", "ou", "or"})
LEADS: Final = words_in(
    "el la los las del de al the dia o a os do para en on for es era son of na no this este por that pro pra"
)
NOT: Final = frozenset({"no", "not", "nao", "ni"})
AND: Final = frozenset({"y", "e", "and"})
FORGETTING: Final = words_in(
    "scrap forget drop esquece esqueca olvida olvidate olvide olviden "
    "olvidense tacha descarta descarte complico complica"
)
STEAD: Final = frozenset({"vez", "lugar", "inves"})
SIGHS: Final = words_in("ay uy ah oh no perdon uh ai ops ups oops digo sorry mejor , . ;")
CORRECTING: Final = words_in(
    "perdon perdona perdoname perdonen digo correccion corrijo sorry mean meant desculpa desculpe alias quis "
    "actually wait mejor melhor rather realidad verdade equivoque scratch oops ups ay uy sino correction "
    "confundi confusion errei erro mal quise better ops"
)
EXTENDING: Final = lexicon.CLASSES["extend"] | words_in(
    "quedarme quedarnos quedar quedamos quedo ficar stay staying seguir continuar"
)
CHANGING: Final = (
    lexicon.CLASSES["change"]
    | words_in("pasar passar pasamos pasarme pasa pasariamos pasaria pasas pasan passa passe mueves moves bring")
) - {
    "cambiaron",
    "cambio",
}
# "mover del viernes al sábado" tells the old day and the new one; "modificar la reserva del 3 al 5" only which it is.
SHIFTING: Final = CHANGING - words_in(
    "pasas pasan pasa passa passe modificar modify modificarla update amend actualizar corregir alterar ajustar"
)
ONTO: Final = words_in("a al para por to pro pra ao for pelo pela")
# "trocar o dia 10 pelo 11": here the old day needs no "from".
SWAPPED: Final = words_in("por pelo pela for para pra pro")
# "cuánto saldría": what it costs, and no departure.
COSTING: Final = words_in("saldria salir sairia sair sai dejo dejar dejamos deixo deixar")
HOWMUCH: Final = words_in("cuanto quanto cuanta")
COST_WITHIN: Final = 4
# "pensábamos ir el 5, pero es del 12 al 19": what was meant before.
THOUGHT: Final = words_in(
    "pensabamos pensaba ibamos iba habiamos habia quedado planeabamos planeaba planned originally pensavamos "
    "planejavamos iamos tinhamos combinado salia saliamos saia saiamos llegaba llegabamos chegava chegavamos"
)
FROM: Final = frozenset({"de", "del", "from", "do", "da"})
MOVEMENTS: Final = (LEAVING | ARRIVING | GOING | EXTENDING | words_in("ser para me nos")) - {
    "desde",
    "from",
    "hasta",
    "ate",
}
GOING_SOMEWHERE: Final = words_in(
    "vamos voy llegamos llego llegaremos iremos viajamos viajo entramos salimos chegamos vou coming arriving"
)
BOOKINGS: Final = lexicon.CLASSES["reservation"]
OTHERS_COMING: Final = lexicon.CLASSES["parcel"] | words_in("is there there's it that order")
POSSIBLY: Final = words_in("podra podria puede pode poderia could can might")
BUT: Final = words_in("pero but mas")
BOOKED: Final = BOOKINGS | words_in("reservei reservamos booked")
# "necesito que sea del 22 al 25".
SHOULD_BE: Final = frozenset({"sea", "seja", "fuera", "fosse"})
BEING: Final = frozenset({"ser", "be"})
# Before "o" these make it the Portuguese article.
BEFORE_ARTICLES: Final = LEAVING | words_in("para pra por com e entre desde")
ENDS: Final = frozenset({".", "?", "!", ";"})
CHECKS: Final = frozenset({"check", "checking", "checked", "checks"})
AFTERWORDS: Final = 4
NEAR_BOOKING: Final = 3
TWO_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """An item and what the words around it make of it."""

    item: Item
    role: str = ""
    is_either: bool = False
    is_corrected: bool = False
    is_changed: bool = False
    # The guest's own coming or going, whatever else happens on other days.
    is_own: bool = False


def tell_roles(items: Sequence[Item], keys: Sequence[str]) -> list[Told]:
    """Return the items that count with their roles, those that are denied left out."""
    told: list[Told] = []
    has_before = False
    for number, item in enumerate(items):
        start = items[number - 1].end if number else 0
        gap = keys[start : item.start]
        lead = keys[item.start : item.first]
        if is_denied(gap, lead, is_alone=len(items) == 1):
            has_before = has_before or item.kind != IGNORED
            continue
        following = items[number + 1].start if number + 1 < len(items) else len(keys)
        one = told_of(
            item, [*gap, *lead], keys[item.end : min(item.end + AFTERWORDS, following)], has_before=has_before
        )
        since = items[number - 2].end if number > 1 else 0
        if number and is_new_after_old(items[number - 1], item, [*gap, *lead], keys[since:], since):
            one = replace(one, is_changed=True, role="")
        if has_before and is_said_otherwise(keys[: item.start], gap, one.role):
            one = replace(one, is_changed=True)
        told.append(one)
        has_before = has_before or item.kind in (POINT, RANGE, LENGTH, EITHER)
    return (
        [from_old_to_new(it, keys) for it in told]
        if len([it for it in items if it.kind in (POINT, RANGE)]) < TWO_DAYS
        else told
    )


def told_of(item: Item, words: list[str], after: Sequence[str], *, has_before: bool) -> Told:
    """Return an item with what the words before and after it say."""
    is_changed = has_before and (
        not CHANGING.isdisjoint(words) or offers_other(words) or (after[:1] == ["instead"] and "of" not in after)
    )
    is_corrected = has_before and (
        not CORRECTING.isdisjoint(words) or says_no(words) or ("quer", "dizer") in pairwise(words)
    )
    role = own = strong_role(words)
    if not role and item.kind in (POINT, RANGE):
        role = own = role_after(after)
    is_extending = not EXTENDING.isdisjoint(clause_of(words)) and CHANGING.isdisjoint(words)
    if not role and is_extending and item.kind == POINT and not WEAKLY_TO.isdisjoint(words):
        role = OUT
    if not role and has_before and not is_changed and leads_to(words):
        role = OUT
    bare = [word for word in words if word not in LEADS or word in OR]
    is_either = has_before and bool(bare) and bare[-1] in OR and len(words) <= 4 and not is_article(words)
    if role and item.rule in ("night_of", "tomorrow_night") and item.stretch:
        # "llegamos el viernes a la noche" says when, and not for how long.
        item = replace(item, kind=POINT, days=item.days or (Day(known=item.stretch.start),), stretch=None)
    # The days of the guest's own booking: "la seña de la reserva del 12".
    is_booked = not BOOKED.isdisjoint(words[-NEAR_BOOKING:])
    is_of_guest = (bool(own) and is_own([*words, *after])) or (is_booked and item.kind in (POINT, RANGE))
    return Told(item, role, is_either, is_corrected, is_changed, is_of_guest)


def is_said_otherwise(before: Sequence[str], gap: Sequence[str], role: str) -> bool:
    """Return whether a guest comes another day than was booked or meant: "reservé para el viernes pero llego el sábado"."""
    if BUT.isdisjoint(gap):
        return False
    return not THOUGHT.isdisjoint(before) or (role == IN and not BOOKED.isdisjoint(before))


def offers_other(words: Sequence[str]) -> bool:
    """Return whether some words between two things ask for the second in the place of the first: "podrá ser del 4"."""
    pairs = pairwise(words)
    asked = any(
        (first in POSSIBLY and (then in BEING or then == "it")) or (first == "que" and then in SHOULD_BE)
        for first, then in pairs
    )
    return asked and OR.isdisjoint(words)


def is_article(words: Sequence[str]) -> bool:
    """Return whether an "o" is the Portuguese article: "até o dia 25"."""
    places = [at for at, word in enumerate(words) if word == "o"]
    return bool(places) and places[-1] > 0 and words[places[-1] - 1] in BEFORE_ARTICLES


def clause_of(words: Sequence[str]) -> Sequence[str]:
    """Return those words that stand behind the last end of a sentence."""
    ends = [at for at, word in enumerate(words) if word in ENDS]
    return words[ends[-1] + 1 :] if ends else words


def strong_role(words: Sequence[str]) -> str:
    """Return the role that the last telling word before an item gives it."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        earlier = words[at - 1] if at else ""
        if word == "in" or word == "out":
            checks = not CHECKS.isdisjoint(words[max(at - 2, 0) : at])
            if checks:
                return IN if word == "in" else OUT
        elif word in GOING:
            # "me puedo ir el domingo".
            is_away = earlier in SELF or (earlier in MODALS and at > 1 and words[at - 2] in SELF)
            return OUT if is_away or "embora" in words[at:] else IN
        elif word in LEAVING and not is_of_a_cost(words, at):
            return OUT
        elif word in ARRIVING:
            return IN
    return ""


def is_of_a_cost(words: Sequence[str], at: int) -> bool:
    """Return whether a verb of leaving asks for a price: "cuánto me saldría el finde"."""
    return words[at] in COSTING and not HOWMUCH.isdisjoint(words[max(at - COST_WITHIN, 0) : at])


def is_own(words: Sequence[str]) -> bool:
    """Return whether the guest speaks of themselves: "llegamos", not "llega"."""
    verbs = [word for word in words if word in ARRIVING or word in LEAVING or word in GOING]
    endings = ("o", "mos", "ing") if OTHERS_COMING.isdisjoint(words) else ("o", "mos")
    return any(word in GOING or word.endswith(endings) or ("i" in words or "we" in words) for word in verbs)


def role_after(words: Sequence[str]) -> str:
    """Return the role that a verb right after an item gives it: "el domingo nos vamos"."""
    plain = [word for word in words if word not in ("ya", "a", "la", "manana", "noche", "tarde", "gente")]
    if not plain:
        return ""
    if "embora" in plain:
        return OUT
    if plain[0] in SELF:
        return OUT if len(plain) > 1 and plain[1] in GOING | LEAVING else ""
    if plain[0] in GOING | {
        "in",
        "out",
        "hasta",
        "ate",
        "until",
        "till",
        "thru",
        "thro",
        "desde",
        "from",
        "entre",
        "partir",
        "through",
        "sale",
        "between",
    }:
        return ""
    return strong_role(plain[:1])


def leads_to(words: Sequence[str]) -> bool:
    """Return whether the last small words before an item point to it as an end."""
    return any(word in WEAKLY_TO for word in words[-3:])


def says_no(words: Sequence[str]) -> bool:
    """Return whether a "no" stands before an item and takes back what was before it."""
    return any(word in NOT for word in words)


def is_denied(gap: Sequence[str], lead: Sequence[str], *, is_alone: bool) -> bool:
    """Return whether the words before an item deny it: "no el 15", "en vez del 15", "instead of the 15th"."""
    words = [*gap, *lead]
    while words and words[-1] in LEADS and words[-1] not in NOT:
        words.pop()
    if len(words) > 1 and words[-1] in GOING_SOMEWHERE and words[-2] in NOT and not is_alone:
        # "no vamos el 12, vamos el 13".
        words.pop()
    if lead and words and words[-1] in NOT and words[-1] in LEADS and not gap:
        return False
    if not words:
        return False
    if is_instead(words) or (words[-1] in FORGETTING and not is_alone):
        # "scrap the 26th, make it the 27th".
        return True
    is_sigh = len(words) > 1 and words[-2] in SIGHS
    if words[-1] in NOT and len(words) > 1 and words[-2] in AND and not is_alone:
        # "el 11 a las 3 de la tarde y no el 10".
        return True
    return words[-1] in NOT and not is_alone and not is_sigh and len(words) <= 3


def is_instead(words: Sequence[str]) -> bool:
    """Return whether some words end in "en vez", "instead", "rather than", perhaps with an "of" after it."""
    words = list(words)
    while words and words[-1] in MOVEMENTS:
        # "en vez de irnos el domingo".
        words.pop()
    words = words[:-1] if words and words[-1] in ("de", "of", "del", "do") else words
    if not words:
        return False
    return words[-1] in ("instead", "than") or (
        words[-1] in STEAD and len(words) > 1 and words[-2] in ("en", "em", "ao")
    )


def is_new_after_old(old: Item, new: Item, words: Sequence[str], keys: Sequence[str], since: int) -> bool:
    """Return whether a change named first the old days and now the new: "pasar del viernes al sábado"."""
    before = keys[max(old.start - 6 - since, 0) : max(old.first - since, 0)]
    if SHIFTING.isdisjoint(before) or len(words) > 4 or ONTO.isdisjoint(words):
        return False
    if old.kind == RANGE and new.kind == POINT:
        # "mover la reserva del 12 al 15 para el 20".
        return old.rule in ("range", "range_numeric")
    if old.kind != new.kind:
        return False
    return new.kind == RANGE or (new.kind == POINT and not (FROM.isdisjoint(before) and SWAPPED.isdisjoint(words)))


def from_old_to_new(told: Told, keys: Sequence[str]) -> Told:
    """Return the new day of a change that names the old one too: "pasar del 12 al 15"."""
    item = told.item
    if item.rule not in ("range", "range_numeric") or not item.days:
        return told
    words = keys[max(item.start - 4, 0) : item.start]
    if SHIFTING.isdisjoint(words) or FROM.isdisjoint(keys[max(item.start - 1, 0) : item.start + 1]):
        return told
    if not BOOKINGS.isdisjoint(words) and not frozenset({"mover", "pasar", "move", "correr", "shift", "pasarla"}) & set(
        words
    ):
        return told
    return replace(told, item=replace(item, kind=POINT, rule="changed_to", days=item.days[1:]), role="")
