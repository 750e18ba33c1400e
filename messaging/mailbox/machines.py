"""Whether whoever writes is a machine too: two that answer each other would never end. No Django, no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# After so many answers to the same words, or to words that a machine writes, the bot keeps silent.
MOST_REPLIES = 2
# Short words are said again by people too: a yes, a greeting. But not for ever.
SHORT, MOST_SHORT = 12, 10
SINCE = timedelta(hours=1)
AUTO = re.compile(
    r"respuesta autom[aá]tica|mensaje autom[aá]tico|auto[- ]?(?:reply|responder|respuesta)|out of office"
    r"|fuera de (?:la )?oficina|resposta autom[aá]tica|mensagem autom[aá]tica|automatic(?:ally)? (?:reply|generated)"
    r"|this is an automated|no responda a este"
    r"|en este momento no (?:podemos|puedo) (?:atender|responder)|no momento n[aã]o podemos atender",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a guest that was answered, and when."""

    text: str
    at: datetime


def is_machine(new: Sequence[str], answered: Sequence[Heard], *, now: datetime) -> str:
    """Return why whoever writes seems to be a machine, "" if they do not.

    `answered` are the guest's last messages that the bot has answered, in any order.
    """
    lately = [plain(heard.text) for heard in answered if now - heard.at <= SINCE]
    texts = [plain(text) for text in new if text.strip()]
    if not texts:
        return ""
    if all(AUTO.search(text) for text in texts) and sum(bool(AUTO.search(text)) for text in lately) >= MOST_REPLIES:
        return "auto_reply"
    if all(len(text) > SHORT and lately.count(text) >= MOST_REPLIES for text in texts):
        return "repeats"
    # Of short ones only the very same counts: to a question for a number people answer with numbers.
    exactly = [heard.text.strip() for heard in answered if now - heard.at <= SINCE]
    if all(exactly.count(text.strip()) >= MOST_SHORT for text in new if text.strip()):
        return "repeats"
    return ""


def words_of(kind: str, text: str) -> str:
    """Return how a message counts: another bot may come without words, while a picture says nothing of who sends it.

    >>> words_of("text", "Hola"), words_of("unsupported", ""), words_of("image", "")
    ('Hola', '<unsupported message>', '')
    """
    return text or ("<unsupported message>" if kind == "unsupported" else "")


def plain(text: str) -> str:
    """Return a text as it counts for being the same: without case, digits and spaces of its own."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", text)).strip().casefold()
