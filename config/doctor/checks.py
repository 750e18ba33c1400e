"""The checks, in the order in which one would ask: servers, their settings, our settings, the work, the machine."""

from __future__ import annotations

import shutil
import stat
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from config.doctor.finding import Finding, broken, ok, warning
from config.guard import Unsafe, look_at_broker_policy, look_at_database_role, memory_of, without_password
from config.health.questions import ask_broker, ask_cache, ask_database, ask_work
from config.redis import client
from config.supervise.plan import FULL
from config.tenancy_audit.tables import count_guarded

OLDEST_POSTGRES = 180000
SPARE_CONNECTIONS = 10
LOW_DISK_MB, EMPTY_DISK_MB = 2000, 300
FULL_SHARE = 0.7


def check_database() -> Finding:
    """Look whether Postgres answers, is new enough, and has all migrations."""
    name = "database"
    try:
        answer = ask_database()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
            number, version = cursor.fetchone()
    except DatabaseError as error:
        where = without_password(settings.DATABASE_URL)
        return broken(name, f"{where} does not answer: {first_line(error)}", "start it, or correct DATABASE_URL")
    if number < OLDEST_POSTGRES:
        return broken(name, f"Postgres {version} is too old", "use Postgres 18")
    if missing := answer.get("missing_migrations"):
        return broken(name, f"{len(missing)} migrations are missing", "run: .venv/bin/python manage.py migrate")
    return ok(name, f"Postgres {version}, all migrations applied")


def check_database_role() -> Finding:
    """Look whether row-level security binds the role that the app works with."""
    name = "database role"
    try:
        look_at_database_role()
    except Unsafe as error:
        return broken(name, str(error), "put the role of deploy/postgres/roles.sql into DATABASE_URL")
    except DatabaseError as error:
        return not_asked(name, error)
    return ok(name, "neither superuser, owner nor above row-level security")


def check_tenant_tables() -> Finding:
    """Look whether Postgres shows rows of a business to that business alone."""
    name = "tenant tables"
    try:
        count, findings = count_guarded()
    except DatabaseError as error:
        return not_asked(name, error)
    if findings:
        first = findings[0]
        return broken(
            name, f"{first.subject} {first.detail}", "see all of it: .venv/bin/python manage.py audit_tenants"
        )
    return ok(name, f"row-level security guards all {count}")


def check_connections() -> Finding:
    """Look whether all pools together fit into what Postgres allows."""
    name = "database connections"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('max_connections')::int")
            allowed = int(cursor.fetchone()[0])
    except DatabaseError as error:
        return not_asked(name, error)
    wanted = most_connections()
    if wanted > allowed - SPARE_CONNECTIONS:
        mend = f"lower DB_POOL_MAX_SIZE or WEB_PROCESSES, or raise Postgres's max_connections to {wanted + SPARE_CONNECTIONS}"
        return broken(name, f"all pools together may open {wanted}, Postgres allows {allowed}", mend)
    return ok(name, f"at most {wanted} of {allowed}")


def most_connections() -> int:
    """Return how many connections this machine's processes may hold: pools in web processes, one in each worker slot."""
    # Webhooks are written by connections of the threads' own (messaging/intake/store.py).
    web = settings.WEB_PROCESSES * (settings.DB_POOL_MAX_SIZE + settings.WEB_THREADS)
    return web + sum(crew.size for crew in FULL)


def check_broker() -> Finding:
    """Look whether the broker answers."""
    name = "broker"
    try:
        answer = ask_broker()
    except (RedisError, OSError, OperationalError) as error:
        where = without_password(settings.BROKER_URL)
        return broken(
            name, f"{where} does not answer: {first_line(error)}", "start it, or correct REDIS_URL / BROKER_URL"
        )
    if answer.get("status") == "full":
        return broken(name, "is full: it takes no more rings", "see which queue grows (/health/), raise its maxmemory")
    return ok(name, without_password(settings.BROKER_URL))


def check_broker_policy() -> Finding:
    """Look whether the durable Redis keeps everything, survives a restart, and has room."""
    name = "broker memory"
    try:
        look_at_broker_policy()
        server = client(settings.REDIS_URL, 1.0)
        memory, persistence = memory_of(server), dict(server.info("persistence"))
    except Unsafe as error:
        return broken(name, str(error), "set maxmemory-policy noeviction on the server of REDIS_URL")
    except RedisError as error:
        return not_asked(name, error)
    if not persistence.get("aof_enabled"):
        return warning(name, "forgets rings and limits at a restart", "set appendonly yes on the server of REDIS_URL")
    used, limit = int(memory["used_memory"]), int(memory["maxmemory"])
    if limit and used > limit * FULL_SHARE:
        return warning(name, f"{used * 100 // limit} % full", "see which queue grows (/health/), raise its maxmemory")
    return ok(name, "keeps everything (noeviction, append-only file)")


def check_cache() -> Finding:
    """Look whether the cache answers. Everything works without it, more slowly."""
    try:
        ask_cache()
    except RedisError as error:
        where = without_password(settings.CACHE_URL)
        return warning("cache", f"{where} does not answer: {first_line(error)}", "start it, or correct CACHE_URL")
    if same_server(settings.CACHE_URL, settings.REDIS_URL):
        return broken("cache", "is the same server as REDIS_URL", "give the cache a server of its own: it evicts")
    return ok("cache", without_password(settings.CACHE_URL))


def same_server(one: str, other: str) -> bool:
    return one.rsplit("/", 1)[0] == other.rsplit("/", 1)[0]


def check_work() -> Finding:
    """Look whether workers and beat have done something lately."""
    name = "workers and beat"
    try:
        answer = ask_work()
    except DatabaseError as error:
        return not_asked(name, error)
    quiet = [part for part, sign in answer["heartbeats"].items() if sign["status"] != "ok"]
    if quiet:
        return warning(name, "no sign of life from " + ", ".join(quiet), "start them: make run, or see var/log")
    return ok(name, "all have worked within the last minutes")


def check_dead_letters() -> Finding:
    """Look whether jobs wait for a person."""
    name = "dead letters"
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM (SELECT 1 FROM tasks_job WHERE state = 'dead' LIMIT 1000) AS first_ones"
            )
            count = int(cursor.fetchone()[0])
    except DatabaseError as error:
        return not_asked(name, error)
    if count:
        return warning(name, f"{count} jobs failed five times", "read why and redrive them: /admin/tasks/deadjob/")
    return ok(name, "none")


def check_clock() -> Finding:
    """Look whether this machine's clock agrees with Postgres's, by which everything is decided."""
    name = "clock"
    try:
        with connection.cursor() as cursor:
            before = time.time()
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            off = float(cursor.fetchone()[0]) - (before + time.time()) / 2
    except DatabaseError as error:
        return not_asked(name, error)
    if abs(off) > 2:
        return warning(
            name, f"is {abs(off):.1f} s {'behind' if off > 0 else 'ahead of'} Postgres's", "turn on NTP on both"
        )
    return ok(name, f"within {abs(off):.2f} s of Postgres's")


def check_disk() -> Finding:
    """Look whether there is room for spool, logs and media."""
    free = shutil.disk_usage(settings.VAR).free // 1_000_000
    if free < EMPTY_DISK_MB:
        return broken("disk", f"{free} MB left at {settings.VAR}", "free some room: nothing can be stored soon")
    if free < LOW_DISK_MB:
        return warning("disk", f"{free} MB left at {settings.VAR}", "free some room")
    return ok("disk", f"{free // 1000} GB free")


def check_secrets() -> Finding:
    """Look whether somebody else on this machine may read the secrets."""
    for path in (settings.VAR / "secrets.env", settings.BASE_DIR / ".env"):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return broken("secrets", f"{path} can be read by others", f"run: chmod 600 {path}")
    return ok("secrets", "only this user can read them")


CHECKS: tuple[Callable[[], Finding], ...] = (
    check_database,
    check_database_role,
    check_tenant_tables,
    check_connections,
    check_broker,
    check_broker_policy,
    check_cache,
    check_work,
    check_dead_letters,
    check_clock,
    check_disk,
    check_secrets,
)


def not_asked(name: str, error: Exception) -> Finding:
    """Say that a server did not answer this question; its own line says why, and how to mend it."""
    return broken(name, f"could not be asked: {first_line(error)}", "mend the server first")


def first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
