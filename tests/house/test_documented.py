"""Holds the docs to the code: what there is stands in them, and what stands in them is there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest
from django.core.management.base import BaseCommand, CommandParser
from django.urls import path

from config.home import home
from tests.house import documented, documented_commands, documented_settings
from tests.house.compose import ROOT
from tests.house.sources import Source, code

COMMANDS = "docs/reference/commands.md"


@dataclass(frozen=True)
class Twins:
    """Names in the code, the page that must have the same, and a name, with its line, that neither knows."""

    what: str
    in_code: Callable[[], set[str]]
    on_page: Callable[[str], Collection[str]]
    page: str
    imagined: tuple[str, str]

    def __str__(self) -> str:
        return self.what

    @property
    def text(self) -> str:
        return (ROOT / self.page).read_text(encoding="utf-8")


TWINS = (
    Twins(
        "setting",
        documented_settings.settings_in_code,
        documented_settings.settings_listed,
        ".env.example",
        ("IMAGINED", "# IMAGINED=1"),
    ),
    Twins(
        "bound",
        documented_settings.bounds_in_code,
        documented_settings.bounds_in_pools,
        "docs/explanation/pools.md",
        ("IMAGINED_TIMEOUT", "| `IMAGINED_TIMEOUT` | 2 s | |"),
    ),
    Twins(
        "setting of Celery",
        documented_settings.celery_settings,
        documented_settings.celery_settings_explained,
        "docs/explanation/queues.md",
        ("CELERY_IMAGINED", "| `CELERY_IMAGINED` | on | |"),
    ),
    Twins(
        "command",
        documented_commands.command_names,
        documented_commands.commands_documented,
        COMMANDS,
        ("imagined", "### `manage.py imagined`"),
    ),
    Twins(
        "word of a command",
        documented_commands.command_words,
        documented_commands.command_words_documented,
        COMMANDS,
        ("up --imagined", "### `manage.py up`\n\n- `--imagined`: nothing"),
    ),
    Twins(
        "target of make",
        documented_commands.make_targets,
        documented_commands.make_targets_documented,
        COMMANDS,
        ("imagined", "| `make imagined` | |"),
    ),
    Twins(
        "task",
        documented.task_names,
        documented.first_cells,
        "docs/reference/tasks.md",
        ("imagined.task", "| `imagined.task` | `side` |"),
    ),
    Twins(
        "queue",
        documented.queue_names,
        documented.queues_documented,
        "docs/explanation/architecture.md",
        ("imagined", "| queue | work |\n| `imagined` | |"),
    ),
    Twins(
        "address",
        documented.addresses,
        documented.addresses_documented,
        "docs/reference/endpoints.md",
        ("/imagined/", "| `/imagined/` | GET |"),
    ),
    Twins(
        "metric",
        documented.metric_names,
        documented.metrics_documented,
        "docs/reference/metrics.md",
        ("conserje_imagined_total", "| `conserje_imagined_total{queue}` | |"),
    ),
    Twins(
        "alert",
        documented.alert_names,
        documented.alerts_documented,
        "docs/howto/troubleshoot.md",
        ("ConserjeImagined", "| `ConserjeImagined` | |"),
    ),
    Twins(
        "page",
        documented.page_names,
        documented.pages_indexed,
        "docs/index.md",
        ("howto/imagined.md", "- [Imagined](howto/imagined.md)"),
    ),
)


def undocumented(twins: Twins, text: str) -> set[str]:
    return twins.in_code() - set(twins.on_page(text))


def gone(twins: Twins, text: str) -> set[str]:
    return set(twins.on_page(text)) - twins.in_code()


@pytest.mark.parametrize("twins", TWINS, ids=str)
def test_everything_is_documented(twins: Twins) -> None:
    assert undocumented(twins, twins.text) == set(), f"add each {twins.what} to {twins.page}"


@pytest.mark.parametrize("twins", TWINS, ids=str)
def test_the_docs_name_nothing_that_is_gone(twins: Twins) -> None:
    assert gone(twins, twins.text) == set(), f"no such {twins.what} any more: mend {twins.page}"


@pytest.mark.parametrize("twins", TWINS, ids=str)
def test_a_missing_line_is_seen(twins: Twins) -> None:
    name = min(twins.in_code())

    without = twins.text.replace(name.split()[-1], "ELSEWHERE")

    assert name in undocumented(twins, without)


@pytest.mark.parametrize("twins", TWINS, ids=str)
def test_a_line_too_many_is_seen(twins: Twins) -> None:
    name, line = twins.imagined

    assert name in gone(twins, f"{line}\n\n{twins.text}")


def python(text: str) -> Source:
    return Source(PurePosixPath("config/new.py"), text)


def test_a_new_setting_in_the_code_is_seen() -> None:
    assert documented_settings.names_read(python('X = env.flag("NEW", True)\nY = other.flag("OTHER", True)')) == {"NEW"}


def test_a_new_metric_in_the_code_is_seen() -> None:
    made = (
        'from prometheus_client import Counter\nNEW = Counter("conserje_new_total", "What is new", ["conserje role"])'
    )

    assert documented.metrics_made(python(made)) == {"conserje_new_total"}


def test_a_new_target_of_make_is_seen() -> None:
    assert documented_commands.targets_in("new: install-it\n\ttrue\ninstall-it:\n\ttrue\n") == {"new"}


def test_a_new_address_is_seen() -> None:
    assert documented.addresses_below([path("new/<str:token>/", home)]) == {"/new/<token>/"}


def test_a_new_option_of_a_command_is_seen() -> None:
    class Command(BaseCommand):
        def add_arguments(self, parser: CommandParser) -> None:
            parser.add_argument("action", choices=("start",))
            parser.add_argument("--new", action="store_true")

    assert documented_commands.words_of(Command()) == {"start", "--new"}


def test_the_defaults_in_the_example_are_those_of_the_code() -> None:
    listed = documented_settings.defaults_listed((ROOT / ".env.example").read_text(encoding="utf-8"))
    settings = next(source for source in code() if str(source.path) == "config/settings.py")

    plain = documented_settings.plain_defaults(settings)

    assert {name: listed.get(name) for name in plain} == plain
    assert documented_settings.plain_defaults(python('A = env.integer("A", 1_000, least=1)')) == {"A": "1000"}


def test_the_bounds_on_the_page_are_those_of_the_example() -> None:
    listed = documented_settings.defaults_listed((ROOT / ".env.example").read_text(encoding="utf-8"))
    page = documented_settings.bounds_in_pools((ROOT / "docs/explanation/pools.md").read_text(encoding="utf-8"))

    assert page == {name: listed[name] for name in page}


def test_every_setting_has_a_sentence_that_says_why() -> None:
    assert documented_settings.unexplained((ROOT / ".env.example").read_text(encoding="utf-8")) == []
    assert documented_settings.unexplained("# Why.\n# A=1\n# B=2\n") == ["# B=2"]
