"""Which names stand for secrets or persons, and which for plain numbers: one answer for `extra`, payloads and text."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """What a field's name says about its value."""

    PLAIN = "plain"  # nothing: the value is searched for secrets by their shape
    NUMBER = "number"  # an id of ours or a provider's, a size or a moment: its digits are no phone
    WORD = "word"  # hidden, and it is one word: a token, a phone, a document
    PHRASE = "phrase"  # hidden, and it may be several words: a name, a message
    LINE = "line"  # hidden, with all that follows on the line


# Names are compared in snake_case, and a word also counts at the end of a longer name (`access_token`, `guest_phone`).
WORDS = (
    r"password(?:_hash)?|passwd|pwd|passphrase|contraseña|clave|secret|token|(?:api|app|secret|private|access)_?key"
    r"|signature(?:_\w+)?|appsecret_proof|credentials?|session_?id|session_key|csrf_?token|otp"
    r"|phones?|phone_number|tel[eé]fono|celular|msisdn|wa_ids?|whatsapp_id|bsuid|(?:from|to|parent|recipient)_user_id"
    r"|e_?mails?|email_address|dni|cuit|cuil|cpf|curp|rut|passport|pasaporte|document_number|cbu|cvu|card_number"
)
PHRASES = (
    r"text|body|caption|transcript|transcription|canonical|names?|nombre|apellido|nickname|username"
    r"|postal_address|street|domicilio|direcci[oó]n|vcard|birth_?(?:date|day)"
)
# What ends in `_name` is a person's, but for these: a word forgotten here hides too much rather than too little.
TECHNICAL = (
    r"(?:\w+_)?(?:queue|task|job|event|slot|file|path|host|node|worker|server|process|thread|logger|func|module|class"
    r"|model|app|table|index|column|constraint|field|command|metric|template|engine|pool|db|database|role|code|unit"
    r"|rate|channel|calendar|feature|setting|variable|language|country|zone)_name"
)
NUMBERS = (
    r"(?:\w+_)?(?:job|event|payment|order|preference|refund|phone_number|waba|business_account|app|application|task"
    r"|process|thread|request|trace)_id"
    r"|(?:\w+_)?(?:bytes|size|count|total|ns|us|ms|kb|mb|seconds|timestamp|ts|at|pid|xid|seed|hash|thread|trace)"
)

IS_WORD = re.compile(rf"(?:\w+_)?(?:{WORDS})")
IS_LINE = re.compile(r"(?:\w+_)?(?:authorization|cookies?)")
IS_TECHNICAL = re.compile(TECHNICAL)
IS_PHRASE = re.compile(rf"(?:\w+_)?(?:{PHRASES})")
IS_NUMBER = re.compile(NUMBERS)
LONGEST = 64  # of a longer name only the end is read, and kept
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def kind_of(name: str) -> Kind:
    """Return what a name says about its value, in whatever spelling (`accessToken`, `X-Api-Key`)."""
    return kind_of_short(name[-LONGEST:])


@lru_cache(maxsize=2048)
def kind_of_short(name: str) -> Kind:
    snake = HUMP.sub("_", name).replace("-", "_").strip("_").lower()
    if IS_WORD.fullmatch(snake):
        return Kind.WORD
    if IS_LINE.fullmatch(snake):
        return Kind.LINE
    if IS_TECHNICAL.fullmatch(snake):
        return Kind.PLAIN
    if IS_PHRASE.fullmatch(snake):
        return Kind.PHRASE
    return Kind.NUMBER if IS_NUMBER.fullmatch(snake) else Kind.PLAIN
