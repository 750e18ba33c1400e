"""Counts attempts in Postgres and locks after too many: before the password is looked at, so that it fails closed.

An attempt is counted first, by one statement, and forgiven when it was right. However many guesses come at the same moment,
and whatever dies between, no more than the limit are ever compared with the password. Without Postgres nobody gets in.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from tenants.login.address import network_of
from tenants.models import LoginFailures, User

NAME, ADDRESS, CODE, PRESENT, FORGOTTEN = "name", "address", "code", "present", "forgotten"
# Somebody behind the same address cannot be told apart, so its lock always ends by itself.
ADDRESS_SECONDS = 900


@dataclass(frozen=True)
class Rule:
    """How many attempts, how long a lock lasts (0: until it is lifted), and whether they count in a row or in a window."""

    limit: int
    lock_seconds: int
    window_seconds: int = 0


def name_rule() -> Rule:
    return Rule(settings.LOGIN_MAX_FAILURES, settings.LOGIN_LOCK_SECONDS)


def address_rule() -> Rule:
    seconds = settings.LOGIN_LOCK_SECONDS or ADDRESS_SECONDS
    return Rule(settings.LOGIN_ADDRESS_MAX_FAILURES, seconds, window_seconds=seconds)


def forgotten_rule() -> Rule:
    """Return how often one may ask for a link: mail to others must not become a nuisance."""
    return Rule(5, ADDRESS_SECONDS, window_seconds=ADDRESS_SECONDS)


# A lock that has ended, or a window that has passed, begins anew with this attempt.
BEGINS_ANEW = """
    (CASE WHEN known.locked_at IS NOT NULL
          THEN %(lock)s > 0 AND known.locked_at <= statement_timestamp() - make_interval(secs => %(lock)s)
          ELSE %(window)s > 0 AND known.began_at <= statement_timestamp() - make_interval(secs => %(window)s) END)
"""
COUNT = f"""
    INSERT INTO tenants_loginfailures AS known (kind, key, failures, began_at, seen_at, locked_at)
    VALUES (%(kind)s, %(key)s, 1, statement_timestamp(), statement_timestamp(),
            CASE WHEN 1 >= %(limit)s THEN statement_timestamp() END)
    ON CONFLICT (kind, key) DO UPDATE SET
        failures = CASE WHEN {BEGINS_ANEW} THEN 1 ELSE known.failures + 1 END,
        began_at = CASE WHEN {BEGINS_ANEW} THEN excluded.began_at ELSE known.began_at END,
        seen_at = excluded.seen_at,
        locked_at = CASE WHEN {BEGINS_ANEW} THEN excluded.locked_at
                         WHEN known.failures + 1 >= %(limit)s THEN coalesce(known.locked_at, excluded.seen_at) END
    RETURNING failures <= %(limit)s
"""  # noqa: S608 (both parts are ours)


def count(kind: str, key: str, rule: Rule) -> bool:
    """Count one attempt and return whether it may go on: the answer is no while there is a lock."""
    values: dict[str, str | int] = {"kind": kind, "key": key, "limit": rule.limit}
    values |= {"lock": rule.lock_seconds, "window": rule.window_seconds}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        return bool(cursor.fetchone()[0])


def may_try_password(name: str, address: str) -> bool:
    """Count an attempt to log in. An address that is locked counts against no name any more: it cannot lock others out."""
    if address and not count(ADDRESS, address_key(address), address_rule()):
        return False
    return count(NAME, name_key(name), name_rule())


def forgive_password(name: str, address: str) -> None:
    """Take back what a right password was counted for: all of the name's, but only itself of the address's."""
    forget(NAME, name_key(name))
    if address:
        take_back(ADDRESS, address_key(address), address_rule())


def forget(kind: str, key: str) -> None:
    LoginFailures.objects.filter(kind=kind, key=key).delete()


def take_back(kind: str, key: str, rule: Rule) -> None:
    """Take back one attempt, and the lock if it made it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tenants_loginfailures SET failures = failures - 1,"
            " locked_at = CASE WHEN failures - 1 >= %s THEN locked_at END"
            " WHERE kind = %s AND key = %s AND failures > 0",
            [rule.limit, kind, key],
        )


def may_try_code(user: User) -> bool:
    """Count an attempt at the second step; six digits are guessed soon by whoever may go on trying."""
    return count(CODE, user_key(user), name_rule())


def forgive_code(user: User) -> None:
    forget(CODE, user_key(user))


def is_present_password(user: User, password: str) -> bool:
    """Return whether this is the person's password; a session left open must not become a place to guess it."""
    is_right = count(PRESENT, user_key(user), name_rule()) and user.check_password(password)
    if is_right:
        forget(PRESENT, user_key(user))
    return is_right


def lift(user: User) -> None:
    """Forget every wrong attempt of a person."""
    forget(NAME, name_key(user.username))
    for kind in (CODE, PRESENT):
        forget(kind, user_key(user))


def may_ask_for_link(who: str, address: str) -> bool:
    """Count a request for a link, whether there is such a person or not."""
    of_address = not address or count(FORGOTTEN, address_key(address), forgotten_rule())
    return of_address and count(FORGOTTEN, name_key(who), forgotten_rule())


def name_key(name: str) -> str:
    """Return what a name is counted under: no case, and no way back, since people type passwords into this field."""
    return keyed(unicodedata.normalize("NFKC", name).strip().casefold())


def address_key(address: str) -> str:
    return keyed(network_of(address))


def user_key(user: User) -> str:
    return keyed(str(user.pk))


def keyed(text: str) -> str:
    return salted_hmac("tenants.login.lockout", text, algorithm="sha256").hexdigest()


def forget_old() -> None:
    """Delete what counts no more: a lock that ends by itself, and attempts of more than a day ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM tenants_loginfailures WHERE seen_at < now() - interval '1 day' AND"
            " (locked_at IS NULL OR kind IN ('address', 'forgotten')"
            "  OR (%(lock)s > 0 AND locked_at < now() - make_interval(secs => %(lock)s)))",
            {"lock": settings.LOGIN_LOCK_SECONDS},
        )
