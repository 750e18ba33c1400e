"""Drills with guests on the line: webhooks that come many times, a Postgres that goes away, a window that closes."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections

from config.embedded import postgres, secrets, services
from config.supervise.plan import FULL
from messaging.models import Conversation, Message
from messaging.services.saying import say as say_to_guest
from messaging.whatsapp.outgoing import TemplateMessage, Text
from proof.drills import crew
from proof.drills.chaos import CREWS, HASTE, compare, is_all_told, is_quiet
from proof.drills.ledger import hold
from proof.drills.street import Post, Told, accepted, plan_posts, post_all, teach, turn_dials, write_by_phone
from proof.faults.machine import free_port, listens
from proof.faults.processes import wait_for
from proof.line import Line, make_line, set_patience
from proof.result import DrillResult
from tenants import clock
from tenants.scoping import tenant_scope

ACTOR = "drill:line"
COPIES = 5
DRAIN = 180.0


@contextmanager
def the_line(seed: int, *, window: bool = False) -> Iterator[str]:
    """Run web, beat, the workers that messages need, and the sandbox in Meta's place; yield its address.

    The sandbox minds its window only where guests write by it; others write past it.
    """
    with ExitStack() as stack:
        os.environ |= HASTE
        port = free_port()
        stack.enter_context(crew.meta(port, seed=seed))
        os.environ["GRAPH_URL"] = meta = f"http://127.0.0.1:{port}"
        stack.enter_context(crew.web())
        for wanted in (port, settings.PORT):
            wait_for(partial(listens, wanted), within=60, every=0.2, what="web and sandbox to listen")
        turn_dials(meta, window=window)
        stack.enter_context(crew.beat())
        for each in FULL:
            if each.name in CREWS:
                stack.enter_context(crew.process_of(each.program()))
        wait_for(lambda: crew.are_at_work(*CREWS, "sweep"), within=120, every=0.5, what="the workers to work")
        yield meta


def duplicate_webhook(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Post every webhook five times, side by side and out of order: each message is one row and is answered once."""
    chance = random.Random(seed)
    guests, each, seconds = (10, 3, 4.0) if short else (100, 5, 20.0)
    line = a_line("drill-duplicate")
    posts = plan_posts(line, guests=guests, each=each, seconds=seconds, chance=chance)
    copies = [replace(post, due=post.due + chance.random() / 2) for post in posts for _ in range(COPIES)]
    with the_line(seed) as meta:
        told = post_all(sorted(copies, key=lambda it: it.due), ended=threading.Event())
        found = settle(line, meta, posts, told, say)
    return result("duplicate-webhook", seed, found | {"webhooks_each": COPIES})


def database_restart(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Stop Postgres while guests write: their webhooks are taken all the same, and answered when it is back."""
    chance = random.Random(seed)
    guests, each, seconds = (10, 4, 10.0) if short else (60, 10, 40.0)
    line = a_line("drill-database")
    posts = plan_posts(line, guests=guests, each=each, seconds=seconds, chance=chance)
    with the_line(seed) as meta:
        stopper = threading.Thread(target=stop_postgres, args=(seconds / 4, seconds / 3, say))
        stopper.start()
        told = post_all(posts, ended=threading.Event())
        stopper.join()
        found = settle(line, meta, posts, told, say)
    return result("database-restart", seed, found, {"every webhook was taken at once": told.refused == 0})


def stop_postgres(after: float, length: float, say: Callable[[str], None]) -> None:
    """Stop Postgres after a while, and start it again."""
    time.sleep(after)
    place = services.default_place()
    postgres.stop(place)
    say("Postgres is away")
    time.sleep(length)
    postgres.start(place, secrets.load_or_make(place.secrets_file))
    say("Postgres is back")


def window_closed(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Say something to guests who wrote a day ago: a template goes where there is one, and nothing else does."""
    chance = random.Random(seed)
    guests = 4 if short else 20
    line = a_line("drill-window")
    posts = plan_posts(line, guests=guests, each=1, seconds=1.0, chance=chance)
    with the_line(seed, window=True) as meta:
        told = write_by_phone(meta, line, posts)
        found = settle(line, meta, posts, told, say)
        turn_dials(meta, jump_hours=25)
        said = say_late(line)
        wait_for(lambda: is_quiet(line), within=DRAIN, every=0.3, what="everything to be sent or given up")
        wait_for(lambda: are_told(line, said), within=DRAIN, every=0.3, what="Meta to say what became of it")
        types = [entry["type"] for entry in accepted(meta)[found["replies"] :]]
    failed = states(line, said["without"])
    found |= {
        "late": 0,
        "templates": types.count("template"),
        "free_texts": types.count("text"),
        "failed": failed.count("failed"),
    }
    promises = {
        "a template went where there was one": found["templates"] == guests,
        "what had none failed and says so": found["failed"] == guests,
    }
    return result("window-closed", seed, found, promises)


def say_late(line: Line) -> dict[str, list[int]]:
    """Say two things to each guest: one with a template to fall back to, one without. Our rows believe the window open."""
    said: dict[str, list[int]] = {"with": [], "without": []}
    with tenant_scope(line.tenant.pk, actor=ACTOR):
        for talk in Conversation.objects.select_related("number"):
            for name, fallback in (
                ("with", TemplateMessage(name="recordatorio", language="es", body=())),
                ("without", None),
            ):
                message = say_to_guest(
                    conversation=talk, content=Text(f"{name} {talk.pk}"), now=clock.now(), fallback=fallback
                )
                said[name] += [message.pk] if message else []
    return said


def are_told(line: Line, said: dict[str, list[int]]) -> bool:
    """Return whether Meta has said of each message whether it got through."""
    return all(state in {"failed", "delivered", "read"} for state in states(line, said["with"] + said["without"]))


def states(line: Line, messages: Sequence[int]) -> list[str]:
    with tenant_scope(line.tenant.pk, actor=ACTOR):
        return list(Message.objects.filter(pk__in=messages).values_list("state", flat=True))


def a_line(slug: str) -> Line:
    line = make_line(slug, numbers=2)
    set_patience(line.tenant, debounce_ms=1000, fragment_ms=1000)
    teach(line)
    return line


def settle(line: Line, meta: str, posts: Sequence[Post], told: Told, say: Callable[[str], None]) -> dict[str, Any]:
    """Wait until all is quiet, and return what Meta's ledger says of each message."""
    say(f"{told.posted} webhooks are taken; waiting for quiet")
    connections.close_all()
    wait_for(lambda: is_quiet(line), within=DRAIN, every=0.3, what="every message to be answered")
    wait_for(lambda: is_all_told(line), within=DRAIN, every=0.3, what="every answer to be delivered")
    names = {post.name for post in posts}
    found = compare(line, accepted(meta), wanted=names)
    with tenant_scope(line.tenant.pk, actor=ACTOR):
        rows = Message.objects.filter(direction="in").count()
    return found | {
        "messages": len(names),
        "rows": rows,
        "webhooks": told.posted,
        "webhooks_again": told.refused,
        "slowest_webhook_seconds": round(told.slowest, 3),
    }


def result(name: str, seed: int, found: dict[str, Any], more: dict[str, bool] | None = None) -> DrillResult:
    """Return what a drill found, and whether it kept what all of them promise."""
    promises = {
        "nothing lost": not found["lost"],
        "nothing repeated": not found["repeated"],
        "nothing out of order": not found["disordered"],
        "every answer was delivered": not found["undelivered"],
        "each message is one row": found["rows"] == found["messages"],
    }
    passed, broken = hold(promises | (more or {}))
    return DrillResult(name, passed, seed, found | {"broken": broken})
