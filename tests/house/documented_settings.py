"""Reads twice what must agree about settings: once from the code, once from the page that documents it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import config.settings
from config.broker import publisher_transport
from config.settings import env
from tests.house import compose
from tests.house.sources import Source, code

LISTED = re.compile(r"^# ?([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)
CELERY_SETTING = re.compile(r"CELERY_[A-Z_]+")
# What bounds a wait or a number of connections, by how such settings are named.
BOUND = re.compile(r"_(?:TIMEOUT|SIZE|LIFETIME|CONNECTIONS|PROCESSES|THREADS|LIMIT)$")


def settings_in_code() -> set[str]:
    """Return what the settings asked for when they were read, what code asks `env` for, and what Compose fills in."""
    tree = compose.load()
    passed_on = {name for name, value in tree["services"]["web"]["environment"].items() if value is None}
    lines = compose.FILE.read_text(encoding="utf-8").splitlines()
    filled_in = compose.variables("\n".join(line for line in lines if not line.lstrip().startswith("#")))
    return env.names | passed_on | filled_in | {name for source in code() for name in names_read(source)}


def names_read(source: Source) -> set[str]:
    """Return the names that a file reads with `env.<type>("NAME", ...)`."""
    return {name for name, _ in defaults_read(source)} if source.path.suffix == ".py" else set()


def defaults_read(source: Source) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield each name that a file reads with `env.<type>("NAME", default)`, and its default as it stands there."""
    for call in (node for node in source.nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        of_env = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "env"
        if of_env and call.args and isinstance(call.args[0], ast.Constant):
            named = [word.value for word in call.keywords if word.arg == "default"]
            yield str(call.args[0].value), next(iter([*call.args[1:], *named]), None)


def plain_defaults(source: Source) -> dict[str, str]:
    """Return the defaults that stand in the code as plain values, as somebody would write them into a file."""
    return {name: plain(it.value) for name, it in defaults_read(source) if isinstance(it, ast.Constant)}


def plain(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None else str(value)


def settings_listed(text: str) -> set[str]:
    return set(defaults_listed(text))


def defaults_listed(text: str) -> dict[str, str]:
    """Return the settings of .env.example with their defaults."""
    return dict(LISTED.findall(text))


def unexplained(text: str) -> list[str]:
    """Return the settings of .env.example without a sentence in the line above."""
    lines = text.splitlines()
    pairs = zip(["", *lines], lines, strict=False)
    return [line for above, line in pairs if LISTED.match(line) and (LISTED.match(above) or not above.endswith("."))]


def bounds_in_code() -> set[str]:
    """Return the settings that bound a wait or a number of connections."""
    return {name for name in env.names if BOUND.search(name)}


def bounds_in_pools(text: str) -> dict[str, str]:
    """Return the settings in the first table of the page about pools, with their values without the unit."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+)", text, re.MULTILINE)
    return dict(rows)


def celery_settings() -> set[str]:
    """Return every setting of Celery's that we make, and every option of its transport."""
    ours = {name for name in vars(config.settings) if CELERY_SETTING.fullmatch(name)}
    worker = config.settings.CELERY_BROKER_TRANSPORT_OPTIONS
    return ours | set(publisher_transport(worker, timeout=1))


def celery_settings_explained(text: str) -> set[str]:
    """Return the settings that the page about queues names, and the options in its section about the transport."""
    transport = re.search(r"^### The transport\n(.*?)^###? ", text, re.MULTILINE | re.DOTALL)
    options = re.findall(r"`([a-z]+(?:_[a-z]+)+)`", transport[1]) if transport else []
    return set(CELERY_SETTING.findall(text)) | set(options)
