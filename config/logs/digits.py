"""Long numbers in text: phones, cards and accounts are hidden; moments, prices and addresses of machines are not."""

from __future__ import annotations

import re

# What people and WhatsApp put between the digits of a phone: blanks, brackets, dots and hyphens of several widths.
GAP = r" \t().\-\u00a0\u2007\u2009\u202f\u2010-\u2015"
# It starts outside a fraction and is no part of a word (a hash).
CANDIDATE = rf"[(+\uff0b\d](?<!\d\..)[(+]?\d?(?:[{GAP}]{{0,6}}\d){{6,}}(?![0-9A-Za-z])"
PHONE_LEAST = 10  # digits without a leading plus; fewer are ids
PLUS_LEAST = 8
MOST = 22  # the longest thing people write in groups, an Argentine bank account

CHUNK = re.compile(r"\S+")
NOT_A_DIGIT = re.compile(r"\D+")
INTRODUCES = re.compile(r"\(?(?:[+\uff0b].*|00\d+\)?|(?:5[1-8]|5[09]\d)\)?)")  # a plus, 00, or one of our calling codes
HARMLESS = re.compile(
    r"""
      (?:19|20)\d\d [-.] \d\d [-.] \d\d | \d\d? [-.] \d\d? [-.] (?:19|20)\d\d   # a day
    | (?:1[6-9]|20)\d{8} (?:\d{3}|\d{6}|\d{9})? (?:\.\d+)?                      # a moment, 2020 to 2036, s to ns
    | 20\d\d (?:0[1-9]|1[0-2]) (?:[0-2]\d|3[01]) (?:[01]\d|2[0-3]) (?:[0-5]\d){2}   # a moment without separators
    | (?:(?:25[0-5]|2[0-4]\d|1?\d?\d) (?:\.(?!$)|$)){4}                         # an IPv4 address
    | \+? \d{1,9} \. \d{1,6} | \d{1,9} \. \d+                                   # a price, a duration
    """,
    re.VERBOSE,
)


def mask_digits(candidate: str) -> str:
    """Hide the phones, cards and accounts of a candidate but for their last two digits; leave the rest as it is."""
    runs: list[list[re.Match[str]]] = []
    for chunk in CHUNK.finditer(candidate):
        if runs and belongs(runs[-1], chunk):
            runs[-1].append(chunk)
        else:
            runs.append([chunk])
    parts: list[str] = []
    done = 0
    for run in filter(is_hidden, runs):
        start, end = run[0].start(), run[-1].end()
        parts += candidate[done:start], "***", digits_of(candidate[start:end])[-2:]
        done = end
    return "".join([*parts, candidate[done:]])


def belongs(run: list[re.Match[str]], chunk: re.Match[str]) -> bool:
    """Tell whether a chunk goes on with the number that a run has begun: "+54", "9", "11", "2233-4455"."""
    so_far = sum(len(digits_of(part[0])) for part in run)
    if so_far + len(digits_of(chunk[0])) > MOST:
        return False
    if so_far < PHONE_LEAST and INTRODUCES.fullmatch(run[0][0]):
        return True
    return not stands_alone(run[-1][0]) and not stands_alone(chunk[0])


def stands_alone(chunk: str) -> bool:
    return len(digits_of(chunk)) >= PHONE_LEAST or HARMLESS.fullmatch(chunk) is not None


def is_hidden(run: list[re.Match[str]]) -> bool:
    if len(run) == 1 and HARMLESS.fullmatch(run[0][0]):
        return False
    least = PLUS_LEAST if run[0][0].lstrip("(")[:1] in ("+", "\uff0b") else PHONE_LEAST
    return sum(len(digits_of(part[0])) for part in run) >= least


def digits_of(text: str) -> str:
    return NOT_A_DIGIT.sub("", text)
