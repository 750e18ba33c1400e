"""What Meta says about a token and about whether an account may send: questions for the page of a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from messaging.whatsapp.exchange import Exchange
from messaging.whatsapp.faults import Remedy, SendFault, whole, words_of
from messaging.whatsapp.graph import Account, call
from messaging.whatsapp.setup import inner, text, waba

MOST_SCOPES, MOST_ERRORS = 100, 10


@dataclass(frozen=True, slots=True)
class Token:
    """What a token may do and until when, in seconds since 1970; 0 is for ever. Without `is_told` Meta only took it."""

    is_valid: bool
    app_id: str = ""
    app_name: str = ""
    expires_at: int = 0
    scopes: tuple[str, ...] = ()
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class SendingHealth:
    """Whether Meta lets an account send, in its own word, and the reasons against it: code and words of each."""

    can_send: str
    errors: tuple[tuple[int, str], ...]


def inspect_token(account: Account, *, exchange: Exchange) -> Token:
    """Return what Meta knows of the token. Not every token may ask that about itself; then whether it is taken at all.

    :raises SendFault: with a remedy; code 190 if it is not taken
    """
    try:
        # In the query, as Meta wants it: over TLS, to Meta alone, and faults do not repeat the address.
        page = call(account, "GET", "debug_token", exchange=exchange, params={"input_token": account.token})
    except SendFault as fault:
        if fault.remedy not in (Remedy.NEVER, Remedy.STOP_CHANNEL) or is_about_the_token(fault):
            raise
        call(account, "GET", "me", exchange=exchange, params={"fields": "id"})
        return Token(is_valid=True, is_told=False)
    data = inner(page, "data")
    scopes = data.get("scopes")
    return Token(
        is_valid=data.get("is_valid") is True,
        app_id=text(data, "app_id"),
        app_name=text(data, "application"),
        expires_at=whole(data.get("expires_at")) or 0,
        scopes=tuple(str(scope)[:60] for scope in scopes[:MOST_SCOPES]) if isinstance(scopes, list) else (),
    )


def is_about_the_token(fault: SendFault) -> bool:
    """Return whether Meta refused the token itself, and not what was asked with it."""
    return fault.code in (0, 190) or (fault.code is None and (fault.status == 401 or fault.title == "no usable token"))


def get_sending_health(account: Account, *, exchange: Exchange) -> SendingHealth:
    """Return whether Meta lets the account send, and what stands against it.

    :raises SendFault: with a remedy
    """
    page = call(account, "GET", waba(account), exchange=exchange, params={"fields": "health_status"})
    health = inner(page, "health_status")
    entities = health.get("entities")
    known = [it for it in entities if isinstance(it, dict)] if isinstance(entities, list) else []
    errors = [error for entity in known for error in errors_of(entity)]
    return SendingHealth(text(health, "can_send_message"), tuple(errors[:MOST_ERRORS]))


def errors_of(entity: dict[str, Any]) -> list[tuple[int, str]]:
    told = entity.get("errors")
    known = [it for it in told if isinstance(it, dict)] if isinstance(told, list) else []
    return [(whole(it.get("error_code")) or 0, words_of(it.get("error_description"))[:200]) for it in known]
