"""A street full of guests who write: what each of them writes, when Meta posts it, and what the sandbox says was answered."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
from django.conf import settings

from messaging.models import KnownAnswer, Message
from proof.floor import SECRET
from proof.line import APP, Line, webhook
from sandbox.envelopes import signature
from tenants.scoping import tenant_scope

# Meta posts again what was not answered with 200; sooner here, since a drill does not last for days.
AGAIN_AFTER = 0.3
POSTERS = 6
TWICE = 0.25
NAME = re.compile(r"m\d{3}-\d{2}")
ACTOR = "drill:street"
# What guests ask about, and the word for it.
TOPICS = (
    ("wifi", "wifi"),
    ("pool", "pileta"),
    ("parking", "estacionamiento"),
    ("breakfast", "desayuno"),
    ("kitchen", "cocina"),
    ("towels", "toallas"),
    ("heating", "calefacción"),
    ("laundry", "lavarropas"),
    ("barbecue", "parrilla"),
    ("tv", "televisor"),
)


@dataclass(frozen=True)
class Post:
    """One webhook: due so many seconds after the beginning; `name` is the message's own word."""

    due: float
    name: str
    body: bytes


@dataclass
class Told:
    """What became of the posts."""

    posted: int = 0
    refused: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


def plan_posts(line: Line, *, guests: int, each: int, seconds: float, chance: random.Random) -> list[Post]:
    """Return the posts: every guest writes in bursts, a burst comes shuffled within a second, and some of it twice."""
    began = int(time.time())
    posts: list[Post] = []
    for guest in range(guests):
        first = 0
        while first < each:
            burst = range(first, min(each, first + chance.randint(1, 3)))
            due = seconds * first / each + chance.random() * seconds / each / 2
            for number in burst:
                posts += [post(line, guest, number, began=began, due=due + chance.random()) for _ in copies(chance)]
            first = burst.stop
    return sorted(posts, key=lambda it: it.due)


def copies(chance: random.Random) -> range:
    return range(2 if chance.random() < TWICE else 1)


def post(line: Line, guest: int, number: int, *, began: int, due: float) -> Post:
    """Return one message as Meta posts it; those of a guest are a second apart by Meta's clock."""
    name = f"m{guest:03}-{number:02}"
    body = webhook(
        line.numbers[guest % len(line.numbers)],
        guest,
        question(name, number),
        wamid=f"wamid.{line.run}{name}",
        at=began - 60 + number,
    )
    return Post(due, name, body)


def post_all(posts: Sequence[Post], *, ended: threading.Event) -> Told:
    """Post everything in time, again and again until it is taken; several side by side, as Meta does."""
    told, began = Told(), time.monotonic()
    lanes = [posts[lane::POSTERS] for lane in range(POSTERS)]
    threads = [threading.Thread(target=post_lane, args=(lane, told, began, ended)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def post_lane(posts: Sequence[Post], told: Told, began: float, ended: threading.Event) -> None:
    """Post some of them, in turn."""
    connection: http.client.HTTPConnection | None = None
    for wanted in posts:
        if ended.wait(max(0.0, began + wanted.due - time.monotonic())):
            return
        while not ended.is_set():
            asked = time.monotonic()
            connection, is_taken = post_once(connection, wanted.body)
            with told.lock:
                told.slowest = max(told.slowest, time.monotonic() - asked)
                told.posted += is_taken
                told.refused += not is_taken
            if is_taken:
                break
            ended.wait(AGAIN_AFTER)


def post_once(
    connection: http.client.HTTPConnection | None, body: bytes
) -> tuple[http.client.HTTPConnection | None, bool]:
    """Post one webhook, and return the connection if it is still good, and whether it was taken."""
    wire = connection or http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=10)
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature(SECRET, body)}
    try:
        wire.request("POST", f"/webhooks/whatsapp/{APP}", body, headers)
        answer = wire.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        wire.close()
        return None, False
    return wire, answer.status == 200


def write_by_phone(meta: str, line: Line, posts: Sequence[Post]) -> Told:
    """Let guests write by the sandbox, which then knows since when its windows are open; each of them once."""
    told = Told()
    for guest, name in enumerate(sorted({it.name for it in posts})):
        words = {"from": f"54911{guest:08}", "type": "text", "text": question(name, 0)}
        words["phone_number_id"] = line.numbers[guest % len(line.numbers)]
        answer = requests.post(f"{meta}/_sandbox/messages", json=words, timeout=30)
        told.posted += answer.json().get("status") == 200
    return told


def accepted(meta: str) -> list[dict[str, Any]]:
    """Return what the sandbox's Meta has accepted, in order."""
    entries = requests.get(f"{meta}/_sandbox/ledger", timeout=30).json()["entries"]
    return [entry for entry in entries if entry["outcome"] == "accepted"]


def turn_dials(meta: str, **dials: Any) -> None:
    """Let the sandbox's Meta behave differently."""
    requests.post(f"{meta}/_sandbox/settings", json=dials, timeout=30).raise_for_status()


def names_answered(entries: Sequence[dict[str, Any]], line: Line) -> dict[str, list[list[str]]]:
    """Return by guest which messages each reply answers, reply by reply: as Meta took them, by our rows."""
    with tenant_scope(line.tenant.pk, actor=ACTOR):
        replies = dict(Message.objects.filter(direction="out").exclude(wamid="").values_list("wamid", "answers"))
        heard = dict(Message.objects.filter(direction="in").values_list("pk", "text"))
    by_guest: dict[str, list[list[str]]] = defaultdict(list)
    for entry in entries:
        if names := [name_in(heard[pk]) for pk in replies.get(entry["wamid"], ())]:
            by_guest[entry["to"]].append(names)
    return by_guest


def name_in(text: str) -> str:
    """Return the word by which a message is known."""
    return "".join(NAME.findall(text)[:1])


def question(name: str, number: int) -> str:
    """Return what a guest asks: something else each time, so that the bot says nothing twice in a row to them."""
    return f"¿Tienen {TOPICS[number % len(TOPICS)][1]}? {name}"


def teach(line: Line) -> None:
    """Let the bot know the answers."""
    with tenant_scope(line.tenant.pk, actor=ACTOR):
        for topic, word in TOPICS:
            KnownAnswer.objects.update_or_create(topic=topic, language="", defaults={"text": f"Sí, tenemos {word}."})
