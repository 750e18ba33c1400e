"""What is said around the talk itself: an apology for what waited too long, and that a person comes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from tenants.language import site_language

LONGEST_EXCERPT = 60
# All of them named would be longer than the messages themselves.
MOST_NAMED = 10


def apologise(texts: Sequence[str], *, language: str) -> str:
    """Return an apology for the delay with a question: what was asked may not be wanted any more."""
    with translation.override(site_language(language)):
        head = _("Perdón por la demora: tuvimos un inconveniente y recién ahora leemos esto")
        return f"{head}{named(texts)}. {_('¿Todavía hace falta que contestemos?')}"


def tell_person_comes(*, language: str) -> str:
    """Return that somebody of the staff will answer."""
    with translation.override(site_language(language)):
        return _("Le avisamos al equipo: va a contestar una persona por aquí.")


def named(texts: Sequence[str]) -> str:
    """Return the messages as they are told apart: the first words of each."""
    words = [excerpt(text) for text in texts if text.strip()][:MOST_NAMED]
    return f" ({', '.join(f'«{word}»' for word in words)})" if words else ""


def excerpt(text: str) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else f"{line[: LONGEST_EXCERPT - 1].rstrip()}…"
