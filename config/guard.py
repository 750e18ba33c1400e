"""Refuses to work with servers that would lose or leak: a database role above the rules, a broker that may evict."""

from __future__ import annotations

import logging
import os
import re
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from redis.exceptions import RedisError

from config.redis import client

SAFE_POLICY = "noeviction"
LOOK_AGAIN_EVERY = 5.0

log = logging.getLogger(__name__)


class Unsafe(Exception):
    """A server is set up in a way that breaks a promise of ours; the message says which, and the mend."""


def refuse_unsafe_servers() -> None:
    """Stop a process outside development whose servers break a promise. One that is away is judged when it is back.

    :raises SystemExit: with the sentence of what is wrong
    """
    if settings.DEVELOPMENT:
        return
    left = not_yet_judged(LOOKS)
    if left:
        threading.Thread(target=judge_later, args=[left], name="guard", daemon=True).start()


def not_yet_judged(looks: tuple[Callable[[], None], ...]) -> tuple[Callable[[], None], ...]:
    """Take each look and return those that found nobody to look at.

    :raises SystemExit: with the sentence of what is wrong
    """
    return tuple(look for look in looks if not is_judged(look))


def is_judged(look: Callable[[], None]) -> bool:
    try:
        look()
    except Unsafe as error:
        raise SystemExit(str(error)) from error
    except (DatabaseError, RedisError):
        return False
    finally:
        connection.close()
    return True


def judge_later(left: tuple[Callable[[], None], ...]) -> None:
    """Look again and again until every server was there once; end the whole process if one is unsafe."""
    while left:
        time.sleep(LOOK_AGAIN_EVERY)
        try:
            left = not_yet_judged(left)
        except SystemExit as unsafe:
            log.critical("refusing to work: %s", unsafe)
            logging.shutdown()
            # A thread cannot end its process in a milder way. Nothing is lost: what is not committed is done again.
            os._exit(1)


def look_at_database_role() -> None:
    """Check that row-level security binds the app's role: neither it nor a role it may become is special or owns a table.

    :raises Unsafe: if it is above the rules
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH mine AS (SELECT * FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER'))
            SELECT current_user, bool_or(rolsuper), bool_or(rolbypassrls),
                   EXISTS (SELECT FROM pg_class JOIN mine ON relowner = mine.oid WHERE relkind IN ('r', 'p')) OR
                   EXISTS (SELECT FROM pg_database JOIN mine ON datdba = mine.oid WHERE datname = current_database())
            FROM mine
            """
        )
        name, superuser, bypasses, owns = cursor.fetchone()
    faults = {"a superuser": superuser, "allowed to bypass row-level security": bypasses, "the owner of tables": owns}
    wrong = [fault for fault, is_so in faults.items() if is_so]
    if wrong:
        raise Unsafe(
            f"The role {name} in DATABASE_URL is {' and '.join(wrong)}, so tenants would see each other: use the role that"
            " deploy/postgres/roles.sql makes (conserje_app)."
        )


def look_at_broker_policy() -> None:
    """Check that no Redis which must not forget drops a key to make room: that of limits, and the broker if another.

    :raises Unsafe: if one may
    """
    for name, url in {"REDIS_URL": settings.REDIS_URL, "BROKER_URL": settings.BROKER_URL}.items():
        if not url.startswith("redis"):
            continue
        policy = str(memory_of(client(url, 1.0)).get("maxmemory_policy", SAFE_POLICY))
        if policy != SAFE_POLICY:
            raise Unsafe(
                f"The Redis in {name} may evict ({policy}), so queues would vanish under load: set its maxmemory-policy"
                " to noeviction and give the cache a server of its own (CACHE_URL)."
            )


LOOKS = (look_at_database_role, look_at_broker_policy)


def memory_of(server: Any) -> dict[str, Any]:
    """Return what the server says of its memory. INFO is allowed where CONFIG is not."""
    return dict(server.info("memory"))


def without_password(url: str) -> str:
    """Return an address that may be shown."""
    return re.sub(r"://([^:/@]*):.*@", r"://\1:***@", url)
