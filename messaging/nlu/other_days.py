"""Days in a message that are no days of the stay: of a farewell, a birthday, a move by so many days, "24/7"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from messaging.nlu.date_items import IGNORED, LENGTH, POINT, Item
from messaging.nlu.days import Day, made
from messaging.nlu.lexicon import CLASSES
from messaging.nlu.phrases import NOTHING
from messaging.nlu.words import words_in
from messaging.nlu.words.calendar import MONTHS

SHORT_MONTH: Final = 3
UNTIL: Final = words_in("hasta ate til till until")
ARTICLES: Final = words_in("el la o a lo este esta proximo proxima al")
# What may stand around "hasta el viernes" so that it is a farewell.
FAREWELLS: Final = words_in(
    "gracias muchas mil chau chao adios obrigado obrigada muito tchau valeu bueno buenas buenos noches noite listo dale ok "
    "okay perfecto genial buenisimo perfeito thanks bye saludos saludo abrazo abraco un um adios entonces barbaro joya "
    "combinado beleza por todo y e and amigo amiga boa bom dia si sim entao nos vemos amable muy descansen igualmente"
)
MEANT: Final = words_in(
    "gracias chau chao adios obrigado obrigada tchau valeu bueno noches noite listo dale ok okay thanks bye "
    "saludos saludo abrazo abraco amable descansen igualmente"
)
OCCASIONS: Final = CLASSES["party"]
# "mi cumple es el 19", "cumplo el 19": the day is that of the feast, and not only near it.
FALLING: Final = words_in("es e is cae cai falls it's")
TURNING: Final = words_in("cumplo cumple cumplimos cumplen cumplira faco faz completo turn turning turns")
HAVING: Final = words_in("cumplo cumple cumplimos cumplen cumplira faco faz fazemos completo")
# A number that is somebody's age.
AGE: Final = "<x>"
# "tocamos el 18", "we play on Saturday".
PLAYING: Final = words_in(
    "jugamos juego juega juegan tocamos toco toca tocan actuamos rindo rendimos corremos operan opera play plays playing "
    "compete competimos jogamos jogo trabajo trabajamos trabalho exponemos expongo"
)
# "tiene un congreso el 15".
EVENTS: Final = words_in(
    "congreso congresso torneo torneio campeonato competencia maraton maratona examen exame prova turno cita "
    "operacion cirugia cirurgia audiencia conference exam tournament marathon match recital show festival jornada "
    "seminario taller reunion meeting concierto concert gig"
)
VEHICLES: Final = words_in("bus colectivo micro avion vuelo flight plane voo aviao onibus tren train trem ferry barco")
SETTING_OUT: Final = words_in("sale sai leaves departs parte despega decola")
TRAVELLING: Final = words_in("viajo viajamos viaja")
OF: Final = frozenset({"de", "del", "do", "da", "of"})
OF_THE_STAY: Final = words_in(
    "llego llegamos llegariamos llegaria vamos voy iriamos para reserva reservar entrando chegamos chego arrive arriving "
    "from desde check checkin hasta salimos quiero queremos lugar"
)
OCCURRING: Final = words_in("hay habra tem there's tera")
STOPPAGES: Final = words_in(
    "paro huelga greve strike feriado partido recital marcha boda show jogo corte elecciones asamblea"
)
BECAUSE: Final = words_in("que porque pois because since como")
PREPOSITIONS: Final = words_in("on no na en em los")
OWN_MATTERS: Final = words_in(
    "mi mis tengo tenemos trabajo trabajamos hay me meu minha tenho temos my i i'm we recien sale juega no estoy trabalho "
    "rindo viajo"
)
# What is told of a day that is over: of a call, of a payment.
DID: Final = words_in(
    "hable hablamos llame llamamos escribi escribimos pague pagamos deposite transferi hice falei liguei paguei mandei "
    "spoke called paid transferred mande envie senie abone gire"
)
MARRYING: Final = words_in("casamos caso")
MOVING: Final = words_in(
    "correr correrla correrlo corremos mover moverla moverlo adelantar adelantarla antecipar atrasar atrasarla postergar "
    "posponer adiar antecipa antecipe antecipem adianta adiante adiantar adelanta adelanten atrasa atrase posterga "
    "postergue posponga retrasen corra corre push postpone move shift aplazar recorrer retrasar reprogramar demorar"
)
ADDING: Final = CLASSES["add"] | words_in("sacar quitar restar tirar descontar remove drop reducir sacarle quitarle")
ONTO: Final = words_in("a al para por to for de pra")
LONG_MONTHS: Final = frozenset(it for it in MONTHS if len(it) > SHORT_MONTH)
ALWAYS: Final = "24/7"
BEFORE_A_DAY: Final = words_in("el al a del de dia ate hasta to until till - – desde from o on the do ao para y e")
NEAR: Final = 8
# "I booked on 12 November": a day when something was done, if it was not long ago.
DONE: Final = words_in("reservei reservamos booked reserved made hice hicimos fiz fizemos compre")
LONG_AGO: Final = 60
# "hold it until tomorrow": until when something is kept for the guest.
HOLDING: Final = words_in(
    "hold keep guardas guardame guardar guardan guarda guardarias guardarme reservas segura segurar esperar espera esperan "
    "wait apartas apartame bloqueas dejar dejo dejamos deixar leave store"
)
TOLD_TO: Final = words_in("te les le lhe os lo")
ANSWERING: Final = words_in("confirmo confirmamos aviso avisamos digo decimos escribo escribimos respondo retorno")
TERMS: Final = frozenset({"today", "tonight", "tomorrow"})


def with_named_month(items: Sequence[Item], keys: Sequence[str]) -> list[Item]:
    """Return the items with the month that was named before them: "en agosto, del 1 al 5"."""
    left: list[Item] = []
    taken = {at for it in items if it.kind != IGNORED for at in range(it.start, it.end)}
    named = [(at, key) for at, key in enumerate(keys) if key in LONG_MONTHS and at not in taken]
    for item in items:
        months = [MONTHS[key] for at, key in named if at < item.start]
        is_bare = (
            item.rule in ("day", "range", "days_of")
            and bool(item.days)
            and all(it.day and not it.month for it in item.days)
        )
        left.append(replace(item, days=in_month(item.days, months[-1])) if months and is_bare else item)
    return left


def in_month(days: Sequence[Day], month: int) -> tuple[Day, ...]:
    """Return bare days as days of a month; the second of "del 28 al 3" is one of the next."""
    first = replace(days[0], month=month)
    if len(days) == 1:
        return (first,)
    return first, replace(days[1], month=month if days[1].day > first.day else month % 12 + 1)


def leave_out(items: Sequence[Item], keys: Sequence[str], folded: Sequence[str], today: date) -> list[Item]:
    """Return the items, those of other days than the stay's as ones that do not count."""
    counted = [it for it in items if it.kind != IGNORED]
    if len(counted) == 1 and is_farewell(counted[0], keys):
        return [replace(it, kind=IGNORED) for it in items]
    has_others = len([it for it in counted if it.kind != LENGTH]) > 1
    left: list[Item] = []
    end = 0
    for item in items:
        before = keys[max(end, item.first - NEAR) : item.first]
        is_other = (
            is_of_a_feast(item, before)
            or is_a_move(item, before)
            or is_always(item, keys, folded)
            or is_of_the_past(item, before, today)
            or is_a_term(item, before)
            or is_of_an_answer(item, before, keys[item.end : item.end + 2])
            or is_done_on(item, before)
            or (
                has_others
                and (is_of_an_event(item, before, keys[item.end : item.end + 3]) or is_a_reason(item, before, keys))
            )
        )
        left.append(replace(item, kind=IGNORED) if is_other else item)
        end = item.end
    return left


def is_farewell(item: Item, keys: Sequence[str]) -> bool:
    """Return whether a message has only a day to meet again: "gracias, hasta el viernes!"."""
    if item.kind != POINT:
        return False
    words = [it for it in keys[: item.first] if it.isalpha() and it not in ARTICLES]
    after = [it for it in keys[item.end :] if it is not NOTHING and it.isalnum()]
    if words in (["hasta"], ["ate"]) and not after and item.rule == "tomorrow":
        return True
    if not words or words[-1] not in UNTIL or not FAREWELLS.issuperset([*words[:-1], *after]):
        return False
    return not MEANT.isdisjoint([*words, *after])


def is_of_a_feast(item: Item, before: Sequence[str]) -> bool:
    """Return whether a day is that of a birthday or a wedding."""
    if item.kind != POINT or not before:
        return False
    if not MARRYING.isdisjoint(before[-3:]):
        return True
    feasts = [at for at, word in enumerate(before) if word in OCCASIONS]
    if feasts and not FALLING.isdisjoint(before[feasts[-1] :]):
        return True
    if not TURNING.isdisjoint(before[-4:]) and ("anos" in before or AGE in before):
        return True
    return "anos" in before[-4:] and not HAVING.isdisjoint(before[-5:])


def is_of_an_event(item: Item, before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether something else happens on a day, where the message names the days of the stay too."""
    near = [it for it in before if it not in ARTICLES]
    if not VEHICLES.isdisjoint(near[-4:]) and not SETTING_OUT.isdisjoint(near[-2:]):
        return True
    if not TRAVELLING.isdisjoint(near[-3:]):
        # "viajo a trabalho segunda".
        return False
    lead = near[:-1] if near and near[-1] in OF else near
    if item.kind != LENGTH and (not PLAYING.isdisjoint(near[-2:]) or not EVENTS.isdisjoint(lead[-1:])):
        return True
    if item.kind != POINT:
        return False
    if not OCCASIONS.isdisjoint(near) and OF_THE_STAY.isdisjoint(near):
        # "el cumple de mi suegro el 11".
        return True
    return not OCCURRING.isdisjoint(after) and not STOPPAGES.isdisjoint(after)


def is_a_reason(item: Item, before: Sequence[str], keys: Sequence[str]) -> bool:
    """Return whether a day only tells why another is meant: "el 21, que el 20 trabajo"."""
    lead = [it for it in before if it not in ARTICLES and it not in PREPOSITIONS]
    return item.kind == POINT and bool(lead) and lead[-1] in BECAUSE and keys[item.end] in OWN_MATTERS


def is_done_on(item: Item, before: Sequence[str]) -> bool:
    """Return whether a guest called or paid on a day: "hablé el 14 con Noelia"."""
    lead = [it for it in before if it not in ARTICLES and it not in PREPOSITIONS]
    return item.kind == POINT and item.rule not in TERMS and bool(lead) and lead[-1] in DID


def is_a_move(item: Item, before: Sequence[str]) -> bool:
    """Return whether a length says by how much a stay is moved or grows: "correr la reserva una semana"."""
    if item.kind != LENGTH or not before:
        return False
    is_more = not ADDING.isdisjoint(before[-2:])
    return is_more or (not MOVING.isdisjoint(before) and before[-1] not in ONTO)


def is_always(item: Item, keys: Sequence[str], folded: Sequence[str]) -> bool:
    """Return whether "24/7" is no day in July."""
    if item.rule != "numeric" or folded[item.start] != ALWAYS or item.end - item.start > 1:
        return False
    return not item.start or keys[item.start - 1] not in BEFORE_A_DAY


def is_of_the_past(item: Item, before: Sequence[str], today: date) -> bool:
    """Return whether a day that was lately is the one when the guest booked: "I booked on 12 November"."""
    if item.kind != POINT or not item.days or not item.days[0].month or item.days[0].year or DONE.isdisjoint(before):
        return False
    day = item.days[0]
    lately = [it for year in (today.year, today.year - 1) if (it := made(year, day.month, day.day))]
    return any(0 < (today - it).days <= LONG_AGO for it in lately)


def is_of_an_answer(item: Item, before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether a day is only that on which the guest will say more: "te confirmo manana"."""
    said = (*before[-2:],) if len(before) > 1 and before[-2] in TOLD_TO else after
    return item.rule in TERMS and len(said) > 1 and said[0] in TOLD_TO and said[1] in ANSWERING


def is_a_term(item: Item, before: Sequence[str]) -> bool:
    """Return whether a day is only that until which a place is kept."""
    return item.rule in TERMS and not UNTIL.isdisjoint(before[-1:]) and not HOLDING.isdisjoint(before)
