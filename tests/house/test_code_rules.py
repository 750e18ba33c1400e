"""Holds the code to the house rules. Each rule carries a good and a bad line: a rule that cannot fail proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from tests.house import code_rules
from tests.house.sources import Source, every_file, python_files

UNFINISHED = "todo".upper()


@dataclass(frozen=True)
class Rule:
    """What is not wanted, in a line that has it and in one that does well without, and where that line would stand."""

    faults: Callable[[Source], list[str]]
    bad: str
    good: str
    path: str = "bookings/services.py"
    good_path: str = ""

    def __str__(self) -> str:
        return self.faults.__name__


RULES = (
    Rule(code_rules.prints, "print('hello')", "self.stdout.write('hello')"),
    Rule(code_rules.publishes_outside_tasks, "send.delay(1)", "enqueue('messaging.send', message_id=1)"),
    Rule(code_rules.publishes_outside_tasks, "app.send_task('x')", "app.send_task('x')", good_path="tasks/doorbell.py"),
    Rule(code_rules.waits_in_the_broker, "send.apply_async(eta=later)", "enqueue('x', run_at=later)", "tasks/new.py"),
    Rule(code_rules.waits_in_the_broker, "publish(countdown=60)", "publish(countdown=5)", "tasks/new.py"),
    Rule(code_rules.waits_in_the_broker, "options = {'countdown': 6}", "options = {'countdown': 5}", "tasks/new.py"),
    Rule(code_rules.waits_in_the_broker, "self.retry()", "raise", "tasks/new.py"),
    Rule(code_rules.has_a_bare_redis_client, "redis.Redis(host='x')", "client(url, 0.25)"),
    Rule(code_rules.has_a_bare_redis_client, "Redis.from_url(url)", "caches['limits']"),
    Rule(code_rules.asks_the_outside_without_a_limit, "requests.get(url)", "requests.get(url, timeout=5)"),
    Rule(code_rules.asks_the_outside_without_a_limit, "request.urlopen(url)", "urlopen(url, timeout=5)"),
    Rule(code_rules.reads_the_clock_inside, "now = timezone.now()", "hold(now=now)"),
    Rule(code_rules.reads_the_clock_inside, "day = datetime.date.today()", "day = now.date()"),
    Rule(code_rules.reads_the_clock_inside, "hold(now=clock.now())", "clock.learn(moment)"),
    Rule(code_rules.reads_the_clock_inside, "from tenants.clock import now", "from tenants.clock import learn"),
    Rule(
        code_rules.reads_the_clock_inside,
        "datetime.datetime.now(tz=UTC)",
        "datetime.datetime.now(tz=UTC)",
        good_path="bookings/api/views.py",
    ),
    Rule(code_rules.says_not_what_it_is_for, "x = 1", '"""What this file is for."""\nx = 1'),
    Rule(code_rules.is_too_long, "x = 1\n" * 401, "x = 1\n" * 400),
    Rule(code_rules.has_endless_functions, "def f():" + "\n    x = 1" * 60, "def f():" + "\n    x = 1" * 59),
    Rule(code_rules.is_a_drawer, "x = 1", "x = 1", "bookings/utils.py", good_path="bookings/periods.py"),
    Rule(code_rules.has_something_left_to_do, f"x = 1  # {UNFINISHED}: more", "x = 1  # todo el mundo"),
    Rule(
        code_rules.makes_tasks_by_hand,
        "@shared_task(name='x')\ndef f(): ...",
        "@job('x')\ndef f(): ...",
        "tasks/new.py",
    ),
    Rule(code_rules.makes_tasks_by_hand, "@app.task\ndef f(): ...", "@periodic('x')\ndef f(): ...", "tasks/new.py"),
    Rule(
        code_rules.catches_everything_without_a_word,
        "try:\n    f()\nexcept Exception:\n    pass",
        "try:\n    f()\nexcept Exception:  # whatever the other side raises\n    pass",
    ),
    Rule(
        code_rules.pretends, "from unittest import mock", "from proof.faults.proxy import FaultProxy", "tests/test_x.py"
    ),
    Rule(
        code_rules.pretends,
        "@pytest.mark.skip\ndef f(): ...",
        "@pytest.mark.django_db\ndef f(): ...",
        "tests/test_x.py",
    ),
)
# Every kind of file can have something left to do; the rest is about Python.
FOR_EVERY_FILE = frozenset({code_rules.has_something_left_to_do})


@pytest.mark.parametrize("check", dict.fromkeys(rule.faults for rule in RULES), ids=lambda check: check.__name__)
def test_the_code_keeps_the_rule(check: Callable[[Source], list[str]]) -> None:
    files = every_file() if check in FOR_EVERY_FILE else python_files()

    broken = {str(source.path): faults for source in files if (faults := check(source))}

    assert broken == {}, check.__doc__


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_rule_sees_a_bad_line(rule: Rule) -> None:
    assert rule.faults(Source(PurePosixPath(rule.path), rule.bad))


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_rule_leaves_a_good_line_alone(rule: Rule) -> None:
    assert rule.faults(Source(PurePosixPath(rule.good_path or rule.path), rule.good)) == []


def test_every_rule_is_applied() -> None:
    rules = {rule.faults.__name__ for rule in RULES}

    known = {name for name, it in vars(code_rules).items() if callable(it) and is_a_rule(it)}

    assert known == rules


def is_a_rule(thing: Callable[..., object]) -> bool:
    """Return whether this is a function of code_rules that lists faults."""
    kind = getattr(thing, "__annotations__", {})
    return getattr(thing, "__module__", "") == code_rules.__name__ and kind == {
        "source": "Source",
        "return": "list[str]",
    }


def test_the_files_are_found() -> None:
    found = {str(source.path) for source in every_file()}

    assert {"manage.py", "config/settings.py", "tasks/base.py", "README.md", "Makefile", ".env.example"} <= found
