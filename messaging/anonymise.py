"""A guest's words without whose they are: names, telephones, mails and codes give way to others of the same shape.

One look at each place of the text, whatever stands in it: what strangers write is as long and as odd as they like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bookings.codes import ALPHABET, LENGTH, read_code
from messaging.nlu import lexicon

NAMES: Final = ("Juan", "Gómez", "López", "Díaz")
PHONE: Final = "1155550000"
MAIL: Final = "alguien@example.com"
# Letters and digits, so that it is known for a code without a word before it.
CODE: Final = "A7C4E9K"
# They stand in names and in every other sentence.
PARTICLES: Final = frozenset({"de", "da", "do", "dos", "das", "del", "la", "las", "los", "el", "y", "e", "van", "von"})
# A number of seven digits is a telephone, unless it is a sum.
SHORTEST_PHONE: Final = 7
# Longer than any name that a guest's row holds: not looked up.
LONGEST_NAME: Final = 120
# Blanks and signs between the digits of a telephone, also those that nobody sees, and the frame of a keycap emoji.
BETWEEN: Final = r"[ \u00a0().\-_*~\u2000-\u200f\u2010-\u2015\u202a-\u202f\u2060-\u2069\ufe0f\u20e3]{1,3}"
UNSEEN: Final = r"\u0300-\u036f\u200b-\u200f\u2060\ufeff"
LETTERS: Final = ALPHABET + ALPHABET.lower()
DAY, MONTH, NO_MORE = r"(?:[0-2]?\d|3[01])", r"(?:1[0-2]|0?\d)", r"(?![-/.]?\d)"
DAYS: Final = (
    rf"20\d\d[-/.]{MONTH}[-/.]{DAY}{NO_MORE}|{DAY}[-/.]{MONTH}[-/.]20\d\d{NO_MORE}|{DAY}/{MONTH}(?:/\d\d)?{NO_MORE}"
    r"|\d{1,2}:\d\d(?!\d)"
)
SHAPES: Final = (
    # Not from the middle of a word: each run of letters is then looked at once.
    r"(?P<mail>(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++)",
    rf"(?P<code>(?<![^\W_])(?=[A-Za-z]{{0,6}}[0-9])(?=[0-9]{{0,6}}[A-Za-z])[{LETTERS}]{{{LENGTH}}}(?![^\W_]))",
    # Days and times first, so that no digit of theirs becomes part of a telephone that stands beside them.
    rf"(?P<day>{DAYS}|{DAY}[-.]{MONTH}[-.]\d\d{NO_MORE}|{DAY} {MONTH} 20\d\d(?![ ().-]{{0,2}}\d))",
    # Round, or else it is as likely the number of a document.
    r"(?P<sum>\d{1,3}(?:[.,]\d{3})*[.,]\d00(?!\d))",
    rf"(?P<phone>\+?\(?\d(?:(?:{BETWEEN}(?!{DAYS}))?\d){{{SHORTEST_PHONE - 1},}}+)",
    rf"(?P<word>[^\W\d_](?:[^\W\d_]|[{UNSEEN}])*+)",
)
PIECES: Final = re.compile("|".join(SHAPES))
NO_DIGIT: Final = re.compile(r"[\ufe0f\u20e3]+|([^\d\ufe0f\u20e3]+)")
GAP_IN_A_NAME: Final = re.compile(
    r"[\s.'\u2019\u00b4`\u2018-]{1,2}(?:(?:" + "|".join(sorted(PARTICLES)) + r")\s){0,2}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text that may give way, and what for; a word is nobody's until its neighbours have been seen."""

    start: int
    end: int
    instead: str
    is_word: bool = False
    # A word that is no other word than a name, or that stands where a name was understood.
    is_sure: bool = True


def anonymise(
    text: str,
    *,
    names: Iterable[str] = (),
    codes: Iterable[str] = (),
    places: Sequence[tuple[int, int]] = (),
) -> str:
    """Return a text without mails, telephones, codes and these names; days, times, sums and counts stay as they are.

    `codes` are known ones that may have no digit in them; `places` are those where a name was understood.
    """
    neutral, known = neutral_names(names), frozenset(read_code(code) for code in codes)
    parts, done = [], 0
    for piece in replaced(text, pieces_of(text, neutral, known, places)):
        parts += [text[done : piece.start], piece.instead]
        done = piece.end
    return "".join([*parts, text[done:]])


def pieces_of(
    text: str, neutral: dict[str, str], codes: Collection[str], places: Sequence[tuple[int, int]]
) -> list[Piece]:
    """Return what may have to give way, in order."""
    pieces = []
    for found in PIECES.finditer(text):
        written, kind, start, end = found.group(), found.lastgroup, *found.span()
        if kind == "mail":
            pieces.append(Piece(start, end, MAIL))
        elif kind == "code" or (kind == "word" and len(written) == LENGTH and read_code(written) in codes):
            pieces.append(Piece(start, end, CODE if not written.islower() else CODE.lower()))
        elif kind == "phone" and is_phone(written):
            pieces.append(Piece(start, end, PHONE))
        elif kind == "word" and (instead := neutral.get(folded(written))):
            is_sure = folded(written) not in lexicon.KNOWN or any(first <= start < last for first, last in places)
            pieces.append(Piece(start, end, as_written(instead, written), is_word=True, is_sure=is_sure))
    return pieces


def is_phone(written: str) -> bool:
    """Return whether digits with signs between them are like a telephone, and no list of days as "12 15 20 25"."""
    groups = NO_DIGIT.sub(lambda found: " " if found[1] else "", written).split()
    lengths = {len(group) for group in groups}
    return max(lengths) >= 3 or lengths == {1} or any(int(group) > 31 for group in groups)


def replaced(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that do give way.

    A guest may be called Domingo or Abril: such a word is a name beside another part of the name, and else a day.
    """
    kept: list[Piece] = []
    run: list[Piece] = []
    for piece in pieces:
        if run and not (piece.is_word and GAP_IN_A_NAME.fullmatch(text, run[-1].end, piece.start)):
            kept += names_in(text, run)
            run = []
        if piece.is_word:
            run.append(piece)
        else:
            kept.append(piece)
    return kept + names_in(text, run)


def names_in(text: str, run: list[Piece]) -> list[Piece]:
    """Return the words of a row of words of a name, if it is one."""
    is_whole = len(run) > 1 and all(text[it.start].isupper() for it in run)
    return run if is_whole or any(it.is_sure for it in run) else []


def neutral_names(names: Iterable[str]) -> dict[str, str]:
    """Return what stands for each word of these names, by the word as it is looked up."""
    neutral: dict[str, str] = {}
    for name in names:
        words = [folded(it.group()) for it in PIECES.finditer(name[:LONGEST_NAME]) if it.lastgroup == "word"]
        words = [word for word in words if len(word) > 1 and word not in PARTICLES]
        for at, word in enumerate(words):
            neutral.setdefault(word, NAMES[min(at, len(NAMES) - 1)])
        if len(words) > 1:  # @anaperez
            neutral.setdefault("".join(words), "".join(NAMES[: min(len(words), len(NAMES))]))
    return neutral


def folded(word: str) -> str:
    """Return a word without capitals, accents and what nobody sees, in whatever letters it is written."""
    if len(word) > LONGEST_NAME:
        return ""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word)
    plain = "".join(it for it in letters if unicodedata.category(it) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFC", plain.casefold())


def as_written(instead: str, written: str) -> str:
    """Return a name in the capitals of another."""
    if len(written) > 1 and written.isupper():
        return instead.upper()
    return instead.lower() if written.islower() else instead
