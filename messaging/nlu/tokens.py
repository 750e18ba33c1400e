"""A message as words, numbers and signs, each with its place in the original text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from messaging.nlu import lexicon
from messaging.nlu.phrases import NOTHING
from messaging.nlu.words import shorthand
from messaging.nlu.words.calendar import ARTICLES_OF_ONE, JOINTS, TENS

# Nobody asks for a room in more; what stands further on is not looked at.
MOST_CHARACTERS: Final = 2_000
MOST_TOKENS: Final = 400
LONGEST_WORD: Final = 40

NUMBER, BIG, YEAR, NUMERIC_DATE, CLOCK, PHONE, URL, CODE, GLUED = (
    "<n>",
    "<big>",
    "<year>",
    "<dm>",
    "<clock>",
    "<phone>",
    "<url>",
    "<code>",
    "<glued>",
)
GROUPS: Final = {
    "iso": NUMERIC_DATE,
    "dmy": NUMERIC_DATE,
    "dm": NUMERIC_DATE,
    "clock": CLOCK,
    "phone": PHONE,
    "url": URL,
    "code": CODE,
}

WORD: Final = r"[^\W\d_]+(?:['’´`][^\W\d_]{1,4}(?![^\W_]))?"
MARKED_WORD: Final = r"(?:[^\W\d_]|[\u0300-\u036f])+"
CODE_LETTERS: Final = "34679ACDEFGHJKMNPQRTWXYacdefghjkmnpqrtwxy"
SHAPES: Final = (
    r"(?P<url>(?:https?://|www\.)\S{1,200})",
    rf"(?P<code>(?<![^\W_])(?=[A-Za-z]{{0,6}}[0-9])(?=[0-9]{{0,6}}[A-Za-z])[{CODE_LETTERS}]{{7}}(?![^\W_]))",
    r"(?P<iso>20[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9]))",
    r"(?P<dmy>[0-9]{1,2}([-/.])[0-9]{1,2}\5(?:20[0-9]{2}|[0-9]{2})(?![0-9]))",
    r"(?P<phone>\+?\(?[0-9](?:[ ().-]{0,2}[0-9]){6,17}(?![0-9]))",
    r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?![0-9])|[0-9]{1,2}[hH][0-9]{2}(?![0-9])|"
    r"[0-9]{1,2}\.[0-9]{2}(?=\s?(?:hs|h|am|pm|hrs)\b))",
    r"(?P<dm>[0-9]{1,2}/[0-9]{1,2}(?![0-9/])|[0-9]{1,2}[-.](?:0[1-9])(?![0-9])|[0-9]{2}[-.](?:1[0-2])(?![0-9.,-]))",
    r"(?P<big>[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])|[0-9]{1,9}[.,][0-9]{1,2}(?![0-9]))",
    r"(?P<num>[0-9]+)",
)
END: Final = r"|(?P<sign>[^\s\w]|_)"
SCAN: Final = re.compile("|".join(SHAPES) + f"|(?P<word>{WORD})" + END)
SCAN_MARKED: Final = re.compile("|".join(SHAPES) + f"|(?P<word>{MARKED_WORD})" + END)
# A phone number has at least one long group; "12 15 20 25 30" is something else.
LONG_GROUP: Final = re.compile(r"[0-9]{3}")
THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
SPACED_DATE: Final = re.compile(r"[0-9]{1,2} [0-9]{1,2} 20[0-9]{2}")
MARKS: Final = re.compile("[\u0300-\u036f]")
THRICE: Final = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a message side by side: as patterns know them, folded, as numbers, and where they stand.

    `keys` ends with one NOTHING more than there are words.
    """

    text: str
    keys: list[str]
    folded: list[str]
    values: list[int]
    starts: list[int]
    ends: list[int]
    is_cut: bool

    def written(self, start: int, end: int) -> str:
        """Return some words as the guest wrote them."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""


def read(text: str) -> Tokens:
    """Return the words of a message, of its beginning if it is very long."""
    seen = text[:MOST_CHARACTERS]
    tokens = Tokens(text, [], [], [], [], [], len(text) > MOST_CHARACTERS)
    scan = SCAN if seen.isascii() or not MARKS.search(seen) else SCAN_MARKED
    for found in scan.finditer(seen):
        add_token(tokens, found.lastgroup or "", found.group(), found.start())
        if len(tokens.keys) >= MOST_TOKENS:
            break
    for column in (tokens.keys, tokens.folded, tokens.values, tokens.starts, tokens.ends):
        # One piece of text may have been several numbers.
        del column[MOST_TOKENS:]
    if not TENS.isdisjoint(tokens.folded):
        join_tens(tokens)
    tokens.keys.append(NOTHING)
    return tokens


def add_token(tokens: Tokens, group: str, written: str, start: int) -> None:
    """Add one word, number or sign."""
    value = 0
    if group == "word":
        folded = fold(written)
        key = shorthand.ACCENTED.get(written.lower()) or lexicon.key_of(folded)
        value = lexicon.NUMBERS.get(folded, 0)
        if value and folded in lexicon.CARDINALS:
            key = NUMBER if value <= 31 else BIG
    elif group == "num":
        folded = written[:12]
        value = int(folded)
        key = number_key(tokens, written, value, start)
    elif group == "phone" and not is_phone(written):
        add_parts(tokens, written, start)
        return
    elif group == "sign":
        key = folded = written
    else:
        folded = written[:LONGEST_WORD]
        key = GROUPS.get(group, BIG)
    tokens.keys.append(key)
    tokens.folded.append(folded)
    tokens.values.append(value)
    tokens.starts.append(start)
    tokens.ends.append(start + len(written))


def number_key(tokens: Tokens, written: str, value: int, start: int) -> str:
    """Return what kind of number some digits are."""
    if tokens.ends and tokens.ends[-1] == start and tokens.folded[-1].isalpha() and len(tokens.folded[-1]) > 1:
        return GLUED
    if 1 <= value <= 31 and len(written) <= 2:
        return NUMBER
    return YEAR if 2020 <= value <= 2099 and len(written) == 4 else BIG


def is_phone(written: str) -> bool:
    """Return whether digits with blanks between them are like a phone number."""
    return bool(LONG_GROUP.search(written)) and not THOUSANDS.fullmatch(written) and not SPACED_DATE.fullmatch(written)


def add_parts(tokens: Tokens, written: str, start: int) -> None:
    """Add digits that are no phone number one by one."""
    for found in re.finditer(r"([0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9]))|([0-9]+)|([^\s0-9])", written):
        group = "big" if found.group(1) else "num" if found.group(2) else "sign"
        add_token(tokens, group, found.group(), start + found.start())


def fold(word: str) -> str:
    """Return a word without capitals, accents and drawn-out letters.

    >>> fold("Mañanaaa")
    'manana'
    """
    folded = word[:LONGEST_WORD].lower()
    if not folded.isascii():
        letters = unicodedata.normalize("NFKD", folded.replace("ß", "ss"))
        folded = "".join(it for it in letters if not unicodedata.combining(it))
        folded = folded.replace("’", "'").replace("´", "'").replace("`", "'")
    return THRICE.sub(r"\1", folded)


def join_tens(tokens: Tokens) -> None:
    """Make one number of "treinta y uno", "vinte e um" and "thirty first"."""
    at = 0
    while at < len(tokens.keys) - 1:
        joint = tokens.folded[at + 1] in JOINTS
        unit = at + 1 + joint
        if tokens.folded[at] in TENS and unit < len(tokens.keys) and is_unit(tokens, unit):
            one = tokens.folded[unit] in ARTICLES_OF_ONE
            value = tokens.values[at] + (1 if one else tokens.values[unit])
            tokens.keys[at] = NUMBER if value <= 31 else BIG
            tokens.values[at] = value
            tokens.ends[at] = tokens.ends[unit]
            for column in (tokens.keys, tokens.folded, tokens.values, tokens.starts, tokens.ends):
                del column[at + 1 : unit + 1]
        at += 1


def is_unit(tokens: Tokens, at: int) -> bool:
    """Return whether a number in words below ten stands here."""
    folded = tokens.folded[at]
    return folded in ARTICLES_OF_ONE or (1 <= tokens.values[at] <= 9 and folded.isalpha())
