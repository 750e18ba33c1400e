"""What a business's own words for one of our texts may name, and what they must."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from messaging.dialogue.texts import es
from messaging.dialogue.wording import GAP

# Also what no gap can be called: a guest would read it as it stands.
IN_BRACES: Final = re.compile(r"\{([^{}]*)\}")
# A yes is a yes to what was said right before: all of what is then done stands in the question. The others would be empty.
NEEDED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "ask_confirm": frozenset({"name", "stay", "party", "total"}),
        "ask_cancel_sure_free": frozenset({"code"}),
        "ask_cancel_sure_fee": frozenset({"code", "fee"}),
        "ask_change_sure": frozenset({"code", "stay", "party", "total"}),
        "option": frozenset({"name", "total"}),
        "option_dated": frozenset({"name", "stay", "total"}),
        "held": frozenset({"code"}),
        "knowledge": frozenset({"text"}),
        "refused": frozenset({"words"}),
        "cannot_change": frozenset({"words"}),
        "not_changed": frozenset({"words"}),
    }
)
NOTHING: Final[frozenset[str]] = frozenset()


def gaps_of(key: str) -> tuple[str, ...]:
    """Return the gaps of our text of a key, each once; they are the same in every language."""
    return tuple(dict.fromkeys(GAP.findall(es.TEXTS.get(key, ""))))


def foreign_gaps(key: str, text: str) -> tuple[str, ...]:
    """Return what words name in braces that nothing fills there."""
    ours = set(gaps_of(key))
    return tuple(name for name in dict.fromkeys(IN_BRACES.findall(text)) if name not in ours)


def missing_gaps(key: str, text: str) -> tuple[str, ...]:
    """Return what words would have to name and do not, in the order of our text."""
    missing = NEEDED.get(key, NOTHING) - set(GAP.findall(text))
    return tuple(name for name in gaps_of(key) if name in missing)


def is_button(key: str) -> bool:
    return key.startswith("button_")
