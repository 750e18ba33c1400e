"""Which language a message is in, by words that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from messaging.nlu import lexicon
from messaging.nlu.words import words_in
from messaging.nlu.words.languages import ENDINGS, ENGLISH, IBERIAN, OTHERS, PORTUGUESE, SPANISH

LANGUAGES: Final = ("es", "pt", "en", "other")
OTHER: Final = 3
# Signs and letters that one language has. The others that have ã or ñ do not write to us.
LETTERS: Final = {"ñ": 0, "¿": 0, "¡": 0, "ã": 1, "õ": 1, "ç": 1, "ê": 1, "ô": 1, "à": 1}
LATIN_END: Final = "ɐ"
SHORTEST_ENDING: Final = 6
BY_WORD, BY_LETTER, BY_ENDING = 3, 2, 1
# What the front desk of a Spanish-speaking country is mostly asked in, if a text could be both.
SHARED: Final = words_in(
    "para por favor reserva reservar cabana casa semana personas adultos hotel internet check-in a de que se "
    "valor valores casa persona fin cancelar confirmo posada"
)


def table_of_votes() -> dict[str, int]:
    """Return the words that one language alone has, with the number of that language."""
    votes: dict[str, int] = {}
    for number, words in enumerate(OWN):
        others = frozenset().union(*(it for at, it in enumerate(OWN) if at != number))
        votes.update(dict.fromkeys(words - others - IBERIAN, number))
    return votes | dict.fromkeys(OTHERS - frozenset().union(*OWN), OTHER)


OWN: Final = (SPANISH, PORTUGUESE, ENGLISH)
VOTES: Final = table_of_votes()


def tell_language(text: str, folded: Sequence[str]) -> tuple[str | None, bool]:
    """Return the language, None without a word to tell by, and whether there is any doubt."""
    scores = [0, 0, 0, 0]
    is_shared = False
    for word in set(folded):
        vote = VOTES.get(word)
        if vote is not None:
            scores[vote] += BY_WORD
        elif len(word) >= SHORTEST_ENDING and (ending := vote_of_ending(word)) is not None:
            scores[ending] += BY_ENDING
        is_shared = is_shared or word in SHARED
        is_shared = is_shared or (len(word) >= SHORTEST_ENDING and word in lexicon.KNOWN)
    if not text.isascii():
        add_letters(text, scores)
    best = max(scores)
    if best == 0:
        if "do" in folded or any(VOTES.get(lexicon.TWICE.sub(r"\1", it)) == 1 for it in folded):
            # "manda o pin do maps"; "simm".
            return "pt", True
        return ("es" if is_shared else None), True
    winners = [name for name, score in zip(LANGUAGES, scores, strict=True) if score == best]
    return winners[0], len(winners) > 1 or best == BY_ENDING


def vote_of_ending(word: str) -> int | None:
    """Return the language that a word's ending speaks for."""
    return ENDINGS.get(word[-4:], ENDINGS.get(word[-3:]))


def add_letters(text: str, scores: list[int]) -> None:
    """Add what letters tell: some are of one language, another script is of none of ours."""
    # As a word of its own "is" in Portuguese, and nothing in Spanish.
    scores[1] += BY_WORD * (" é " in text)
    scores[0] += BY_WORD * ("cómo" in text or "Cómo" in text)
    for letter in text:
        if letter in LETTERS:
            scores[LETTERS[letter]] += BY_LETTER
        elif letter > LATIN_END and letter.isalpha():
            scores[OTHER] += BY_WORD
