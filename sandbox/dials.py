"""The dials of the sandbox: latency, faults and their shares. Every one can be turned while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

Json = dict[str, object]

SCOPES = ("whatsapp_business_messaging", "whatsapp_business_management")
TEXTS = frozenset({"refused_tokens", "token_scopes"})
MEDIA_FAULTS = ("", "html", "wrong_hash", "huge", "redirect", "short", "foreign_host")
SHARES = frozenset(
    {"error_5xx", "html", "timeout_after_accept", "timeout_before_accept", "drop_status", "duplicate", "reorder"}
)


class BadDial(Exception):
    """There is no such dial, or it cannot be turned there."""


@dataclass(slots=True)
class Dials:
    """What befalls calls and posts. Shares go from 0 to 1, times are milliseconds unless the name says seconds."""

    # Every answer of the Graph waits this long; answers about media and files wait for both.
    latency_ms: float = 0
    media_latency_ms: float = 0
    # A send is refused with 500 or 503, or answered with a page of HTML; neither is accepted.
    error_5xx: float = 0
    html: float = 0
    html_status: int = 200
    # A send is accepted, or lost, and the caller is left without an answer for hang_seconds.
    timeout_after_accept: float = 0
    timeout_before_accept: float = 0
    hang_seconds: float = 60
    # The next sends are refused with these codes; the next accepted ones fail later with these.
    next_codes: list[int] = field(default_factory=list)
    next_failures: list[int] = field(default_factory=list)
    refused_tokens: list[str] = field(default_factory=list)
    pair_limit: bool = False
    throughput: float = 0
    window: bool = True
    any_template: bool = True
    statuses: bool = True
    read: bool = True
    delay_status_ms: float = 30
    drop_status: float = 0
    duplicate: float = 0
    reorder: float = 0
    reorder_ms: float = 1500
    # Meta posts again what was not answered with 200.
    retry: bool = True
    media_fault: str = ""
    # What the push service answers; 0 leaves the caller without an answer for hang_seconds.
    push_status: int = 201
    # What the token is said to be: what it may do, and when it ends in seconds since 1970 (0: never).
    token_scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    token_expires_at: int = 0
    # Fields of the number and of the account, instead of those of a healthy one.
    number_fields: dict[str, object] = field(default_factory=dict)
    # Reasons of Meta's against sending from the account, such as 141006 for the payment method.
    health_errors: list[int] = field(default_factory=list)

    def turn(self, wanted: Mapping[str, object]) -> None:
        """Set the dials named; none of them if one is wrong.

        :raises BadDial: if a name or a value cannot be used
        """
        kinds = {known.name: type(getattr(self, known.name)) for known in fields(self)}
        if unknown := sorted(set(wanted) - set(kinds)):
            raise BadDial(f"unknown: {', '.join(unknown)}")
        values = {name: checked(name, value, kinds[name]) for name, value in wanted.items()}
        for name, value in values.items():
            setattr(self, name, value)

    def as_json(self) -> Json:
        """Return all dials as they stand."""
        return asdict(self)


def checked(name: str, value: object, kind: type) -> object:
    """Return a value that fits a dial."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if name == "media_fault":
        fits = value in MEDIA_FAULTS
    elif kind is bool:
        fits = isinstance(value, bool)
    elif kind is dict:
        fits = isinstance(value, dict)
    elif kind is list:
        wanted = str if name in TEXTS else int
        fits = isinstance(value, list) and all(isinstance(item, wanted) for item in value)
    else:
        fits = is_number and 0 <= float(str(value)) <= (1 if name in SHARES else 10**10)
    if not fits:
        raise BadDial(f"{name} cannot be {value!r}"[:200])
    return value
