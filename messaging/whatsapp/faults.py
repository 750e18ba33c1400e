"""What went wrong at Meta, in terms of what to do now. Decides by the code; titles change, and HTTP statuses mislead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from messaging.whatsapp.reading.decoding import decode
from messaging.whatsapp.reading.flaws import Flaws

LONGEST_WORDS = 500
# Meta's tokens begin with EAA, an app's own has a bar in it. Other long ones mix letters of both kinds with figures, which
# the names of templates do not.
LONG = r"(?=[\w.|=+-]{0,60}\d)(?=[\w.|=+-]{0,60}[A-Z])[\w.|=+-]{40,}"
TOKEN = re.compile(rf"EAA[\w.%-]+|\b\d{{6,}}(?:\||%7C)[\w.-]+|{LONG}", re.ASCII)


class Remedy(StrEnum):
    """What to do about a fault."""

    RETRY_SAFE = "retry_safe"  # Meta never saw it: again, soon
    RETRY_LATER = "retry_later"  # a passing fault: again, with growing pauses
    SLOW_NUMBER = "slow_number"  # too much from this number: all its messages wait
    SLOW_PAIR = "slow_pair"  # too much to this guest: 4^n seconds
    SLOW_ACCOUNT = "slow_account"  # too many calls of this account or app
    AS_TEMPLATE = "as_template"  # the 24 hours are over: only a template may go
    NEVER = "never"  # the same request will always be refused
    STOP_CHANNEL = "stop_channel"  # token, permission, payment, lock: nothing goes until a person has helped
    UNKNOWN = "unknown"  # it may have been accepted: wait for its status, repeat nothing blindly


@dataclass(frozen=True, slots=True)
class Rule:
    """A remedy; how often it may be repeated (None: as long as the message has a meaning) and after how long."""

    remedy: Remedy
    most_retries: int | None = None
    least_wait: int = 0


NEVER, STOP, LATER = Rule(Remedy.NEVER), Rule(Remedy.STOP_CHANNEL), Rule(Remedy.RETRY_LATER)
ONCE, FEW = Rule(Remedy.RETRY_LATER, most_retries=1), Rule(Remedy.RETRY_LATER, most_retries=3)
HOUR = 3600

# Each group is one line of thought; the numbers are Meta's.
BY_CODE: dict[int, Rule] = {
    # the token, the app's rights, the account, its payments, its registration
    **dict.fromkeys((0, 3, 10, 33, 190, *range(200, 300), 368), STOP),
    **dict.fromkeys((131005, 131031, 131037, 131042, 131044, 131045, 133010), STOP),
    # Meta is ill for a while
    **dict.fromkeys((2, 131016, 133000, 133004), LATER),
    # ill as well, or the request is strange: after some attempts the latter
    **dict.fromkeys((1, 131000), FEW),
    # media could not be fetched or taken: by chance once, not twice
    **dict.fromkeys((131014, 131053), ONCE),
    # the number is being upgraded, was deleted lately, or was registered too often
    131057: Rule(Remedy.RETRY_LATER, least_wait=60),
    2494100: Rule(Remedy.RETRY_LATER, least_wait=60),
    133015: Rule(Remedy.RETRY_LATER, least_wait=300),
    133008: Rule(Remedy.RETRY_LATER, least_wait=HOUR),
    133009: Rule(Remedy.RETRY_LATER, least_wait=HOUR),
    133016: Rule(Remedy.RETRY_LATER, least_wait=72 * HOUR),
    # too much at once
    **dict.fromkeys((4, 80007, 131064), Rule(Remedy.SLOW_ACCOUNT)),
    **dict.fromkeys((130429, 131048, 132069), Rule(Remedy.SLOW_NUMBER)),
    131056: Rule(Remedy.SLOW_PAIR),
    131047: Rule(Remedy.AS_TEMPLATE),
    # parameters
    **dict.fromkeys((100, 131008, 131009, 131051, 131055, 131059, 131062, 135000), NEVER),
    # this guest: blocked us, an experiment, another country, no WhatsApp, not on a test number's list, wants no adverts
    **dict.fromkeys((130403, 130472, 130497, 131020, 131021, 131026, 131030, 131049, 131050, 131052, 131063), NEVER),
    # this template: unknown, paused, disabled, other values
    **dict.fromkeys((132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068), NEVER),
    # setting up a number, terms, advertising, identity, user names
    **dict.fromkeys((133005, 133006, 134011, *range(134100, 134103), 136024, 137000, *range(147001, 147006)), NEVER),
    # making a template
    **dict.fromkeys((2388019, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299), NEVER),
}


class SendFault(Exception):
    """Meta, or the way to it, refused or failed. `remedy` says what to do; `code` is Meta's, or nothing."""

    def __init__(
        self,
        remedy: Remedy,
        code: int | None = None,
        title: str = "",
        detail: str = "",
        *,
        status: int | None = None,
        most_retries: int | None = None,
        least_wait: int = 0,
    ) -> None:
        super().__init__(remedy, code, title, detail)
        self.remedy, self.code, self.title, self.detail = remedy, code, title, detail
        self.status, self.most_retries, self.least_wait = status, most_retries, least_wait

    def __str__(self) -> str:
        return f"{self.remedy}: {self.code or self.status or '-'} {self.title}".strip()


def rule_for(code: int | None, status: int | None = None, *, is_transient: bool = False) -> Rule:
    """Return what to do about an error of Meta's, told in an answer or later in a status.

    A code that nobody has told us about goes by the HTTP status of the answer; in a status there is none, and then
    repeating would be a guess.
    """
    if code is not None and code in BY_CODE:
        return BY_CODE[code]
    if is_transient:
        return LATER
    return rule_for_status(status)


def rule_for_status(status: int | None) -> Rule:
    """Return what an HTTP status means where no code is known."""
    if status is None:
        return NEVER
    if status == 401:
        return STOP
    if status == 429:
        return Rule(Remedy.SLOW_ACCOUNT)
    return FEW if status >= 500 else NEVER


def classify(status: int, body: bytes) -> SendFault:
    """Return the fault that an answer to a send tells of; only for answers that are no acceptance.

    A Graph error says that the message was refused. Without one nobody knows: a proxy on the way may have given up on a
    request that Meta went on to accept. Only what refuses by its nature (4xx) is believed without it.
    """
    if error := graph_error(body):
        return told_fault(status, error)
    if 300 <= status < 500 and status != 408:
        # A page of somebody on the way, or an address that has moved: seldom for long.
        rule = Rule(Remedy.SLOW_ACCOUNT) if status == 429 else FEW
        return fault(rule, None, f"HTTP {status}", status=status)
    return SendFault(Remedy.UNKNOWN, None, f"HTTP {status}", status=status)


def told_fault(status: int, error: dict[str, Any]) -> SendFault:
    """Return the fault that a Graph error tells of."""
    code = whole(error.get("code"))
    rule = rule_for(code, max(status, 400), is_transient=error.get("is_transient") is True)
    data = error.get("error_data")
    detail = data.get("details") if isinstance(data, dict) else error.get("error_user_msg")
    return fault(rule, code, words_of(error.get("message")), words_of(detail), status=status)


def fault(rule: Rule, code: int | None, title: str = "", detail: str = "", *, status: int | None = None) -> SendFault:
    """Return a fault with all that its rule says."""
    return SendFault(
        rule.remedy,
        code,
        title,
        detail,
        status=status,
        most_retries=rule.most_retries,
        least_wait=rule.least_wait,
    )


def graph_error(body: bytes) -> dict[str, Any] | None:
    """Return the error of an answer, or nothing: it may be a page, cut off, or anything else."""
    found = read_object(body).get("error")
    return found if isinstance(found, dict) else None


def read_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object that an answer is, without what no row could keep; an empty one if it is none."""
    read = decode(body, Flaws())
    return read if isinstance(read, dict) else {}


def whole(value: Any) -> int | None:
    """Return a whole number; they come as numbers, and now and then as digits."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 12:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def words_of(value: Any) -> str:
    """Return Meta's words without what looks like a token: it repeats those that it refuses, and people read this."""
    return TOKEN.sub("***", value[: 4 * LONGEST_WORDS])[:LONGEST_WORDS] if isinstance(value, str) else ""
