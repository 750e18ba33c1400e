"""Portuguese as it is spoken in Brazil, with "você"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PICK: Final = "Posso oferecer o seguinte; me diga o número ou o nome do que você preferir:"
NOTHING_ELSE: Final = (
    "Também não encontrei outra opção. Me diga outras datas e procuro de novo, ou peça para falar com alguém."
)
PAST: Final = "Essas noites já passaram: dá para reservar a partir de {on}. "
TOO_LONG: Final = "O máximo de noites seguidas que posso reservar é {number}. "
CAPACITY: Final = "Não há espaço para {party}: cabem {number} no máximo. "
CLOSED: Final = "Esta noite está fechada para reservas: {on}. "
CLOSED_TO_ARRIVAL: Final = "Não recebemos chegadas nessa data: {on}. "
CLOSED_TO_DEPARTURE: Final = "Não dá para fazer a saída nessa data: {on}. "
MIN_NIGHTS: Final = "Para essas datas o mínimo é de {number} noites. "
MAX_NIGHTS: Final = "Para essas datas o máximo de noites é {number}. "
FULL: Final = "Não há mais vaga {stay} para {party}. "
NO_PRICE: Final = "Ainda não tenho um preço para essas noites. "

TEXTS: Final[Mapping[str, str]] = {
    # Asking for nights and people.
    "ask_dates": "Que dias você quer vir? Me diga a chegada e a saída, por exemplo “de 12 a 15 de março”.",
    "ask_dates_past": (
        "Essas noites já passaram. Que dias você quer vir? Me diga a chegada e a saída, por exemplo “de 12 a 15 de março”."
    ),
    "ask_dates_change": (
        "Certo, não reservei nada. O que mudamos: as datas, as pessoas ou a acomodação? "
        "Por exemplo “três noites” ou “somos quatro”."
    ),
    "ask_dates_wrong": (
        "Desculpe, entendi errado. Que dia você chega e que dia vai embora? "
        "Por exemplo “chego em 12 de março e saio no dia 15”."
    ),
    "ask_check_in": "Que dia você chega? Por exemplo “12 de março”.",
    "ask_nights": "Quantas noites você fica a partir de {check_in}? Toque em uma opção ou escreva o número.",
    "ask_people": (
        "Quantas pessoas vêm {stay}? Por exemplo “2 adultos e 1 criança”; se forem só adultos, basta o número."
    ),
    "ask_adults": "E quantos adultos vêm com as crianças {stay}? Basta o número.",
    "ask_dates_sure": "Entendi: {stay}. Está certo? Responda sim ou não.",
    "ask_which_night": (
        "Já passou da meia-noite, então pergunto para não errar: você quer a noite que já começou ({begun}) "
        "ou a próxima ({next})? Toque em uma opção."
    ),
    # Booking.
    "ask_name": "*{name}*: em nome de quem seria a reserva? Escreva nome e sobrenome.",
    "ask_confirm": (
        "Ainda não há nada reservado. Ficaria assim:\n"
        "\n"
        "*{name}*\n"
        "Datas: {stay} ({nights})\n"
        "Pessoas: {party}\n"
        "Total: {total}, impostos incluídos\n"
        "Sinal para confirmar: {deposit}\n"
        "\n"
        "Guardo para você? Responda sim ou não."
    ),
    # What there is.
    "options": "Isto é o que há {stay} para {party}. Me diga o número ou o nome do que você preferir:",
    "option": "*{number}.* {name}: {total} no total por {nights}, impostos incluídos",
    "option_dated": "*{number}.* {name}, {stay}: {total} no total por {nights}, impostos incluídos",
    "sold_meanwhile": (
        "Desculpe, enquanto conversávamos isso foi ocupado ou mudou de preço, e não reservei nada. "
        "Você tinha pedido {stay} para {party}. " + PICK
    ),
    "instead_past": PAST + PICK,
    "instead_too_long": TOO_LONG + PICK,
    "instead_capacity": CAPACITY + PICK,
    "instead_closed": CLOSED + PICK,
    "instead_closed_to_arrival": CLOSED_TO_ARRIVAL + PICK,
    "instead_closed_to_departure": CLOSED_TO_DEPARTURE + PICK,
    "instead_min_nights": MIN_NIGHTS + PICK,
    "instead_max_nights": MAX_NIGHTS + PICK,
    "instead_full": FULL + PICK,
    "instead_no_price": NO_PRICE + PICK,
    "none_past": PAST + NOTHING_ELSE,
    "none_too_long": TOO_LONG + NOTHING_ELSE,
    "none_capacity": CAPACITY + NOTHING_ELSE,
    "none_closed": CLOSED + NOTHING_ELSE,
    "none_closed_to_arrival": CLOSED_TO_ARRIVAL + NOTHING_ELSE,
    "none_closed_to_departure": CLOSED_TO_DEPARTURE + NOTHING_ELSE,
    "none_min_nights": MIN_NIGHTS + NOTHING_ELSE,
    "none_max_nights": MAX_NIGHTS + NOTHING_ELSE,
    "none_full": FULL + NOTHING_ELSE,
    "none_no_price": NO_PRICE + NOTHING_ELSE,
    "stale_availability": (
        "Faz tempo que o calendário de outro portal não responde, então esta disponibilidade ainda precisa ser confirmada."
    ),
    # After an answer.
    "stale_button": "Esse botão é de uma pergunta anterior, então não mudei nada. Me diga com palavras do que você precisa.",
    "not_taken": "Certo, não reservo nada. Se quiser, me diga outras datas e eu procuro de novo.",
    "dropped": "Certo, paramos por aqui: não reservei nada.",
    "kept": "Certo, sua reserva fica como está.",
    "held": "Pronto, guardei: é a pré-reserva *{code}*, ainda sem confirmar.\nGuardada até {expires}.",
    "cancelled": "Pronto, cancelei sua reserva *{code}*.",
    "changed": "Pronto, mudei sua reserva *{code}*: {units}, {stay}, para {party}. O total agora é {total}.",
    "not_changed": "Não foi possível, e sua reserva continua como estava. {words}",
    "refused": "Não consegui guardar. {words}",
    "too_many_holds": (
        "Você já tem pré-reservas sem pagar, então não posso guardar outra. "
        "Pague ou cancele uma, ou peça para falar com alguém da equipe."
    ),
    # What a guest has booked.
    "no_booking": (
        "Não encontro nenhuma reserva em vigor feita por este telefone. Se você tem o código de uma, escreva aqui."
    ),
    "your_bookings": "Isto é o que você tem:",
    "booking_pre_reserved": (
        "*{code}* (pré-reserva, sem confirmar): {units}, {stay}\n"
        "Guardada até {expires}\n"
        "Sinal que falta para confirmar: {deposit}\n"
        "Falta pagar no total: {due}"
    ),
    "booking_confirmed": "*{code}* (confirmada): {units}, {stay}\nFalta pagar: {due}",
    "booking_checked_in": "*{code}* (em andamento): {units}, {stay}\nFalta pagar: {due}",
    "ask_which_booking": "De qual das suas reservas estamos falando? Toque no código ou escreva.",
    "ask_cancel_sure_free": (
        "Sua reserva *{code}*: {units}, {stay}. Cancelar agora não tem custo. Cancelo? Responda sim ou não."
    ),
    "ask_cancel_sure_fee": (
        "Pela política de cancelamento, cancelar agora sua reserva *{code}* ({units}, {stay}) tem um custo de {fee}. "
        "Cancelo mesmo assim? Responda sim ou não."
    ),
    "cannot_change": (
        "Assim não dá, e sua reserva continua como estava. {words} "
        "Me diga outras datas ou outro número de pessoas, e eu vejo."
    ),
    "ask_change_to": (
        "Sua reserva *{code}* é {stay}. O que você quer mudar? Me diga as novas datas ou quantas pessoas vêm, "
        "por exemplo “de 13 a 16 de março” ou “somos 3”."
    ),
    "ask_change_sure": (
        "Há vaga: sua reserva *{code}* passaria a ser {units}, {stay} ({nights}), para {party}.\n"
        "O total seria {total} (agora é {before}).\n"
        "Mudo a reserva? Responda sim ou não."
    ),
    # About the house, and what is for people.
    "knowledge": "{text}",
    "address": "{house} fica aqui:\n{address}",
    "hours": "A chegada é a partir das {from} e a saída, até as {by}.",
    "you_owe": "Da sua reserva *{code}* falta pagar {due}.\nDesse valor, o sinal que falta é de {deposit}.",
    "staff_will_answer": (
        "Isso eu não sei, então perguntei à equipe: vão responder por aqui. Com o resto, continuo ajudando você."
    ),
    "staff_will_answer_rest": "O resto eu não sei, então perguntei à equipe: vão responder por aqui.",
    "parcel_noted": (
        "Avisei a equipe sobre a sua encomenda: vão responder por aqui. Com o resto, continuo ajudando você."
    ),
    "person_comes": "Deixo esta conversa com alguém da equipe, que responde por aqui assim que puder.",
    "ask_extra_sure": "{name} para a sua reserva *{code}*: {price}. Posso adicionar?",
    "extra_taken": "Em {day} chega outro hóspede, então não posso oferecer {name}.",
    "extra_gone": "Isso já não pode ser adicionado à sua reserva, que continua como estava.",
    "extra_added": "Pronto, adicionei {name} à sua reserva *{code}*. O total agora é {total}.",
    "person_comes_later": (
        "Deixo esta conversa com alguém da equipe. A esta hora não há ninguém: respondem por aqui a partir das {from}."
    ),
    "nudge": "Ainda pensa em vir {stay}? Ainda há vaga, e o preço é o que eu disse.",
    "ask_what_file": (
        "Recebi o que você mandou, mas não consigo ver o que é. Um comprovante de pagamento ou uma dúvida? "
        "Toque em uma opção ou me conte com palavras."
    ),
    # Small talk.
    "welcome": (
        "Olá! Sou o assistente automático de *{house}* 👋 Posso dizer o que há e quanto custa, reservar, e mostrar, "
        "mudar ou cancelar sua reserva. Do que você precisa?"
    ),
    "go_on_with": (
        "Olá de novo!\nEstávamos vendo uma estadia {stay}.\nContinuamos ou começamos de novo? Toque em uma opção."
    ),
    "fresh_start": "Certo, começamos de novo. Do que você precisa? Por exemplo “um quarto para dois, de 12 a 15”.",
    "thanks": "De nada. Se precisar de mais alguma coisa, escreva por aqui.",
    "goodbye": "Até logo! Quando precisar de algo, escreva por aqui.",
    "anything_else": "Certo. Posso ajudar em mais alguma coisa? Me conte do que você precisa.",
    "voice_unheard": "Não consegui ouvir bem o seu áudio. Pode me escrever? Se preferir, chamo alguém que o escute.",
    "not_understood": (
        "Não entendi. Isto é o que eu posso fazer:\n"
        "• dizer o que há e quanto custa\n"
        "• reservar\n"
        "• mostrar, mudar ou cancelar sua reserva\n"
        "• passar o endereço\n"
        "Me diga do que você precisa, ou peça para falar com uma pessoa."
    ),
    "again": "Como eu dizia:",
    "has_amenity": "Sim, temos em: {names}.",
    "has_this": "{what}: sim, em {names}.",
    "missed": "Não entendi bem.",
    "offered_again": "Diga o número ou o nome da que você prefere:",
    # Buttons: WhatsApp shows 20 characters.
    "button_extra_yes": "Sim, adicionar",
    "button_extra_no": "Não, obrigado",
    "button_person": "Falar com alguém",
    "button_yes": "Sim",
    "button_no": "Não",
    "button_other_dates": "Outras datas",
    "button_night_begun": "A que já começou",
    "button_night_next": "A próxima",
    "button_nights_1": "1 noite",
    "button_nights_2": "2 noites",
    "button_nights_3": "3 noites",
    "button_book": "Quero reservar",
    "button_hold": "Sim, guardar",
    "button_change": "Não, mudar algo",
    "button_cancel": "Sim, cancelar",
    "button_keep": "Não, deixar assim",
    "button_change_yes": "Sim, mudar",
    "button_file_payment": "Comprovante",
    "button_file_question": "Uma dúvida",
    "button_go_on": "Continuar",
    "button_anew": "Começar de novo",
}
