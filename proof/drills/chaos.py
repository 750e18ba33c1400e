"""`chaos`: everything breaks while guests write, and by Meta's own ledger each message is answered exactly once, in order.

Workers are killed every second; Redis is emptied and started again, Postgres too; webhooks come twice and shuffled; Meta
fails, and takes messages without saying so. A reply names the messages that it answers: the sandbox's ledger alone is judge.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from redis.exceptions import RedisError

from config.embedded import postgres, secrets, services, valkey
from config.redis import client
from config.supervise.plan import FULL
from messaging.models import Message, Outgoing
from proof.drills import crew
from proof.drills.ledger import hold
from proof.drills.street import Told, accepted, name_in, names_answered, plan_posts, post_all, teach, turn_dials
from proof.faults.machine import free_port, listens
from proof.faults.processes import NotInTime, Process, tree, wait_for
from proof.line import Line, make_line, set_patience
from proof.result import DrillResult
from tenants.scoping import tenant_scope

ACTOR = "drill:chaos"
CREWS = ("inbound", "nlu", "outbound")
KILL_EVERY = 1.0
# A worker needs some seconds to start: killed whole each second, none would ever work.
WHOLE_EVERY = 6
# Short, so that what a killed worker held is looked at while the drill lasts.
HASTE = {"WHATSAPP_UNKNOWN_SECONDS": "3", "WHATSAPP_SEND_SECONDS": "5", "WHATSAPP_SECONDS_PER_GUEST": "0"}
# What a message of ours may end as: a reply is dropped where the guest wrote on and is answered together.
SETTLED = ("delivered", "read", "unknown", "dropped")
TROUBLE = {"error_5xx": 0.05, "timeout_after_accept": 0.02, "hang_seconds": 20}
CALM = {"error_5xx": 0.0, "timeout_after_accept": 0.0}


@dataclass(frozen=True)
class Size:
    """How many guests write how many messages each, within how long, and how long the drill may drain."""

    guests: int
    each: int
    seconds: float
    drain: float


LONG, SHORT = Size(100, 10, 60.0, 300.0), Size(20, 5, 15.0, 180.0)


def chaos(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Let guests write while everything breaks, then wait until all is quiet, and compare with Meta's ledger."""
    size, chance = SHORT if short else LONG, random.Random(seed)
    line = make_line("drill-chaos", numbers=4)
    set_patience(line.tenant, debounce_ms=1500, fragment_ms=1500)
    teach(line)
    posts = plan_posts(line, guests=size.guests, each=size.each, seconds=size.seconds, chance=chance)
    began = time.monotonic()
    with the_house(seed) as (meta, workers):
        turn_dials(meta, **TROUBLE)
        trouble = Trouble(workers, chance, say)
        told = trouble.while_posting(posts)
        say(f"all {told.posted} webhooks are taken; waiting for quiet")
        turn_dials(meta, **CALM)
        drain_began = time.monotonic()
        try:
            wait_for(
                lambda: trouble.are_kept() and is_quiet(line) and is_all_told(line),
                within=size.drain,
                every=0.5,
                what="every message to be answered, and every answer to be delivered",
            )
        except NotInTime:
            say(what_waits())
            raise
        drained = time.monotonic() - drain_began
        entries = accepted(meta)
    found = compare(line, entries, wanted={post.name for post in posts})
    found |= {
        "guests": size.guests,
        "messages": size.guests * size.each,
        "webhooks": told.posted,
        "webhooks_again": told.refused,
        "slowest_webhook_seconds": round(told.slowest, 3),
        "kills": trouble.kills,
        "ended_by_themselves": trouble.ended,
        "redis_restarts": trouble.redis,
        "postgres_restarts": trouble.postgres,
        "drain_seconds": round(drained, 1),
        "seconds": round(time.monotonic() - began, 1),
    }
    passed, broken = hold(
        {
            "nothing lost": not found["lost"],
            "nothing repeated": not found["repeated"],
            "nothing out of order": not found["disordered"],
            "every answer was delivered": not found["undelivered"],
            "it was chaos": trouble.kills > 0 and trouble.redis > 0 and trouble.postgres > 0,
        }
    )
    return DrillResult("chaos", passed, seed, found | {"broken": broken})


@contextmanager
def the_house(seed: int) -> Iterator[tuple[str, list[Process]]]:
    """Run web, beat, the workers that messages need, and somebody in Meta's place; yield Meta's address and the workers."""
    with ExitStack() as stack:
        os.environ |= HASTE
        port = free_port()
        stack.enter_context(crew.meta(port, seed=seed))
        meta = os.environ["GRAPH_URL"] = f"http://127.0.0.1:{port}"
        wait_for(lambda: listens(port), within=30, what="the sandbox to listen")
        # Guests write past the sandbox, which would take its window for closed and let every answer fail.
        turn_dials(meta, window=False)
        stack.enter_context(crew.web())
        wait_for(lambda: listens(settings.PORT), within=60, every=0.2, what="the web process to listen")
        stack.enter_context(crew.beat())
        programs = [each.program() for each in FULL if each.name in CREWS]
        workers = [stack.enter_context(crew.process_of(program)) for program in programs]
        wait_for(lambda: crew.are_at_work(*CREWS, "sweep"), within=120, every=0.5, what="the workers to work")
        yield meta, workers


class Trouble:
    """What breaks while guests write."""

    def __init__(self, workers: Sequence[Process], chance: random.Random, say: Callable[[str], None]) -> None:
        self.workers = workers
        self.chance = chance
        self.say = say
        self.kills = self.redis = self.postgres = self.ended = 0

    def while_posting(self, posts: Sequence[Any]) -> Told:
        """Break something every second until everything is posted; Redis and Postgres a third and two thirds on the way."""
        ended, result = threading.Event(), []
        poster = threading.Thread(target=lambda: result.append(post_all(posts, ended=ended)))
        length, began = posts[-1].due, time.monotonic()
        poster.start()
        try:
            while poster.is_alive():
                poster.join(KILL_EVERY)
                passed = time.monotonic() - began
                self.are_kept()
                self.kill_one()
                if passed > length / 3 and not self.redis:
                    self.empty_redis()
                if passed > length * 2 / 3 and not self.postgres:
                    self.restart_postgres()
        finally:
            ended.set()
            poster.join()
        return result[0]

    def are_kept(self) -> bool:
        """Return True, after starting those again that ended since their broker went away, as the supervisor does."""
        for worker in self.workers:
            if worker.exit_code is not None:
                worker.start()
                self.ended += 1
        return True

    def kill_one(self) -> None:
        """Kill a child of a worker, which replaces it at once; every few times the worker with all its children."""
        worker = self.chance.choice(self.workers)
        children = tree(worker.pid)[1:]
        if children and self.kills % WHOLE_EVERY:
            with suppress(ProcessLookupError):
                os.kill(self.chance.choice(children), signal.SIGKILL)
        elif self.kills % WHOLE_EVERY == 0:
            worker.kill()
            worker.start()
        else:
            return
        self.kills += 1

    def empty_redis(self) -> None:
        """Forget all rings and limits, and start the server again."""
        place = services.default_place()
        with suppress(RedisError):
            client(settings.REDIS_URL, 1.0).flushall()
        valkey.stop(place, valkey.BROKER)
        valkey.start(place, valkey.BROKER, secrets.load_or_make(place.secrets_file))
        self.redis += 1
        self.say("Redis was emptied and started again")

    def restart_postgres(self) -> None:
        place = services.default_place()
        postgres.stop(place)
        postgres.start(place, secrets.load_or_make(place.secrets_file))
        self.postgres += 1
        self.say("Postgres was started again")


def is_quiet(line: Line) -> bool:
    """Return whether nothing waits: no webhook, no conversation, no message."""
    close_old_connections()
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT EXISTS (SELECT FROM messaging_rawevent WHERE state = 'waiting')
                       OR EXISTS (SELECT FROM messaging_mailbox WHERE ready_at IS NOT NULL)"""
            )
            is_waiting = bool(cursor.fetchone()[0])
        return not is_waiting and not Outgoing.objects.exists()
    except (DatabaseError, InterfaceError):
        return False


def is_all_told(line: Line) -> bool:
    """Return whether Meta has said of every message of ours what became of it, and that was written down."""
    close_old_connections()
    try:
        with tenant_scope(line.tenant.pk, actor=ACTOR):
            return not Message.objects.filter(direction="out", state__in=("accepted", "sent")).exists()
    except (DatabaseError, InterfaceError):
        return False


def what_waits() -> str:
    """Return what is still to be done, for whoever looks into a drill that did not end."""
    close_old_connections()
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT json_agg(t) FROM (SELECT id, attempts, read_at, error FROM messaging_rawevent
                                                WHERE state = 'waiting' LIMIT 5) AS t),
                      (SELECT json_agg(t) FROM (SELECT * FROM messaging_mailbox WHERE ready_at IS NOT NULL LIMIT 5) AS t),
                      (SELECT json_agg(t) FROM (SELECT * FROM messaging_outgoing LIMIT 5) AS t), now()"""
        )
        return f"waiting: {cursor.fetchone()}"


def compare(line: Line, entries: Sequence[dict[str, Any]], *, wanted: set[str]) -> dict[str, Any]:
    """Return what the ledger says about each message, by its name."""
    answered = names_answered(entries, line)
    counts = Counter(name for replies in answered.values() for names in replies for name in names)
    with tenant_scope(line.tenant.pk, actor=ACTOR):
        unknown = named_by_unknown(line)
        late = late_names()
        undelivered = Message.objects.filter(direction="out").exclude(state__in=SETTLED).count()
    lost = sorted(wanted - set(counts) - unknown)
    repeated = sorted(name for name, count in counts.items() if count > 1)
    disordered = sorted(guest for guest, replies in answered.items() if is_disordered(replies, late))
    return {
        "lost": len(lost),
        "repeated": len(repeated),
        "disordered": len(disordered),
        "unknown": len(unknown),
        "late": len(late),
        "undelivered": undelivered + sum(entry["failure"] is not None for entry in entries),
        "replies": sum(len(replies) for replies in answered.values()),
        "examples": {"lost": lost[:5], "repeated": repeated[:5], "disordered": disordered[:5]},
    }


def named_by_unknown(line: Line) -> set[str]:
    """Return what is named by replies that nobody knows the fate of, and that a person was asked about."""
    unknown = Message.objects.filter(direction="out", state="unknown").values_list("answers", flat=True)
    ids = [message_id for answers in unknown for message_id in answers]
    return {name_in(text) for text in Message.objects.filter(pk__in=ids).values_list("text", flat=True)}


def late_names() -> set[str]:
    """Return the messages that came after a later one of the same guest had been answered: they are answered next."""
    late: set[str] = set()
    for reply in (
        Message.objects.filter(direction="out")
        .exclude(state="dropped")
        .only("answers", "created_at", "conversation_id")
    ):
        newest = Message.objects.filter(pk__in=reply.answers).order_by("-sent_at").values_list("sent_at", flat=True)[:1]
        for sent_at in newest:
            came_later = Message.objects.filter(
                conversation_id=reply.conversation_id,
                direction="in",
                sent_at__lt=sent_at,
                created_at__gte=reply.created_at,
            )
            late |= {name_in(text) for text in came_later.values_list("text", flat=True)}
    return late


def is_disordered(replies: Sequence[Sequence[str]], late: set[str]) -> bool:
    """Return whether a guest's replies name the messages in another order than Meta's, those apart that came late."""
    names = [name for reply in replies for name in reply if name not in late]
    return names != sorted(names)
