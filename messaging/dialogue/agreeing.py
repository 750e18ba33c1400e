"""Whether a message is a yes and nothing else: what follows cannot be taken back, so a yes with anything in it is none.

"Dale, después te confirmo" and "no quiero cancelar" hold and cancel nothing; the question is put once more.
"""

from __future__ import annotations

import re
from typing import Final

from messaging.dialogue.shapes import Heard
from messaging.dialogue.state import Asked, State
from messaging.nlu.tokens import fold

YES: Final = frozenset(
    [
        "si",
        "sii",
        "siii",
        "sip",
        "see",
        "sim",
        "yes",
        "yep",
        "yeah",
        "yup",
        "ok",
        "oka",
        "oki",
        "okis",
        "okey",
        "okay",
        "okey",
        "dale",
        "vale",
        "va",
        "sale",
        "orale",
        "claro",
        "listo",
        "perfecto",
        "perfect",
        "perfeito",
        "bueno",
        "bien",
        "buenisimo",
        "genial",
        "joya",
        "barbaro",
        "excelente",
        "exacto",
        "correcto",
        "confirmo",
        "confirmado",
        "confirmada",
        "confirmar",
        "confirmalo",
        "confirmala",
        "confirmame",
        "confirme",
        "confirmamos",
        "acuerdo",
        "adelante",
        "hacelo",
        "hacela",
        "hazlo",
        "hagalo",
        "sure",
        "great",
        "fine",
        "beleza",
        "blz",
        "fechado",
        "combinado",
        "isso",
        "pode",
        "confirm",
        "confirmed",
        "agreed",
        "absolutely",
        "definitely",
    ]
)
# What stands beside a yes and changes nothing of it.
COURTESY: Final = frozenset(
    [
        "por",
        "favor",
        "porfa",
        "porfavor",
        "porfis",
        "plis",
        "pls",
        "please",
        "gracias",
        "muchas",
        "mil",
        "obrigado",
        "obrigada",
        "muito",
        "thanks",
        "thank",
        "you",
        "lo",
        "la",
        "los",
        "las",
        "le",
        "me",
        "nos",
        "te",
        "que",
        "esta",
        "todo",
        "de",
        "con",
        "eso",
        "esa",
        "ese",
        "esto",
        "it",
        "that",
        "this",
        "is",
        "go",
        "ahead",
        "sounds",
        "good",
        "do",
        "the",
        "a",
        "o",
        "ser",
        "y",
        "e",
        "and",
        "ahi",
        "ya",
        "nomas",
        "pues",
        "po",
        "che",
        "asi",
        "es",
        "quiero",
        "quero",
        "want",
        "i",
        "we",
        "queremos",
        "mi",
        "my",
        "minha",
        "una",
        "un",
        "uma",
        "um",
        "for",
        "us",
        "nosotros",
    ]
)
# What is done, said as a yes to whether to do it.
DEEDS: Final = {
    Asked.CONFIRM: re.compile(r"reserv\w*|guard\w*|book\w*|hold|tomo|tomamos|apart\w*|segur\w*"),
    Asked.CANCEL_SURE: re.compile(r"cancel\w*|anul\w*"),
    Asked.CHANGE_SURE: re.compile(r"cambi\w*|mud\w*|troc\w*|alter\w*|chang\w*|mov\w*"),
    Asked.EXTRA_SURE: re.compile(r"agreg\w*|sum\w*|adicion\w*|add|anad\w*|pon\w*"),
}
# What is booked: named beside a yes, and none by itself.
THINGS: Final = frozenset({"reserva", "booking", "reservation"})
WHOSE: Final = frozenset({"mi", "my", "minha", "la", "a", "the"})
WISHES: Final = frozenset({"quiero", "queremos", "quero", "want"})
FITTING: Final = YES | COURTESY | THINGS
WORD: Final = re.compile(r"[^\W_]+")
LONGEST: Final = 120


def agrees(state: State, heard: Heard) -> bool:
    """Return whether a guest says yes to the question that waits, and nothing besides."""
    text = heard.text.replace(state.booking, " ") if state.booking else heard.text
    if "?" in text or len(text) > LONGEST:
        return False
    words = [fold(word) for word in WORD.findall(text)]
    if not words:  # a raised thumb
        return heard.understanding.answer == "yes"
    deed = DEEDS.get(state.asked)
    does = [bool(deed and deed.fullmatch(word)) for word in words]
    # "Mi reserva" is a thing, "reservá" a deed; "quiero cambiar" may be something else than what was put.
    is_thing = not WHOSE.isdisjoint(words) and words[-1] in THINGS and sum(does) <= 1 and does[-1]
    is_wish = state.asked == Asked.CHANGE_SURE and not WISHES.isdisjoint(words)
    is_yes = any(word in YES for word in words) or (any(does) and not is_thing and not is_wish)
    return is_yes and all(does[at] or word in FITTING for at, word in enumerate(words))
