"""Whatever somebody sends: it never raises, and a long message costs no more than the beginning that is read of it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date

import pytest

from messaging.nlu import to_json, tokens, understand

TODAY = date(2026, 6, 10)
LONGEST = 65_536
ZALGO = "h\u0334\u0321o\u0335\u0322l\u0336\u0323a\u0337\u0324 " * 200

HOSTILE = [
    "",
    " ",
    "\n\t\r",
    "\x00",
    "hola\x00del 12\x00al 15",
    "a" * LONGEST,
    "1" * LONGEST,
    "1 " * (LONGEST // 2),
    "12/" * (LONGEST // 3),
    "12-" * (LONGEST // 3),
    "1.000." * (LONGEST // 6),
    "(" * LONGEST,
    "+5" * (LONGEST // 2),
    "del 12 al 15 " * (LONGEST // 13),
    "no, mejor el 14 " * (LONGEST // 16),
    "veinte y " * (LONGEST // 9),
    "2 adultos y 2 nenes y " * (LONGEST // 22),
    "😀" * LONGEST,
    "👨‍👩‍👧‍👦" * 9_000,
    ZALGO,
    "\ud800",
    "hola \udfff del 12 al 15",
    "مرحبا، هل لديكم غرفة؟",
    "שלום, יש חדר פנוי?",
    "\u202edel 12 al 15\u202c",
    "ｄｅｌ １２ ａｌ １５",
    "١٢/٣ 四月 5",
    "²³ ½ Ⅻ",
    "99/99/9999",
    "el 31 de febrero",
    "0000-00-00",
    "del 0 al 0",
    "99999999999999999999999999 noches",
    "dentro de 999999999 semanas",
    "el 5 de enero de 2099 por 365 noches",
    "' OR 1=1; --",
    "<script>alert(1)</script>",
    "{}[]()|\\^$.*+?",
    "%s %d {0} {name}",
    "http://" + "a" * 5_000,
    "İstanbul ß ŉ ǅ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_anything_is_read_without_an_error(text: str) -> None:
    found = understand(text, today=TODAY, names=("Suite", "Cabaña del Lago", "", "Dorm 6"))

    assert json.dumps(to_json(found))


@pytest.mark.parametrize("today", [date(1, 1, 1), date(2024, 2, 29), date(2199, 12, 31), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "text", ["del 28 al 3", "este finde", "en 3 semanas", "semana santa", "el 29 de febrero", "semana que viene", "hoy"]
)
def test_any_day_can_be_today(text: str, today: date) -> None:
    assert understand(text, today=today).intent


def test_random_text_is_read_without_an_error() -> None:
    chance = random.Random(20260610)
    alphabet = "del al 0123456789/-.,:;¿?()ñáéã noche hoy mañana adultos y o u\u0301\u200d😀\x00\ud83d שא"
    words = [
        *alphabet.split(" "),
        "del",
        "12",
        "al",
        "hasta",
        "no",
        "perdón",
        "2",
        "noches",
        "cambiar",
        "finde",
        "año",
        "nuevo",
    ]

    for _ in range(500):
        text = " ".join(chance.choice(words) for _ in range(chance.randrange(40)))
        letters = "".join(chance.choice(alphabet) for _ in range(chance.randrange(80)))

        assert understand(text + letters, today=TODAY).intent


@pytest.mark.parametrize("part", ["1 ", "a b ", "12/3 ", "del 12 al 15 ", "((((", "hola ", "5-", "veinte y "])
def test_a_long_message_is_no_more_work_than_its_beginning(part: str) -> None:
    short, long = part * (4_096 // len(part)), part * (LONGEST // len(part))

    assert work_of(long) <= 20 * work_of(short)
    assert work_of(long) <= tokens.MOST_TOKENS


def work_of(text: str) -> int:
    """Return how many words are looked at: each of them costs a bounded number of looks."""
    return len(tokens.read(text).folded)


class Watched(Sequence[str]):
    """Words that count how often they are looked at."""

    def __init__(self, words: list[str]) -> None:
        self.words, self.looks = words, 0

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]  # one at a time is all that is asked for
        self.looks += 1
        return self.words[at]


@pytest.mark.parametrize("part", ["el", "<n>", "mas", "que", "hay", "de la", "no se puede", "mi", "<date>"])
def test_the_looks_grow_with_the_words_and_not_faster(part: str) -> None:
    few, many = (looks_at((part.split() * 400)[:number]) for number in (100, 400))

    assert many <= 5 * few


def looks_at(words: list[str]) -> int:
    from messaging.nlu import lexicon

    watched = Watched([*words, ""])
    for at in range(len(words)):
        list(lexicon.WISHES.all_at(watched, at))
        list(lexicon.DATES.all_at(watched, at))
    return watched.looks


def test_a_message_that_was_cut_says_so() -> None:
    assert understand("hola " * 1_000, today=TODAY).is_cut
    assert not understand("hola", today=TODAY).is_cut


def test_what_stands_in_the_beginning_of_a_long_message_is_read() -> None:
    found = understand("quiero reservar del 12 al 15 " + "x" * LONGEST, today=TODAY)

    assert (found.intent, found.check_in) == ("book", date(2026, 6, 12))
