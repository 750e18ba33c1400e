"""Deciding what a good password is: which kinds of characters it has, and whether it is a known word in disguise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator

KINDS: dict[str, Callable[[str], bool]] = {
    "upper": str.isupper,
    "lower": str.islower,
    "digit": str.isdigit,
    "symbol": lambda letter: not letter.isalnum(),
}

# How people write letters when they are asked for digits and symbols; 1 and ! stand for two letters each.
LEET = str.maketrans({"0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a"})
LEET |= str.maketrans({"$": "s", "€": "e", "!": "i", "|": "l", "+": "t", "(": "c"})
LEET_WITH_L = LEET | str.maketrans({"1": "l", "!": "l"})

# Shorter words stand in every longer one.
SHORTEST_WORD = 4
# What remains of a password beside a known word must be worth something by itself.
LEAST_BESIDE_WORD = 4
LEAST_DISTINCT = 6

# What people here think of first; the long list (Django's) was made from what English speakers think of.
WORDS_HERE = """
    conserje recepcion hotel hostel hostal cabana cabanas hospedaje alojamiento huesped reserva reservas whatsapp
    contrasena clave acceso entrar bienvenido bienvenidos hola usuario administrador gerente gerencia
    verano invierno primavera otono enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre
    noviembre diciembre lunes martes miercoles jueves viernes sabado domingo
    argentina uruguay paraguay bolivia chile peru colombia ecuador mexico brasil espana
    buenosaires bocajuniors riverplate maradona messi teamo tequiero amor familia
    senha bemvindo verao inverno pousada recepcao reserva hospede brasil segunda sexta
    password welcome reception frontdesk guest booking
"""
HERE = frozenset(WORDS_HERE.split())


def missing_kinds(password: str, kinds: Iterable[str]) -> list[str]:
    """Return the kinds of characters that the password should have and has not."""
    return [kind for kind in kinds if not any(map(KINDS[kind], password))]


def folded(text: str) -> str:
    """Return the text without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_in(*texts: str) -> set[str]:
    """Return the words of names and addresses that are long enough to matter, and each text as one word."""
    parts = [part for text in texts for part in re.split(r"[\W_\d]+", folded(text))]
    whole = [re.sub(r"[\W_]+", "", folded(text)) for text in texts]
    return {word for word in (*parts, *whole) if len(word) >= SHORTEST_WORD}


def is_guessable(password: str, *, common: Collection[str], words: Collection[str]) -> bool:
    """Return whether the password is a common one, a word of the place, or either of them dressed up.

    "Password2024!!" and "P4ssw0rd123!" are; a place's word inside of something longer is not.
    """
    if len(set(folded(password))) < LEAST_DISTINCT:
        return True
    known = HERE | set(words)
    return any(
        core in common or core in known or repeated(core) in common or is_little_beside(core, known)
        for core in cores(password)
    )


def cores(password: str) -> Iterator[str]:
    """Yield what the password may have been before digits and symbols were put around it and into it."""
    text = folded(password)
    letters = re.sub(r"[\W_\d]+", "", text)
    yield text
    yield letters if len(letters) >= SHORTEST_WORD else re.sub(r"\D+", "", text)
    for part in undressed(text):
        for core in (part, part.translate(LEET), part.translate(LEET_WITH_L)):
            yield core
            if len(word := re.sub(r"[\W_\d]+", "", core)) >= SHORTEST_WORD:
                yield word


def undressed(text: str) -> Iterator[str]:
    """Yield the text without the digits and symbols before it, and without ever more of those behind it.

    Not without all of them alone: the last one may stand for a letter, as in "c0ns3rj3".
    """
    heart = re.sub(r"^[\W_\d]+", "", text)
    end = len(re.sub(r"[\W_\d]+$", "", heart))
    for begin in {heart, text}:
        yield from (begin[:cut] for cut in range(len(begin) - len(heart) + end, len(begin) + 1) if cut >= SHORTEST_WORD)


def repeated(core: str) -> str:
    """Return what the text repeats: the same text, if it repeats nothing."""
    period = (core + core).find(core, 1)
    return core[:period] if 0 < period < len(core) else core


def is_little_beside(core: str, words: Collection[str]) -> bool:
    """Return whether next to nothing is left once the known words are taken out."""
    rest = core
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return rest != core and len(re.sub(r"[\W_\d]+", "", rest)) < LEAST_BESIDE_WORD
