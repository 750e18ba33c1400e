"""Which of what was offered a guest means: "2", "la primera", "la de cuatro", "la más barata"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from messaging.dialogue.absorbing import BARE_NUMBER, says_stay
from messaging.dialogue.shapes import Heard
from messaging.dialogue.state import Asked, Offered, State
from messaging.nlu.lexicon import CARDINALS
from messaging.nlu.tokens import fold
from messaging.nlu.words import words_in

WORD: Final = re.compile(r"[^\W_]+")
PLACES: Final = {
    **dict.fromkeys(("primera", "primero", "primer", "primeira", "primeiro", "first", "1ra", "1a"), 0),
    **dict.fromkeys(("segunda", "segundo", "second", "2da", "2a"), 1),
    **dict.fromkeys(("tercera", "tercero", "tercer", "terceira", "terceiro", "third", "3ra", "3a"), 2),
    **dict.fromkeys(("ultima", "ultimo", "last"), -1),
}
# Words with which something is taken, and which tell nothing of it.
TAKING: Final = words_in(
    "quiero quisiera queremos prefiero preferimos elijo elegimos tomo tomamos agarro llevo me nos quedo quedamos gusta "
    "reservo reserva reservar reservame reservanos dame vamos va iria seria mejor entonces dale ok okey bueno si por favor "
    "porfa porfis gracias hola con de del para en y que opcion numero nro esa ese quero prefiro fico ficamos escolho pode "
    "ser melhor entao obrigado obrigada opcao essa esse da do i we ll will d would like want take choose go with for prefer "
    "lets let s please thanks thank you yes option number that of"
)
ARTICLES: Final = words_in("la el las los lo un una a o as os um uma the one")
CHEAPEST: Final = re.compile(
    r"\b(?:la|el|lo|a|o|the) (?:\w+ )?(?:mas (?:barat|economic|accesible)|mais (?:barat|em conta|economic)"
    r"|cheapest|least expensive)"
)
NOT: Final = words_in("no nao not ni nem sin ninguna nenhuma none don t otra outra other another")
# With these a number is one of several; with those it counts people, beds, days.
NUMBERING: Final = words_in("la el a o the opcion opcao option numero nro number one")
ONES: Final = words_in("one option opcion opcao")
FOR: Final = words_in("para de del as las los os for pra")
# "La primera que me pasaste": a place with its article, and not "una última pregunta".
PLACED: Final = re.compile(
    r"\b(?:la|a|el|o|the) (primera|segunda|tercera|primeira|terceira|first|second|third)"
    r"(?= (?:opcion|opcao|option|one|que|por favor|please|gracias|esta bien)\b|$)"
)
# "Segunda" alone is a Monday in Portuguese.
MONDAY: Final = "segunda"
MOST_WORDS: Final = 9
QUESTION: Final = re.compile(r"\?|\b(?:cual|cuanto|qual|quanto|which|how much)\b")
SHORTENED: Final = {
    "depto": "departamento",
    "dpto": "departamento",
    "apto": "apartamento",
    "hab": "habitacion",
    "cuarto": "habitacion",
}


def index_said(state: State, heard: Heard) -> int | None:
    """Return which of what was offered a message names: by its number, its place, its name, or as the cheapest."""
    offered = state.offered
    if number := BARE_NUMBER.fullmatch(heard.text):
        return numbered(int(number[1]), offered)
    if (index := index_of_name(heard.text.casefold(), offered)) is not None or state.asked == Asked.NAME:
        return index  # "Luna" is a guest's name where one was asked for, and no "Cabaña Luna"
    words = [fold(word) for word in WORD.findall(heard.text)]
    if not NOT.isdisjoint(words) or QUESTION.search(fold(heard.text)) or len(words) > MOST_WORDS:
        return None
    text = " ".join(words)
    if CHEAPEST.search(text):
        return cheapest(offered)
    # "The first one" is no day, though it may be read as one.
    is_placed = not ONES.isdisjoint(words)
    if says_stay(heard.understanding) and not is_placed:
        return None
    index = index_of_words(words, offered)
    if index is None and (placed := PLACED.search(text)):
        return within(PLACES[placed[1]], offered)
    return index


def index_of_name(text: str, offered: Sequence[Offered]) -> int | None:
    """Return which offer a message has the whole name of: "Cabaña del Lago" names no "Cabaña"."""
    named = [index for index, one in enumerate(offered) if one.name.casefold() in text]
    longest = max(named, key=lambda index: len(offered[index].name), default=None)
    if longest is None:
        return None
    others = [offered[index].name.casefold() for index in named if index != longest]
    name = offered[longest].name.casefold()
    # The same name on other days is another offer.
    return longest if all(other != name and other in name for other in others) else None


def numbered(number: int, offered: Sequence[Offered]) -> int | None:
    return number - 1 if 1 <= number <= len(offered) else None


def within(index: int, offered: Sequence[Offered]) -> int | None:
    """Return a place in a list from its front, as long as the list is; -1 is the last."""
    found = len(offered) + index if index < 0 else index
    return found if 0 <= found < len(offered) else None


def index_of_words(words: Sequence[str], offered: Sequence[Offered]) -> int | None:
    """Return which offer a message is that says nothing else: all that it says is in that name, and in no other."""
    telling = [word for word in words if word not in TAKING and word not in ARTICLES]
    has_article = not NUMBERING.isdisjoint(words)
    if len(telling) == 1 and telling[0] in PLACES and (has_article or words != [MONDAY]) and FOR.isdisjoint(words):
        return within(PLACES[telling[0]], offered)
    are_numbers = all(plain(word).isdigit() for word in telling)
    # "La 2", "opción dos"; "para cuatro" and "los dos" are how many come, and "la de cuatro" a name.
    if not telling or (are_numbers and not has_article):
        return None
    names = [words_of_name(one.name) for one in offered]
    found = [index for index, name in enumerate(names) if all(is_in(word, name) for word in telling)]
    if len(found) == 1:
        return found[0]
    is_place = not found and are_numbers and len(telling) == 1 and FOR.isdisjoint(words)
    return numbered(int(plain(telling[0])), offered) if is_place else None


def words_of_name(name: str) -> frozenset[str]:
    return frozenset(plain(fold(word)) for word in WORD.findall(name))


def plain(word: str) -> str:
    """Return a word as names are compared: without its plural, numbers in figures, nothing shortened."""
    if word in CARDINALS:
        return str(CARDINALS[word])
    return SHORTENED.get(word, word.removesuffix("s"))


def is_in(word: str, name: frozenset[str]) -> bool:
    said = plain(word)
    return said in name or (len(said) >= 4 and any(part.startswith(said) for part in name))


def cheapest(offered: Sequence[Offered]) -> int | None:
    """Return the one that costs least, if one does."""
    least = min((one.total for one in offered), default=None)
    found = [index for index, one in enumerate(offered) if one.total == least]
    return found[0] if len(found) == 1 else None
