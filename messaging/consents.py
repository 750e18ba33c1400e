"""What a guest says, and nothing else, to get no more messages that nobody needs for their stay, or to get them again.

Whole messages: "baja" alone and not "planta baja". "Cancelar" alone is about a booking. Plain: no Django, no clock.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from messaging.ownership import plain


class Consent(Enum):
    """What a guest wants from now on."""

    OUT = "out"
    IN = "in"


OUT_TEXT: Final = (
    "stop|stop por favor|stop please|please stop|stop all|stopall|alto|parar|pare|parem|para de escribirme"
    "|baja|dar de baja|darme de baja|dame de baja|deme de baja|quiero darme de baja|quiero la baja|baja por favor"
    "|salir|sair|quiero salir|quero sair|cancelar suscripcion|cancelar la suscripcion|cancelar subscripcion"
    "|cancelar inscricao|cancelar a inscricao|desuscribir|desuscribirme|desuscribirse|desinscrever|descadastrar"
    "|no quiero recibir mas mensajes|no quiero mas mensajes|no deseo recibir mas mensajes|no quiero recibir mensajes"
    "|no me manden mas mensajes|no me mande mas mensajes|no me envien mas mensajes|no me envie mas mensajes"
    "|no me escriban mas|no me escriba mas|no enviar mas mensajes|no mas mensajes"
    "|nao quero receber mais mensagens|nao quero mais mensagens|nao quero mais receber mensagens"
    "|nao me mandem mais mensagens|nao me envie mais mensagens|nao me envie mais nada"
    "|unsubscribe|unsubscribe me|opt out|optout|no more messages|stop messaging me|stop texting me|do not message me"
    "|i dont want any more messages|i don t want any more messages"
)
IN_TEXT: Final = (
    "alta|dar de alta|darme de alta|quiero darme de alta|suscribir|suscribirme|quiero recibir mensajes"
    "|quiero volver a recibir mensajes|inscrever|quero receber mensagens|quero voltar a receber mensagens"
    "|start|unstop|subscribe|opt in|optin"
)
OUT_WORDS, IN_WORDS = frozenset(OUT_TEXT.split("|")), frozenset(IN_TEXT.split("|"))


def read_consent(text: str) -> Consent | None:
    """Return what a whole message says about messages to come; None if it says something else.

    >>> read_consent("¡BAJA!")
    <Consent.OUT: 'out'>
    >>> read_consent("¿hay algo en planta baja?")
    """
    words = plain(text)
    if words in OUT_WORDS:
        return Consent.OUT
    return Consent.IN if words in IN_WORDS else None
