"""The house rules that a machine can see. Each is a plain function that lists what breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.sources import Source

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_COUNTDOWN = 400, 60, 5
APPS = ("tenants", "bookings", "transcription", "parcels", "messaging")
# Where a request, a task or a command begins, the clock is read once; further in, the moment is an argument.
EDGES = frozenset({"api", "views", "admin", "management", "intake", "clock"})
CLOCKS = frozenset({"now", "utcnow", "today", "localdate", "localtime"})
VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})
# In brackets, so that this line is not found.
NOT_YET = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b")


def prints(source: Source) -> list[str]:
    """Output goes to self.stdout or to a log."""
    return [at(call) for call in calls(source) if name_of(call) == "print"]


def publishes_outside_tasks(source: Source) -> list[str]:
    """Work is asked for by enqueue: a row, then a ring from the doorbell."""
    # The floor of a bench is Celery, with nothing of ours.
    if source.is_below("tasks", "tests", "proof/empty.py"):
        return []
    return [at(call) for call in calls(source) if last_name(call) in {"delay", "apply_async", "send_task"}]


def waits_in_the_broker(source: Source) -> list[str]:
    """Delays are run_at in Postgres; in the broker they run again at each visibility period."""
    values = [(keyword.arg, keyword.value) for call in calls(source) for keyword in call.keywords]
    for node in source.nodes:
        if isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
            values += [(key, value) for key, value in zip(keys, node.values, strict=True) if isinstance(key, str)]
    later = [at(value) for name, value in values if name == "eta" or (name == "countdown" and is_long(value))]
    return later + [at(call) for call in calls(source) if last_name(call) == "retry"]


def is_long(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float) and value.value > LONGEST_COUNTDOWN


def has_a_bare_redis_client(source: Source) -> list[str]:
    """redis-py's own client waits a minute for a hung server; config/redis.py makes those that do not."""
    if source.is_below("config/redis.py", "config/embedded", "proof", "tests"):
        return []
    makers = {"Redis", "StrictRedis", "ConnectionPool", "from_url"}
    return [at(call) for call in calls(source) if last_name(call) in makers]


def asks_the_outside_without_a_limit(source: Source) -> list[str]:
    """Every outside call has a time limit."""
    asking = (call for call in calls(source) if name_of(call) in {f"requests.{verb}" for verb in VERBS})
    opening = (call for call in calls(source) if last_name(call) == "urlopen")
    return [at(call) for call in (*asking, *opening) if not any(word.arg == "timeout" for word in call.keywords)]


def reads_the_clock_inside(source: Source) -> list[str]:
    """The edge reads the clock once and passes `now`; whatever decides or acts is told."""
    parts = {part.removesuffix(".py") for part in source.path.parts}
    if not source.is_below(*APPS) or parts & EDGES:
        return []
    owners = {"datetime", "date", "timezone", "clock"}
    clocks = {f"{owner}.{clock}" for owner in owners for clock in CLOCKS} | {"time.time"}
    read = [at(call) for call in calls(source) if ".".join(name_of(call).split(".")[-2:]) in clocks]
    return read + [at(node) for node in source.nodes if isinstance(node, ast.ImportFrom) and takes_the_clock(node)]


def takes_the_clock(node: ast.ImportFrom) -> bool:
    """Return whether a moment could be asked for without naming the clock."""
    return node.module in {"tenants.clock", "time", "django.utils.timezone"} and any(
        alias.name in CLOCKS | {"time"} for alias in node.names
    )


def says_not_what_it_is_for(source: Source) -> list[str]:
    """A file begins with a docstring; one that is empty needs none."""
    return ["line 1"] if source.tree.body and not ast.get_docstring(source.tree) else []


def is_too_long(source: Source) -> list[str]:
    """A file that does not fit into a head becomes a folder."""
    lines = len(source.text.splitlines())
    return [f"{lines} lines"] if lines > LONGEST_FILE else []


def has_endless_functions(source: Source) -> list[str]:
    """A good function has about eight lines, few have more than forty."""
    functions = (node for node in source.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [at(it) for it in functions if (it.end_lineno or it.lineno) - it.lineno >= LONGEST_FUNCTION]


def is_a_drawer(source: Source) -> list[str]:
    """The topic is the name."""
    return [str(source.path)] if {"utils.py", "utils"} & set(source.path.parts) else []


def has_something_left_to_do(source: Source) -> list[str]:
    """What is not done is an issue, not a comment."""
    return [f"line {source.text.count(chr(10), 0, found.start()) + 1}" for found in NOT_YET.finditer(source.text)]


def makes_tasks_by_hand(source: Source) -> list[str]:
    """@job and @periodic count attempts, measure, and know who asked."""
    if source.is_below("tasks/base.py", "proof/empty.py"):
        return []
    makers = ("shared_task", "app.task", "celery.task")
    names = (dotted(node) for node in source.nodes if isinstance(node, ast.Name | ast.Attribute))
    return [name for name in names if name.endswith(makers)]


def catches_everything_without_a_word(source: Source) -> list[str]:
    """Whoever catches all errors says why on the same line, or raises again."""
    lines = source.text.splitlines()
    handlers = (node for node in source.nodes if isinstance(node, ast.ExceptHandler))
    broad = (it for it in handlers if it.type is None or dotted(it.type) in {"Exception", "BaseException"})
    return [at(it) for it in broad if "#" not in lines[it.lineno - 1] and not raises_again(it)]


def raises_again(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(handler))


def pretends(source: Source) -> list[str]:
    """A test runs, and meets the real thing or a fake with a life of its own: no mocks, no skipping."""
    if not source.is_below("tests"):
        return []
    names = (dotted(node) for node in source.nodes if isinstance(node, ast.Attribute))
    skipping = [name for name in names if name.endswith(("pytest.skip", "mark.skip", "mark.skipif", "mark.xfail"))]
    imports = [node for node in source.nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = [getattr(node, "module", None) or "" for node in imports]
    imported += [alias.name for node in imports for alias in node.names]
    return skipping + [name for name in imported if name.split(".")[-1] == "mock"]


def calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in source.nodes if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return dotted(call.func)


def last_name(call: ast.Call) -> str:
    return dotted(call.func).rpartition(".")[2]


def dotted(node: ast.expr) -> str:
    """Return a name as it is written: `a.b.c`; what is reached through a call or an index is left out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def at(node: ast.expr | ast.stmt | ast.ExceptHandler) -> str:
    return f"line {node.lineno}"
