"""Numbers, months, weekdays and the words around a date."""

from __future__ import annotations

from typing import Final

from messaging.nlu.words import words_in


def numbered(first: int, words: str) -> dict[str, int]:
    """Return groups of words, `|` between those of one number, with their numbers."""
    return {word: first + number for number, group in enumerate(words.split()) for word in group.split("|")}


CARDINALS: Final = {
    **numbered(1, "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"),
    **numbered(
        16, "dieciseis diecisiete dieciocho diecinueve veinte veintiuno|veintiun|veintiuna veintidos veintitres"
    ),
    **numbered(24, "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta"),
    **numbered(2, "dois|duas tres quatro cinco seis|meia sete oito nove dez onze doze treze catorze|quatorze quinze"),
    **numbered(16, "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vinte"),
    **numbered(1, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"),
    **numbered(16, "sixteen seventeen eighteen nineteen twenty"),
    "trinta": 30,
    "thirty": 30,
    "cuarenta": 40,
    "quarenta": 40,
    "forty": 40,
    "cincuenta": 50,
    "cinquenta": 50,
    "fifty": 50,
    "sesenta": 60,
    "sessenta": 60,
    "sixty": 60,
    "setenta": 70,
    "seventy": 70,
    "ochenta": 80,
    "oitenta": 80,
    "eighty": 80,
    "noventa": 90,
    "ninety": 90,
    "cien": 100,
    "ciento": 100,
    "cem": 100,
    "cento": 100,
    "hundred": 100,
}
ORDINALS: Final = {
    **numbered(
        1, "primero|primer|primera|primeiro|primeira|first segundo|second tercero|tercer|tercera|terceiro|third"
    ),
    **numbered(4, "cuarto|fourth quinto|fifth sexto|sixth septimo|seventh octavo|eighth noveno|ninth decimo|tenth"),
    **numbered(11, "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"),
    "twentieth": 20,
    "thirtieth": 30,
}
# "veinte y uno", "vinte e um", "twenty first": a ten, perhaps a joint, and a unit.
TENS: Final = words_in(
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa vinte trinta quarenta cinquenta "
    "sessenta oitenta twenty thirty forty fifty sixty seventy eighty ninety"
)
JOINTS: Final = frozenset({"y", "e", "-", "and"})
ARTICLES_OF_ONE: Final = frozenset({"un", "una", "um", "uma"})

# "el cuarto" is a room and "segunda" may be a Monday; only the first of a month has an ordinal for its name.
SPANISH_ORDINALS: Final = words_in(
    "segundo tercero tercer tercera terceiro cuarto quinto sexto septimo octavo noveno decimo primer primera "
    "primeira second"
)

MONTHS: Final = {
    **numbered(1, "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago"),
    **numbered(9, "septiembre|setiembre|sep|sept|set octubre|oct noviembre|nov diciembre|dic"),
    **numbered(1, "janeiro|jan fevereiro|fev marco abril maio|mai junho julho agosto setembro outubro|out novembro"),
    **numbered(12, "dezembro|dez"),
    **numbered(1, "january february march april|apr may june july august|aug september october november december|dec"),
}
WEEKDAYS: Final = {
    **numbered(
        0,
        "lunes|lun martes|mart miercoles|mier|mie jueves|jue viernes|vier|vie sabado|sabados|sab domingo|domingos|dom",
    ),
    **numbered(0, "segundas tercas quartas quintas sextas"),
    **numbered(
        0, "monday|mon tuesday|tue|tues wednesday|wed|weds thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun"
    ),
}
# In Portuguese weekdays, in Spanish ordinals, rooms and country houses.
PORTUGUESE_WEEKDAYS: Final = numbered(
    0,
    "segunda|segundafeira|seg terca|tercafeira|ter quarta|quartafeira|qua quinta|quintafeira|qui sexta|sextafeira|sex",
)

CLASSES: Final = {
    "month": " ".join(MONTHS),
    "weekday": " ".join(WEEKDAYS),
    "nth": " ".join(ORDINALS),
    "nthday": " ".join(it for it in ORDINALS if it not in SPANISH_ORDINALS),
    "st": "st nd rd th ro er ra do o a º ° ª",
    "of": "de del do da d of",
    "the": "el la los o os the lo as dia dias",
    "till": "al ao a hasta ate to till til until through thru - – — → > thro",
    "fin": "finde findes weekend wknd finsemana finde weekends",
    "night": "noche noches noite noites night nights nochecita nochecitas nite nites pernoite pernoites pernocte "
    "pernoctes"
    " nts diaria diarias noxe noxes",
    "day": "dia dias day days diitas diita",
    "week": "semana semanas semanita week weeks wk",
    "longword": "largo prolongado long extendido gigante xl xxl prolongada feriado",
    "nextword": "proximo proxima next siguiente entrante viene vem otra otro outra seguinte upcoming prox proximos "
    "following",
    "thisword": "este esta ese esa esse essa neste nesta nesse nessa this estes deste desta desse dessa coming",
    "today": "hoy hoje today",
    "tomorrow": "manana amanha tomorrow tmrw tomorow tmr mnn mniana",
    "daypart": "manana manhana manha tarde noche noite tardecita nochecita mediodia madrugada morning afternoon evening "
    "night siesta",
    "hourword": "hs h hr hrs hora horas am pm hours hour oclock o'clock horinhas hora's horitas",
    "relword": "en dentro daqui in within dento em",
    "negate": "no not nao",
}
