"""Numbers that are neither dates nor people: times, sums, ages, documents, rooms, things that are counted."""

from __future__ import annotations

from typing import Final

MASKS: Final = {
    "time": (
        "n:<n> [<hourword>] [e meia] da <daypart>",
        "around|about|at|by|past half n:<n>",
        "<clock> [<hourword>]",
        "[a|eso] [de] las|la|as|at|tipo <clock> [<hourword>]",
        "n:<n>|<big> <hourword>",
        "n:<n> a|p . m [.]",
        "n:<n> [<hourword>] [y|e|and media|meia|cuarto|half|<n>] <hourword>|pm|am",
        "n:<n> y|e media|meia|pico",
        "n:<n> [<hourword>] de la|esta|da <daypart>",
        "n:<n> in the <daypart>",
        "a|desde|hasta|tipo|tipo|sobre|antes|despues|entre|para|por|eso|ate|pelas|apos|depois [de] las|as n:<n> "
        "[<hourword>] !/ !de !<month> !<counted>",
        "a|tipo|sobre las|la n:<n> y|menos|e <n>|media|meia|cuarto",
        "las n:<n> [y media] [<hourword>] !<counted>",
        "las n:<n> de la <daypart>",
        "as|das|pelas n:<n> [e meia] [<hourword>] [da <daypart>] [e|as|a|ate] [as] [n2:<n>] [<hourword>]",
        "das n:<n>|<clock> [<hourword>] as <n>|<clock> [<hourword>]",
        "de n:<n>|<clock> [<hourword>] a|ate|y <n>|<clock> <hourword>",
        "at|around|by|before|after|past|till|until n:<n> !<st> !<month> !<of> !/ !<counted> !<till>",
        "at|around|by|before|after|past n:<n> [<hourword>] [in the <daypart>]",
        "from n:<n> to|till|- <n> am|pm",
        "n:<n> o ' clock",
        "n:<n> o'clock",
        "tipo|sobre|around|about|eso|umas n:<n> [y|e] [media|meia|cuarto] [<hourword>] [en|de|da|por|in] la|the|da|esta "
        "<daypart>",
        "tipo n:<n> [<hourword>]",
        "half past <n>",
        "<n> thirty pm|am",
    ),
    "money": (
        "<currency> [$] n:<qty>|<year> [<thousand>]",
        "r|u|us|ar|mx|clp|cop $ n:<qty>|<year> [<thousand>]",
        "u $ s [<qty>]",
        "n:<qty>|<year> <thousand>|<currency> [<currency>] [de|of] [<currency>]",
        "n:<qty> mil !<night>",
        "n:<qty> %",
        "n:<qty> por ciento|cento",
        "n:<qty> mil [<n>|<big>]",
    ),
    "document": ("<document> [es|nro|numero|n|number|is|no] [°|º|:|.|#] n:<qty>|<phone>|<year>|<glued> [.|-] [<qty>]",),
    "order": (
        "<ordered> [de] [pedido|reserva|orden|booking|compra|seguimiento] [nro|numero|n|number|no] [°|º|:|.|#] "
        "n:<big>|<year>|<glued>|<phone>",
        "nro|numero|n|number|num [de|da] [reserva|pedido|orden|booking|seguimiento|habitacion|unidad] [es|is|e] [°|º|"
        ":|.|#] n:<n>|<big>|<glued>|<phone>",
        "# n:<n>|<big>|<year>",
        "<ordered> # n:<n>|<big>|<year>",
        "<ordered> n [°|º] n:<n>",
    ),
    "room": (
        "<roomword> n:<n> a|para|por|to la|el|<roomword>|<unit> [<roomword>] <n>|otra|otro",
        "de la n:<n> a|para|por la <n>",
        "@!a|noche|tipo|desde|de la n:<n> y|o|e|u la <n> !de !del !<hourword>",
        "@!<q> <roomword> [nro|numero|n|number|no|num] [°|º|.|#|:] n:<n>|<big> !<till> !<person> !<adult> !<night> "
        "!<day> !<of> !/ !<child> !x !pax",
        "piso n:<n>|<big>",
        "<n> [°|º|er|to] piso",
        "floor <n>",
        "en la n:<n>|<big> END",
    ),
    "age": (
        "[de|con|tiene|tienen] n:<qty> [,] [<qty>] [y|e|and|,|o|a|-] [<qty>] <year_word> [old]",
        "n:<qty> - <year_word> - old",
        "n:<qty> - year|month - old",
        "de|tiene|tem|con|com|bebe n:<q> [y medio] <month_word>",
        "n:<q> <month_word> old",
        "aged|ages|age|edad|edades|idade n:<n> [,] [<n>] [y|e|and|,|to|-] [<n>]",
        "mayores|menores|maiores|under|over|menor|mayor|hasta de|the n:<n> [anos]",
        "under|over n:<n> !<of> !<month>",
        "tienen|tiene|tem|com|con|are|is menos|mas|mais|younger|older de|than n:<n> !<person> !<adult> !<child> !<night> "
        "!<day> "
        "!<thing> !<unit>",
        "n:<n> and a half year|years [old]",
        "n:<qty> y|e <qty> <year_word>",
        "n:<qty> y medio <year_word>",
        "n:<n> yo",
        "n:<n> y [/] o",
        "cumple|cumplo|cumplimos|turning|turns n:<n>|<big> [<year_word>]",
    ),
    "beds": ("n:<q> <bedword>", "n:<n> o <n> <bedword>", "n:<q> [<unit>] <bedword> [<bedword>]"),
    "units": ("n:<q> <unit>", "n:<q> ou|o|y|or <n> <unit>", "n:<q> <unit_quality> <unit>"),
    "things": (
        "n:<qty> [<adjective>] <thing>",
        "n:<qty> o <n> <thing>",
        "n:<qty> - <thing>|<bedword>|person",
        "n:<q> <pet>",
        "<n> x <n> cuotas",
        "@!es|is|e|son|da|cuanto|quanto|somos|para|de <n> x|por <n> !<night> !<day> !<person> !<week> !<adult>",
    ),
    "code": ("<code>",),
    "phone": ("<phone>",),
    "url": ("<url>",),
}
# A child with the ages right after it: "dos nenes de 4 y 7", "filhos (3, 5)".
AGES: Final = {
    "age": (
        "<child> [de|(|:|,|aged|com|con|of] [(] n:<n> [,] [<n>] y|e|and|, m:<n> [)] [anos|meses|years] !<of> "
        "!<month> !<person>",
        "<child> de|(|aged|com [(] n:<n> [)] [anos|meses] !<till> !<month> !de !/ !<of>",
        "uno|una|one|otro|otra|outro|outra|um|uma|el de|of|com|con|is n:<n>|<big> [<year_word>] !<month> !<till>",
    ),
}
