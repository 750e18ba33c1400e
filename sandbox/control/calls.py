"""The control: settings, ledger, state, conversations and files, all below /_sandbox/."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from sandbox.control.writing import write_messages
from sandbox.dials import BadDial, Dials
from sandbox.ledger import digits
from sandbox.web import Answer, Request, json_answer
from sandbox.world import World

Json = dict[str, object]
Call = Callable[[World, Request], Answer]

# Beside the dials: where posts go, the seed, the clock, and back to the beginning.
OTHERS = frozenset({"webhook", "secret", "seed", "jump_hours", "clock_hours", "reset"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
FAR = 24 * 366 * 10
PREFIX = "/_sandbox/"
# A browser shows these inside the page; everything else is downloaded, so that no file becomes a page of ours.
SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/")


def control(world: World, request: Request) -> Answer:
    """Answer a call of the control; a page of another site may make none."""
    if is_foreign(request) or is_renamed(world, request):
        return json_answer({"error": "another site may not steer the sandbox"}, 403)
    rest = request.path.removeprefix(PREFIX)
    if rest.startswith("media/") and request.method == "GET":
        return get_file(world, rest.removeprefix("media/"))
    if made := CALLS.get((request.method, rest)):
        return made(world, request)
    return json_answer({"error": "there is nothing here"}, 404)


def is_foreign(request: Request) -> bool:
    """Return whether a browser says that this comes from a page of somebody else."""
    origin = request.headers.get("origin")
    return bool(origin) and urlsplit(origin).netloc != request.headers.get("host")


def is_renamed(world: World, request: Request) -> bool:
    """Return whether loopback is asked by another name: a page of somebody else made theirs lead here."""
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname
    return world.options.host in LOOPBACK and name not in LOOPBACK


def get_settings(world: World, request: Request) -> Answer:
    """Return all dials and where posts go; the secret stays here."""
    shown: Json = {
        "webhook": world.address.url,
        "has_secret": bool(world.address.secret),
        "seed": world.dice.seed,
        "clock_hours": world.clock.offset_hours,
        "now": world.clock.now(),
    }
    return json_answer({**world.dials.as_json(), **shown})


def set_settings(world: World, request: Request) -> Answer:
    """Turn what is named, all or nothing."""
    try:
        wanted = request.json()
        if not isinstance(wanted, dict):
            raise BadDial("the body must be an object")
        others = {name: value for name, value in wanted.items() if name in OTHERS}
        check_others(others)
        dials = {name: value for name, value in wanted.items() if name not in OTHERS}
        Dials().turn(dials)
    except (BadDial, ValueError) as wrong:
        return json_answer({"error": str(wrong)}, 400)
    with world.lock:
        if others.get("reset"):
            world.dials = Dials()
            world.clock.offset_hours = 0.0
        world.dials.turn(dials)
        turn_others(world, others)
    return get_settings(world, request)


def check_others(others: Json) -> None:
    for name, value in others.items():
        if name in ("webhook", "secret"):
            fits = isinstance(value, str)
        elif name == "reset":
            fits = isinstance(value, bool)
        else:
            fits = isinstance(value, int | float) and not isinstance(value, bool) and -FAR <= value <= 2**63
        if not fits or (name.endswith("_hours") and float(str(value)) > FAR):
            raise BadDial(f"{name} cannot be {value!r}"[:200])


def turn_others(world: World, others: Json) -> None:
    world.address.url = str(others.get("webhook", world.address.url))
    world.address.secret = str(others.get("secret", world.address.secret))
    if "seed" in others:
        world.dice.start_again(int(str(others["seed"])))
    if "clock_hours" in others:
        world.clock.offset_hours = float(str(others["clock_hours"]))
    world.clock.jump(float(str(others.get("jump_hours", 0))))


def get_ledger(world: World, request: Request) -> Answer:
    """Return what was sent after ?since=, a number of the ledger."""
    since = request.query.get("since", "0")
    return json_answer(world.ledger.since(int(since) if since.isdecimal() and len(since) < 16 else 0))


def empty_ledger(world: World, request: Request) -> Answer:
    """Forget what was sent and said; dials stay."""
    world.forget()
    return json_answer({"success": True})


def get_state(world: World, request: Request) -> Answer:
    """Return counts: what was sent, what waits to be posted, how the webhook answered, and the numbers that are known."""
    with world.lock:
        numbers = dict(world.numbers)
    return json_answer(
        {
            "sends": len(world.ledger),
            "pending": world.post.pending(),
            "answers": {str(status): times for status, times in sorted(world.post.answers.items())},
            "connections": world.connections(),
            "numbers": [{"id": number, "name": name} for number, name in numbers.items()],
        }
    )


def get_chat(world: World, request: Request) -> Answer:
    """Return what is new in a guest's conversation after ?since=, a revision."""
    since, guest = request.query.get("since", "0"), digits(request.query.get("guest"))
    number = request.query.get("phone_number_id") or next(iter(world.numbers), "")
    revision = int(since) if since.isdecimal() and len(since) < 16 else 0
    return json_answer({**world.chats.since(number, guest, revision), "now": world.clock.now()})


def keep_file(world: World, request: Request) -> Answer:
    """Keep the bytes of a picture or a recording, as they are, and say its id."""
    if not request.body:
        return json_answer({"error": "the body is empty"}, 400)
    mime_type = request.query.get("mime_type") or request.headers.get("content-type", "application/octet-stream")
    if not mime_type.isascii() or not mime_type.isprintable() or len(mime_type) > 120:
        return json_answer({"error": "that is no media type"}, 400)
    stored = world.files.keep(request.body, mime_type, request.query.get("filename", ""))
    return json_answer({"id": stored.id, "mime_type": stored.mime_type, "sha256": stored.sha256_hex})


def get_file(world: World, media_id: str) -> Answer:
    """Return a file to the phone page, which needs no token."""
    stored = world.files.find(media_id)
    if stored is None:
        return json_answer({"error": "there is no such file"}, 404)
    if stored.mime_type.startswith(SHOWN):
        return Answer(200, stored.content, stored.mime_type, {"X-Content-Type-Options": "nosniff"})
    return Answer(200, stored.content, "application/octet-stream", {"Content-Disposition": "attachment"})


def get_templates(world: World, request: Request) -> Answer:
    """Return the catalogue."""
    return json_answer({"templates": world.templates.listed()})


def get_pushes(world: World, request: Request) -> Answer:
    """Return what came to the push service, sealed as it is."""
    return json_answer({"pushes": world.pushes.listed()})


def set_templates(world: World, request: Request) -> Answer:
    """Take these templates for the catalogue."""
    try:
        wanted = request.json()
    except ValueError:
        return json_answer({"error": "the body must be JSON"}, 400)
    templates = wanted.get("templates") if isinstance(wanted, dict) else None
    if not isinstance(templates, list) or not all(isinstance(item, dict) for item in templates):
        return json_answer({"error": "templates must be an array of objects"}, 400)
    world.templates.replace(cast("list[Json]", templates))
    return get_templates(world, request)


CALLS: dict[tuple[str, str], Call] = {
    ("GET", "settings"): get_settings,
    ("POST", "settings"): set_settings,
    ("GET", "ledger"): get_ledger,
    ("DELETE", "ledger"): empty_ledger,
    ("GET", "state"): get_state,
    ("POST", "messages"): write_messages,
    ("GET", "chat"): get_chat,
    ("POST", "media"): keep_file,
    ("GET", "pushes"): get_pushes,
    ("GET", "templates"): get_templates,
    ("POST", "templates"): set_templates,
}
