"""How guests name days, stretches of days and lengths of a stay.

Names in a pattern: d day, m month, y year, n numeric date, w weekday; a, b the days of a range and v its second weekday;
q a number of nights, days or weeks, and u which of them.
"""

from __future__ import annotations

from typing import Final

from messaging.nlu.words.calendar import WEEKDAYS

# By the first day of the week they stand in the order of the week.
DAY_NAMES: Final = tuple(f"{'|'.join(name for name in WEEKDAYS if WEEKDAYS[name] == it)}" for it in range(7))
YEAR: Final = "[<joint> y:<year>] [y:<year>]"
D: Final = "d:<n>|<nthday> [<st>]"
A: Final = "a:<n>|<nthday> [<st>]"
B: Final = "b:<n>|<nthday> [<st>]"
OF: Final = "[<of>|/|-|.]"
THE: Final = "[el|la|the|o|os|los|dia|dias|del|do|ao] [dia|dias]"
LEAD: Final = "[el|al|del|do|ao|the|o|los|pal|d|de|on|a] [dia|dias]"
LONG_WEEKENDS: Final = (
    "<fin> <longword>",
    "fin de semana <longword>",
    "fim de semana <longword>",
    "feriadao|feriadaum|puente|puentes|emenda",
    "feriado <longword>",
    "<longword> <fin>",
    "long week end",
    "findelargo",
    "feriadito largo",
    "feriados largos",
    "fin <longword>",
)
LONG_WEEKEND: Final = LONG_WEEKENDS + tuple(f"este|ese|this|the|esse|nesse|neste|el {it}" for it in LONG_WEEKENDS)
WEEKENDS: Final = ("<fin>", "fin de semana", "fim de semana", "week end", "final de semana", "finde semana")
NEXT_WEEKS: Final = (
    "semana que viene|vem|entra",
    "semana <nextword>",
    "<nextword> semana [que viene|vem|entra]",
    "next week",
    "week after",
    "week next",
    "following week",
    "la otra semana",
)
AFTERS: Final = ("que viene|vem|entra|sigue", "<nextword>", "next")


def of_days(weekends: tuple[str, ...]) -> tuple[str, ...]:
    """Return the patterns of weekends that are named by a day of theirs."""
    days = (
        f"{LEAD} {D} {OF} m:<month> {YEAR}",
        f"{D} !<counted> !<till> !y !e !and !/",
        "n:<dm> !<till>",
        f"m:<month> [the] {D} !<till> {YEAR}",
    )
    return tuple(f"{it} del|de|of|do|on [the|el] [feriado] [del] [dia] {day}" for it in weekends for day in days)


DATES: Final = {
    "numeric": ("n:<dm>", "w:<weekday> [<the>] [,|-|(] [dia] n:<dm>", f"n:<dm> {YEAR}", "n:<dm> / y:<year>"),
    "day_month": (
        f"{LEAD} {D} {OF} m:<month> {YEAR}",
        f"w:<weekday> [-] [feira] [,|(] [dia|the|el|o|de] {D} {OF} m:<month> {YEAR}",
        f"m:<month> [the|-] {D} !<counted> [,] {YEAR}",
        f"m:<month> [the|-] {D} , y:<year>",
        f"w:<weekday> [,] m:<month> [the] {D} !<counted> {YEAR}",
    ),
    "day_number_month": ("el|dia|del|al d:<n> del|do [mes] m:<n> !<counted> !<till>",),
    "day_this_month": (
        f"{LEAD} {D} de|del|of|do|deste|desse [este|this|corriente|presente|mesmo] mes|month|corriente|mismo !que "
        f"!proximo",
    ),
    "day_next_month": (
        f"{LEAD} {D} de|del|of|do|d [este|<nextword>] [mes] que viene|vem|entra",
        f"{LEAD} {D} de|del|do|of mes que viene|vem|entra",
        f"{LEAD} {D} de|del|do|of [<nextword>] mes <nextword>",
        f"{LEAD} {D} de|del|do|of <nextword> mes|month",
    ),
    "day": (
        "el|al|del|dia|do|ao|the|d|pal|d'o d:<n>|<nthday> [<st>] !<counted> !<nextword> !of",
        "el|al|del|the|do|o|ao dia d:<n>|<nthday> [<st>] !<counted>",
        "d:<n> th|st|nd|rd !<counted> !floor",
        f"w:<weekday> [-] [feira] [,|(|the] [dia|the|el] {D} !<counted> !<till> !of",
        "on|until|till|from|checkin|checkout|desde|hasta|ate|salida|saida|egreso|out [:] d:<n> !<counted> !<till> "
        "!<hourword> !<month> !/",
    ),
    "range": (
        f"{LEAD} [w:<weekday>] [-] [feira] [,|the|el] [dia] {A} <till> {THE} [v:<weekday>] [-] [feira] [dia|the|el] "
        f"{B} {OF} m:<month> {YEAR}",
        f"{LEAD} [w:<weekday>] [-] [feira] [,|the|el] [dia] {A} <till> {THE} [v:<weekday>] [-] [feira] [dia|the|el] "
        f"{B} !<counted> !<till>",
        f"[from|del|de|el] m:<month> [the] {A} <till> [the] {B} !<counted> {YEAR}",
        f"entre|between {THE} {A} y|e|and {THE} {B} {OF} m:<month> {YEAR}",
        f"entre|between {THE} {A} y|e|and {THE} {B} !<counted>",
        f"desde|del|from|de {THE} {A} <leave> {THE} {B} {OF} [m:<month>]",
        f"del|de|desde|from {THE} {A} hasta|till|until|ate {THE} proximo|siguiente {B}",
    ),
    # "10-12 october": two days, and no day of a month.
    "range_glued": (f"{LEAD} n:<dm> [<st>] {OF} m:<month> {YEAR}", f"m:<month> n:<dm> {YEAR}"),
    "range_numeric": (f"{LEAD} {A} <till> {THE} n:<dm>", f"entre|between {THE} {A} y|e|and {THE} n:<dm>"),
    # "el 12 y el 13" are two nights, and no stay from the one to the other.
    "days_of": (
        f"{LEAD} {A} y|e|and|& {THE} {B} {OF} m:<month> {YEAR}",
        f"{LEAD} {A} , <n> y|e|and|& {THE} {B} {OF} m:<month> {YEAR}",
        f"dias|los|os|noches|noites|pal {A} y|e|and|& {THE} {B} !<counted> !<till>",
        f"dias|los|os|noches|noites {A} , <n> y|e|and|& {THE} {B} !<counted> !<till>",
        f"el|dia|o|the {A} y|e|and|& el|dia|o|the {B} !<counted> !<till>",
        f"el {A} y {B} !<counted> !<till> !hasta",
        f"m:<month> [the] {A} and|y|& [the] {B} !<counted> {YEAR}",
    ),
    "weekdays_of": tuple(
        f"@!entre|between w:{first} y|e|and|& [el|la|a|na|no] {second} [a|en|de] [la] [<night>]"
        for first, second in zip(DAY_NAMES, (*DAY_NAMES[1:], DAY_NAMES[0]), strict=True)
    ),
    "today_and_tomorrow": ("@!entre|between <today> [<night>] y|e|and|& [for] <tomorrow> [<night>]",),
    "tomorrow_and_after": (
        "@!entre|between <tomorrow> [<night>] y|e|and|& pasado <tomorrow> [a|en|por|de] [la] [<night>]",
        "@!entre|between <tomorrow> e depois de <tomorrow> [a] [<night>]",
    ),
    "nights_of": (
        f"<night> del|de|of|do|dos {THE} {A} [,] [<n>] [<st>] [,] y|e|and|& [la|el|the|a|o|da|de] [<night>] [del|of|de|"
        f"do] [the|"
        f"dia] {B} {OF} [m:<month>]",
        f"<night> <till> {THE} {A} y|e|and|& [la|el|the] [<night>] [del|of|de] {B} {OF} [m:<month>]",
    ),
    "night_of": (
        f"<night> del|de|of|do {THE} {D} {OF} m:<month>",
        f"<night> del|de|of|do {THE} {D} !y !e !and !<till>",
        "<night> del|de|of|do [el|the] w:<weekday> !y !e !<till> !d:<n>",
        "w:<weekday> night",
        "w:<weekday> a|en|por|de|na|pela|in [la|the] <night>",
        "w:<weekday> night|nite only",
        f"<night> del|de|of|do [the] w:<weekday> [dia] {D} {OF} [m:<month>]",
    ),
    "either": (
        f"{LEAD} {A} o|u|ou|or [al|el|the|del|dia|o] [dia] {B} {OF} [m:<month>] !<counted>",
        f"{LEAD} {A} [,] o|u|ou|or si|maybe|quizas|talvez|tal|tambien|even|perhaps|senao|else [no|vez] [,] [al|el|the|del|"
        f"dia|o] "
        f"[dia] {B} {OF} [m:<month>] !<counted>",
        "w:<weekday> o|u|ou|or [el|la|o|a|this|the|na|no|al] v:<weekday>",
        f"m:<month> {A} or [the] {B}",
    ),
    "weekday": (
        "w:<weekday> [-] [feira] [<thisword>|<nextword>] [que viene|vem|entra]",
        "w:<weekday> [-] [feira] [que viene|vem|entra|sigue]",
        "w:<weekday> [-] [feira] proximo",
    ),
    "weekday_next_week": tuple(
        f"w:<weekday> [-] [feira] [,] [de|da|of|in|do] [la|a|the] {week}" for week in NEXT_WEEKS
    ),
    "today": (
        "<today>",
        "<today> [mismo|mesmo] [,] [es] w:<weekday> !<n> !<dm>",
        "<today> mismo|mesmo",
        "this morning|afternoon|evening",
        "esta|esa tarde",
        "ahora mismo",
        "right now",
    ),
    "tonight": (
        "esta|this|essa|desta|nesta noche|noite|night|nochecita",
        "<today> [a|en|por|de|pela|para|na] [la] noche|noite|night",
        "tonight",
        "tonite",
        "2nite",
        "por hoy|hoje",
        "noche|noite de hoy|hoje",
        "for today",
        "so|solo|only|nomas|just [por|for] hoje|hoy|today [a|en] [la] [noche|noite]",
        "solo|so <today> [a|en] [la] <night>",
        "<today> mismo a la noche",
        "night of today",
        "noche|noite|night a <today>",
    ),
    "tomorrow_night": (
        "<tomorrow> night|nite|nights",
        "@!la|cada|de <tomorrow> a|en|por|na|la [la] noche|noite|nochecita",
        "night|noche|noite de|do|of <tomorrow>",
    ),
    "tomorrow": (
        "@!la|esta|cada|toda|tarde|a|de|pela|buenos|temprano <tomorrow> [mismo|mesmo] !siguiente",
        "<tomorrow> [mismo] [w:<weekday>] !<n>",
        "desde|de|a|partir <tomorrow>",
        "@!la|cada <tomorrow> [a|por|en|de|pela|in] [la|the|a] <daypart>",
    ),
    "after_tomorrow": (
        "pasado manana|mnn",
        "pasadomanana",
        "depois de amanha",
        "day after tomorrow",
        "depois d amanha",
        "dps de amanha",
        "pasado [al] [dia] !manana END",
    ),
    "in_days": (
        "in|within a|an u:<week>|<day>|fortnight",
        "en|dentro|in|within|daqui [de|a|en|hoy] [unos|uns|about|un|another] q:<q> u:<day>|<week>|fortnight [from "
        "now|today]",
        "q:<q> u:<day>|<week> from now|today|hoy",
        "de aqui|hoy a|en q:<q> u:<day>|<week>",
        "a week from today",
        "hoy en ocho",
    ),
    "ignored": (
        *(f"{it} de|do|of [mes] [de] <month>" for it in LONG_WEEKEND),
        "mas|mais|more|over|menos|less de|que|than q:<q> u:<night>|<day>|<week>",
        "q:<q>|un|una|um|uma u:<night>|<day>|<week> menos|less|fewer",
        "one|a <night>|<day> less|fewer",
        "<nth>|ultimo|ultima|last|segunda|penultimo <fin>|<week> de|of|in|do|del|da [mes] [de] <month>|mes|month",
        "<nth>|ultimo|ultima|last|segunda fin|fim de semana de|of|in|do|del|da [mes] [de] <month>|mes|month",
        "hace|ha|faz|fazem|desde q:<q> u:<day>|<week>|<month_word>|<night>|<year_word>",
        "q:<q> u:<day>|<week>|<month_word>|<year_word> ago|atras|antes|before|despues|after|later|depois",
        "[a|from] [partir] [de] q:<q> u:<night>|<day>|<week> para|pra|o|ou|or|en|em arriba|cima|mas|mais|more|adelante|"
        "diante|longer",
        "q:<q> <day>|<week> libres|libre|off|de|em|on vacaciones|ferias|folga|leave|licencia",
        "@!hay|tienen|tenes|tiene|tem|quedan q:<q> <day>|<week> libres|off",
        "after|before|despues|antes|depois|apos|pasado|pasada|pasadas|pasados [de|do|da|del|d] [la|las|el|the|o|a|los|as] "
        "[feriado|feriados|fiestas|fin] semana|pascua|pascoa|easter|carnaval|carnavales|navidad|natal|christmas|xmas|reyes "
        "[santa|holidays|break]",
        "q:<q> <day>|<week> de anticipacion|antelacion|antecedencia|anticipo|adelanto|habiles|uteis",
        "en|dentro|in|daqui [de|a] [unos|un] q:<q> <month_word>|<year_word>",
        "ayer|anoche|ontem|yesterday|anteayer|antier",
        "last night|week|month|year|weekend",
        "<weekday> pasado|passado|passada",
        "last <weekday>",
        "semana|mes|ano pasado|pasada|passado|passada",
        "<fin> pasado",
        "fin de semana pasado",
        "q:<q> [u:<night>|<day>|<week>] mas|more|extra|mais|adicional|adicionales|extras|adicional|longer",
        "@!e|y|and|+ mais|mas|more q:<q> [u:<night>|<day>|<week>] !<child> !<person> !<adult> !<decent>",
        "another|otra|outra|otro|outro|unas|un|additional|extra [q:<n>] <night>|<day>|<week>",
        "q:<q> more|extra|additional <night>|<day>|<week>",
        "buenas|boas <night>",
        "boa|good <night>",
        "<daypart> del|de <weekday> pasado",
        "cada q:<q> <day>",
        "esta|estoy|embarazada|gravida|pregnant|encinta|cursa [com|at] [de|com] q:<qty> <week>|<month_word>",
        "q:<qty> <week>|<month_word> pregnant|along|embarazada|gestacion|gestacao|gravida",
        "q:<qty> <week>|<month_word> de embarazo|embarazada|gestacion|gestacao|gravidez",
        "minimo [de] q:<q> <night>",
        "por|cada|al|per <night>|<day>|<week>",
        "a <night>|<day>|semana|semanas|weeks|wk !de !do !da !del !que !<nextword>",
        "it|much|cost|costs|rate|rates|price|prices|charge|once|twice|times a week|fortnight",
        "next day",
        "dia siguiente|anterior|despues|antes",
        "todos los <weekday>",
        "every <weekday>",
        "los domingos|sabados|lunes|martes|jueves|viernes|miercoles !<n> !de !y",
    ),
    "greeting": (
        "START hasta|ate <tomorrow> END",
        "gracias|chau|chao|obrigado|obrigada|tchau|noches|noite|valeu|bueno|listo|dale|ok [,|.|!|y|e] hasta|ate "
        "<tomorrow>|w:<weekday> END",
        "<happy> [y|e|&] [<happy>] <feastword> [nuevo|novo|year|years] [y|e|and|&|,] [<happy>] [happy] [new] [ano] "
        "[nuevo|novo|year]",
        "<happy> ano|new [nuevo|novo|year]",
        "<happy> [inicio|comienzo|fin] [de] semana",
        "<happy> [semana|semanita] santa",
        "<happy> [inicio|comienzo] de ano",
        "have a great|nice|good|lovely <fin>|day|night|week|<weekday>",
        "bom|buen|lindo|lindo|otimo|feliz <fin>|<weekday>|dia|domingo|sabado",
        "bom|buen|lindo|otimo|feliz fin|fim|final de semana",
        "buena|boa|linda|excelente semana|noche|noite|jornada",
        "<happy> <weekday>|<fin>|dia",
        "que tengas|tengan|tenga|tenhas|tenha|tenham [un|una|um|uma|muy] [buen|buena|lindo|linda|bom|boa|excelente|"
        "hermoso] <fin>|dia|noche|semana|<weekday>|noite|tarde",
    ),
    "weekend": (
        *WEEKENDS,
        *(f"este|ese|this|esse|nesse|neste|coming {it}" for it in WEEKENDS),
        "este|this|coming que viene <fin>",
        "este|ese|esse|nesse|neste fin !<of>",
        "el fin END",
    ),
    "weekend_next": tuple(f"{it} {after}" for it in WEEKENDS for after in AFTERS)
    + tuple(f"proximo|next|otro|siguiente|prox|outro|following {it}" for it in WEEKENDS)
    + ("weekend after this|next [one]",),
    "weekend_of": of_days(WEEKENDS),
    "either_weekend": tuple(
        f"[este|ese|this|esse|neste|el|the] {it} o|u|ou|or [no|en] [el|the|o] <nextword>|que [viene|vem] [one]"
        for it in WEEKENDS
    ),
    "long_weekend_of": of_days(LONG_WEEKEND),
    "long_weekend": LONG_WEEKEND,
    "long_weekend_next": tuple(f"{it} que viene|vem" for it in LONG_WEEKEND)
    + tuple(f"proximo|next {it}" for it in LONG_WEEKEND)
    + ("fin de semana que viene largo", "finde que viene largo", "proximo fin largo"),
    "week_next": NEXT_WEEKS,
    "half_month": (
        "[the|la|a|na|da] o:<nth>|<n>|segunda [<st>|.|era|ra|da|nda] quincena|quinzena|fortnight|half [<of>|in|en|em] "
        "m:<month> " + YEAR,
        "[the|la|a|na|da] o:<nth>|<n>|segunda [<st>|.|era|ra|da|nda] quincena|quinzena|fortnight|half [<of>] "
        "este|ese|deste|this mes|month",
    ),
    "feast": (
        "f:semana santa",
        "f:semana santa [del|de|do|of|in] [y:<year>]",
        "f:pascua|pascoa|pascuas|easter",
        "f:pascua|pascoa|easter <fin>|domingo|sunday",
        "f:domingo|sunday de|of pascua|pascoa|easter|resurreccion",
        "<fin> de|da|of f:pascua|pascoa|easter|carnaval|navidad|natal",
        "fin|fim de semana de|da f:pascua|pascoa|carnaval|navidad|natal|reyes",
        "f:carnaval|carnavales|carnival",
        "feriado|finde|dias|feriadao|feriados de|do f:carnaval|carnavales|pascoa|pascua|natal|navidad",
        "f:navidad|natal|christmas|xmas|nochebuena|navidades",
        "f:navidad|natal|christmas|xmas eve|day|<fin>|dia",
        "<night> de|do f:navidad|natal",
        "vispera|dia|vesperas|vespera de|do f:navidad|natal",
        "f:ano nuevo|novo",
        "f:fin de ano",
        "f:fim de ano",
        "f:final de ano",
        "f:reveillon|revellion|nye|revelion|nochevieja",
        "f:new year|years|year's|yrs [eve|day|<fin>]",
        "f:new year ' s [eve|day]",
        "virada [do|de] f:ano",
        "vispera de f:ano nuevo",
        "f:end of year",
        "f:viernes santo",
        "f:jueves santo",
        "f:sexta santa",
        "f:sexta [-] feira santa",
        "f:good friday",
        "f:navidad|natal|christmas [de|del|of] y:<year>",
        "f:ano nuevo|novo y:<year>",
        "f:carnaval|pascua|pascoa|easter [de|del|of|do] y:<year>",
        "f:reyes !magos",
        "noche de f:reyes",
    ),
    "next_year": (
        "del|de|do|of ano que viene|vem|entra|proximo",
        "proximo|next ano|year",
        "ano que viene|vem|proximo",
        "next year",
    ),
    "holiday": (
        "f:dia de|del|da|do [la|los|las|el] h:<holidayword> [nacional|patria] [<holidayword>]",
        "f:fiestas patrias",
        "feriado|festivo|dia de|da|del [la|el] h:<holidayword>",
        "independence f:day",
        "f:tiradentes",
        "f:finados",
        "f:corpus christi",
        "f:thanksgiving",
        "f:independencia",
        "feriado f:nacional",
    ),
    "elsewhere": (
        "[el|del|al|dia] d:<n> <n> <year>",
        "[el|del|al|dia] d:<n> -|. <month> -|. <n> !<month>",
    ),
    "nights": (
        "q:<n>|<big>|un|una|um|uma|par u:<night>",
        "q:<n>|<big>|un|una|um|uma u:<day>|<week>|fortnight|mes|meses|month|months|quincena|quinzena|semanita|diita "
        "[entera|completa|completo|inteira]",
        "q:<n>|<big> full|whole|noche|buenas u:<night>|<day>|<week>",
        "for|stay|staying|spend q:a|an u:<night>|week|month|fortnight|<day>",
        "@!<money>|<used>|<x>|<big>|it|much|cost|costs|rate|rates|price|prices|charge|once|twice|times q:a u:week|fortnight",
        "[a|un|um] q:couple|par [of|de] u:<night>|<day>|<week>",
        "q:<n> n",
        "q:<n> - u:night|day|week",
        "toda|todo|the|la|whole|entire q:whole|la|a u:week|semana",
        "[a|la|toda] semana u:entera|completa|inteira|toda",
        "q:<n>|un|una|um|uma sola|solo|so|single|unica|pura|only u:<night>",
        "a q:single|whole|full u:<night>|<week>",
        "q:single u:<night>",
        "q:<n> noites|nights|noches",
        "q:<n> x u:<night>",
        "la q:<n>|<big> u:<night>",
    ),
    "days_nights": (
        "de|from <q> <night>|<day> a|para|to|pra q:<n> <night>|<day> !<month> !<of> !<hourword>",
        "de|from <q> <night>|<day> a|to q:<n> !<month> !<of> !<hourword> !<person> !<adult> !<child> !<couple> !pax",
        "en|em|ao vez|lugar|inves de|do <q> <night>|<day> [,] [que|quiero|queremos|quero|preciso|necesito] [<are>|sean|"
        "sejam|fueran|queremos|"
        "quiero] q:<n> !<person> !<month>",
        "no|nao|not [son|eran|sao|somos|it's] <q> <night>|<day> [,] sino|mas|but|son|sao|pero [que] [son|sean|sao] q:<n> "
        "!<person> !<month> !de",
        "instead of <q> <night>|<day> [,] [we] [want|need|make] [it] q:<n> !<person> !<month>",
        "q:<n> u:<night>|<day> en|em|instead vez|lugar|of de|do <q>",
        "<q> <day> [y|/|,|e|and|-|o|&] q:<q> u:<night>",
        "q:<q> u:<night> [y|/|,|e|and|-|o|&] <q> <day>",
        "<n> d [/|y] q:<n> n",
        "<n> <day> [,] con q:<q> u:<night>",
    ),
    "either_nights": (
        "<q> o|u|ou|or|a|to|-|y <q> <night>|<day>|<week>|<month_word>",
        "<q> <night>|<day>|<week> o|u|ou|or <q> [<night>|<day>|<week>]",
        "de <q> a <q> <night>|<day>",
        "algunas|algunos|unas|unos|several|some|alguns|algumas|varios|few|varias|umas <night>|<day>|<week>",
    ),
}
