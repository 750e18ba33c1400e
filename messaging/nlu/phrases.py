"""Short patterns of words, and the books that look for them in a message.

A pattern is a line of items:
`hay` a word, `hay|tem` either, `<month>` any word of a class, `d:<day>` the same with a name to find it by,
`[de]` perhaps, `~` up to three words of little weight, `..` up to two words, `...` up to five words of any kind,
`!al` not followed by, `@!no` not right after, `START` and `END` the ends of the message.
Nothing in it repeats without a limit, so looking at one place of a message costs a fixed amount at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

MUST, MAY, GAP, NOT_NEXT, NOT_BEFORE, AT_START, AT_END = range(7)
# What a message ends with, so that looking one word further needs no check.
NOTHING: Final = ""
LONGEST_NAME: Final = 2
# "[de la]": words that come or go together.
TOGETHER: Final = re.compile(r"\[[^\]]* ")
FILLER_CLASS: Final = "filler"

Step = tuple[int, frozenset[str], str, int]
# The words that can come second; None for any.
Follow = frozenset[str] | None
Classes = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it stands for and the line it was written as."""

    meaning: str
    line: str
    steps: tuple[Step, ...]
    number: int


# A rule and what must follow its first word.
Entry = tuple[Follow, Rule]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule was found: the words from `start` up to `end`, and those with a name."""

    rule: Rule
    start: int
    end: int
    named: dict[str, int]


@dataclass(frozen=True)
class Book:
    """Rules by the word they can begin with: a word that begins none costs one look.

    They are made when the first message is read, for most processes that import this read none.
    """

    tables: Mapping[str, Iterable[str]]
    classes: Classes

    @cached_property
    def by_first(self) -> dict[str, list[list[Entry]]]:
        """The rules by the word they can begin with."""
        return rules_by_first(self.tables, self.classes)

    def words(self) -> frozenset[str]:
        """Return the words that stand in the lines themselves, those of classes apart."""
        items = {it for lines in self.tables.values() for it in " ".join(lines).replace("|", " ").split()}
        bare = {it.strip("[]").lstrip("@!").strip("[]").rpartition(":")[2] for it in items}
        return frozenset(it for it in bare if it and it[0] != "<")

    def all_at(self, keys: Sequence[str], at: int) -> Iterator[Match]:
        """Return every rule that is found here."""
        following = keys[at + 1] if keys[at] is not NOTHING else NOTHING
        for group in self.by_first.get(keys[at], ()):
            for follow, rule in group:
                # Most rules that could begin here go on with another word.
                if follow is not None and following not in follow:
                    continue
                named: dict[str, int] = {}
                end = match_steps(rule.steps, 0, keys, at, named)
                if end > at:
                    yield Match(rule, at, end, named)

    def longest_at(self, keys: Sequence[str], at: int) -> Match | None:
        """Return the rule that takes the most words here; of equal ones the first written."""
        best: Match | None = None
        for found in self.all_at(keys, at):
            if best is None or (found.end, -found.rule.number) > (best.end, -best.rule.number):
                best = found
        return best

    def longest_in(self, keys: Sequence[str]) -> list[Match]:
        """Return what is found from left to right, no word twice."""
        found: list[Match] = []
        at, first = 0, self.by_first
        while at < len(keys) - 1:
            match = self.longest_at(keys, at) if keys[at] in first else None
            if match:
                found.append(match)
            at = match.end if match else at + 1
        return found


def match_steps(steps: tuple[Step, ...], first: int, keys: Sequence[str], at: int, named: dict[str, int]) -> int:
    """Return where a rule that begins here ends, or -1. `keys` ends with NOTHING."""
    for number in range(first, len(steps)):
        kind, words, name, _ = steps[number]
        if kind == MUST:
            if keys[at] not in words:
                return -1
            if name:
                named[name] = at
            at += 1
        elif kind == MAY:
            if keys[at] in words:
                end = match_steps(steps, number + 1, keys, at + 1, named)
                if end >= 0:
                    if name:
                        named[name] = at
                    return end
        elif kind == GAP:
            return match_after_gap(steps, number, keys, at, named)
        elif not is_met(kind, words, keys, at):
            return -1
    return at


def match_after_gap(steps: tuple[Step, ...], gap: int, keys: Sequence[str], at: int, named: dict[str, int]) -> int:
    """Return where the rest of a rule ends if it begins here or some words further."""
    _, words, _, most = steps[gap]
    for _ in range(most + 1):
        end = match_steps(steps, gap + 1, keys, at, named)
        if end >= 0:
            return end
        if keys[at] is NOTHING or (words and keys[at] not in words):
            return -1
        at += 1
    return -1


def is_met(kind: int, words: frozenset[str], keys: Sequence[str], at: int) -> bool:
    """Return whether a condition that takes no word holds here."""
    if kind == NOT_NEXT:
        return keys[at] not in words
    if kind == NOT_BEFORE:
        return at == 0 or keys[at - 1] not in words
    return at == 0 if kind == AT_START else keys[at] == NOTHING


def rules_by_first(tables: Mapping[str, Iterable[str]], classes: Classes) -> dict[str, list[list[Entry]]]:
    """Return the rules of some tables, what a pattern stands for and its lines, by the words they can begin with."""
    groups: dict[frozenset[str], list[Entry]] = {}
    known: dict[str, Step] = {}
    number = 0
    for meaning, lines in tables.items():
        for line in lines:
            for steps in make_steps(line, classes, known):
                add_rule(groups, Rule(meaning, line, steps, number))
                number += 1
    by_first: dict[str, list[list[Entry]]] = {}
    for words, group in groups.items():
        for word in words:
            by_first.setdefault(word, []).append(group)
    return by_first


def add_rule(groups: dict[frozenset[str], list[Entry]], rule: Rule) -> None:
    """File a rule under the words that it can begin with; those that begin many rules are kept together."""
    firsts: list[tuple[frozenset[str], Follow]] = []
    for number, (kind, words, _, _) in enumerate(rule.steps):
        if kind not in (MUST, MAY):
            continue
        begun: frozenset[str] = frozenset().union(*(it for it, _ in firsts))
        allowed = words
        if begun & words:
            # A word that may be left out can stand at several places; then anything may follow it.
            firsts = [(it - words, follow) for it, follow in firsts] + [(begun & words, None)]
            allowed = words - begun
        firsts.append((allowed, next_words(rule.steps, number + 1)))
        if kind == MUST:
            break
    else:
        raise ValueError(f"a pattern needs a word that must be there: {rule.line}")
    for it, follow in firsts:
        groups.setdefault(it, []).append((follow, rule))


def next_words(steps: Sequence[Step], first: int) -> Follow:
    """Return the words that can stand where a step begins; None for any."""
    words: frozenset[str] = frozenset()
    for kind, allowed, _, _ in steps[first:]:
        if kind == GAP and not allowed:
            return None
        if kind in (MUST, MAY, GAP):
            words |= allowed
        if kind == MUST:
            return words
    return None


def make_steps(line: str, classes: Classes, known: dict[str, Step]) -> list[tuple[Step, ...]]:
    """Return the steps of a line; several lists if it has `[more words]` that come or go together."""
    if not TOGETHER.search(line):
        return [tuple([step_of(item, classes, known) for item in line.split()])]
    lists: list[list[Step]] = [[]]
    for item in items_of(line):
        if " " in item:
            together = [*make_steps(item, classes, known), ()]
            lists = [[*steps, *more] for steps in lists for more in together]
        else:
            step = step_of(item, classes, known)
            lists = [[*steps, step] for steps in lists]
    return [tuple(steps) for steps in lists]


def step_of(item: str, classes: Classes, known: dict[str, Step]) -> Step:
    """Return the step of one item, made once: the same items come again and again."""
    return known.get(item) or known.setdefault(item, make_step(item, classes))


def items_of(line: str) -> Iterator[str]:
    """Return a line's items: words, and `[several words]` without the brackets."""
    rest = line
    while rest := rest.strip():
        if rest[0] == "[" and " " in rest[: rest.index("]")]:
            item, rest = rest[1:].split("]", 1)
        else:
            item, _, rest = rest.partition(" ")
        yield item


def make_step(item: str, classes: Classes) -> Step:
    """Return the step of one item."""
    if item in ("START", "END"):
        return (AT_START if item == "START" else AT_END, frozenset(), "", 0)
    if item == "~":
        return (GAP, classes[FILLER_CLASS], "", 3)
    if item in ("..", "..."):
        return (GAP, frozenset(), "", 2 if item == ".." else 5)
    kind = MUST
    if item.startswith("[") and item.endswith("]") and len(item) > 2:
        kind, item = MAY, item[1:-1]
    elif item.startswith("@!") and len(item) > 2:
        kind, item = NOT_BEFORE, item[2:]
    elif item.startswith("!") and len(item) > 1:
        kind, item = NOT_NEXT, item[1:]
    name, colon, words = item.partition(":")
    if not (colon and words and name.isalnum() and len(name) <= LONGEST_NAME):
        name, words = "", item
    return (kind, words_of(words, classes), name, 0)


def words_of(alternatives: str, classes: Classes) -> frozenset[str]:
    """Return the words that some alternatives stand for."""
    if "|" not in alternatives and alternatives[1:-1] in classes and alternatives[0] == "<":
        return classes[alternatives[1:-1]]
    words: set[str] = set()
    for it in alternatives.split("|"):
        words |= classes[it[1:-1]] if len(it) > 2 and it[0] == "<" and it[-1] == ">" else {it}
    return frozenset(words)
