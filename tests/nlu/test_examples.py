"""The labelled messages: how many are read as the conventions say. A miss is listed, so that one sees what kind it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from messaging.nlu import to_json, understand

CORPUS = Path(__file__).parent / "corpus"
FILES = ("examples", "open", "held", "more", "round3", "round4", "round5", "round6")
FIELDS = ("intent", "check_in", "check_out", "nights", "adults", "children", "language")
RIGHT_IN_ALL, RIGHT_IN_INTENT = 0.95, 0.97
# As it is wished for messages that nobody has seen. First read they were 94.7 % and 96.0 %, then 94.5 % and 98.5 %.
BLIND_IN_ALL, BLIND_IN_INTENT = 0.95, 0.97


@dataclass(frozen=True)
class Reading:
    """A labelled message and how it was read."""

    label: dict[str, Any]
    found: dict[str, Any]

    @property
    def misses(self) -> list[str]:
        return [it for it in FIELDS if self.found[it] != self.label[it]]

    def __str__(self) -> str:
        differences = "; ".join(f"{it}: {self.found[it]} for {self.label[it]}" for it in self.misses)
        return f"{self.label['id']} {self.label['text']!r} ({differences})"


def read_file(name: str) -> list[Reading]:
    path = CORPUS / f"{name}.jsonl"
    if not path.exists():
        return []
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Reading(it, to_json(understand(it["text"], today=date.fromisoformat(it["today"])))) for it in labels]


def listed(readings: list[Reading]) -> str:
    return "\n".join(str(it) for it in readings if it.misses)


@pytest.mark.parametrize("name", FILES)
def test_nearly_every_message_is_right_in_every_field(name: str) -> None:
    readings = read_file(name)

    right = sum(not it.misses for it in readings)

    assert right >= RIGHT_IN_ALL * len(readings), listed(readings)


@pytest.mark.parametrize("name", FILES)
def test_nearly_every_intent_is_right(name: str) -> None:
    readings = read_file(name)

    right = sum("intent" not in it.misses for it in readings)

    assert right >= RIGHT_IN_INTENT * len(readings), listed(readings)


@pytest.mark.parametrize(("name", "count"), [("blind", 150), ("blind2", 200)])
def test_messages_by_which_no_rule_was_mended_are_read_nearly_as_well(name: str, count: int) -> None:
    """Written by people who had not seen the rules. Whoever mends a rule by one of these spoils the measure."""
    readings = read_file(name)

    right, intents = (sum(it(one) for one in readings) for it in (is_right, has_intent))

    assert len(readings) == count
    assert right >= BLIND_IN_ALL * len(readings)
    assert intents >= BLIND_IN_INTENT * len(readings)


def is_right(reading: Reading) -> bool:
    return not reading.misses


def has_intent(reading: Reading) -> bool:
    return "intent" not in reading.misses


def test_the_examples_are_there() -> None:
    assert len(read_file("examples")) >= 100
