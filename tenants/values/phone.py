"""One form for all the ways in which a phone number is written. It is for finding people; messages go to what arrived.

Three countries write a mobile number in two ways, and WhatsApp does not always use the one that people type:

- Argentina: 54 9 area number from abroad, area 15 number at home. An area and a number name one line, be it mobile or
  fixed, so the 9 can be there always.
- Mexico: 52 1 number until 2019, 52 number since; 044, 045 and 01 were dialled at home.
- Brazil: mobile numbers had eight digits (beginning with 6 to 9) and were given a 9 in front. Fixed ones (2 to 5) were not.
"""

from __future__ import annotations

import re

from tenants.values.text import tidy

# Marks that address books put around a number; they say "from left to right", which it is anyway.
LEFT_TO_RIGHT = dict.fromkeys(map(ord, "\u200e\u202a\u202c\u2066\u2069"))
# After NFKC: blanks of all widths are one, dashes are not.
WRITTEN = re.compile(r"(?:tel:|whatsapp:)?(\+?[0-9(][0-9 ()./‐‒–—−-]*)", re.IGNORECASE)
# E.164 has at most 15 digits and no country begins with 0; the shortest numbers of small islands have 7.
INTERNATIONAL = re.compile(r"[1-9][0-9]{6,14}")

# Fewer are dialled within one town, and nobody says which.
NATIONAL_DIGITS = 8

# Area and number have ten digits together. No area begins like another one and goes on with 15, so this finds one place.
ARGENTINA = re.compile(r"549?0?(?:(11)(?:15)?([0-9]{8})|([23][0-9]{2})(?:15)?([0-9]{7})|([23][0-9]{3})15([0-9]{6}))")
MEXICO = re.compile(r"52(?:1|01|044|045)?([2-9][0-9]{9})")
BRAZIL = re.compile(r"550?([1-9]{2})(?:9?([6-9][0-9]{7})|([2-5][0-9]{7}|9[0-5][0-9]{7}))")


def canonical_phone(value: str) -> str | None:
    """Return the digits that stand for a phone number in whatever spelling, or None if there can be no such number."""
    written = WRITTEN.fullmatch(tidy(value.translate(LEFT_TO_RIGHT)) or "")
    if not written:
        return None
    digits = re.sub("[^0-9]", "", written[1])
    if not written[1].startswith("+"):
        digits = digits.removeprefix("00")
    digits = of_country(digits)
    return digits if INTERNATIONAL.fullmatch(digits) else None


def national_phone(value: str, *, country: str) -> str | None:
    """Return what stands for a number as it is dialled within a country (its telephone code); None if it is none."""
    digits = re.sub("[^0-9]", "", value).lstrip("0")
    if not country or len(digits) < NATIONAL_DIGITS or "+" in value or not WRITTEN.fullmatch(value.strip()):
        return None
    return canonical_phone(f"+{country}{digits}")


def of_country(digits: str) -> str:
    """Return an international number in its country's one form."""
    if found := ARGENTINA.fullmatch(digits):
        return "549" + "".join(part for part in found.groups() if part)
    if found := MEXICO.fullmatch(digits):
        return "52" + found[1]
    if found := BRAZIL.fullmatch(digits):
        return f"55{found[1]}" + (f"9{found[2]}" if found[2] else found[3])
    return digits
