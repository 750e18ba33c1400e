"""Which passwords are good, decided without a database."""

from __future__ import annotations

import pytest

from tenants.login.policy import is_guessable, missing_kinds, words_in
from tenants.login.validators import common_passwords

PLACE = words_in("ana.perez", "Ana", "Pérez", "Cabañas del Lago")


def guessable(password: str) -> bool:
    return is_guessable(password, common=common_passwords(), words=PLACE)


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("Tortuga-verde-7", []),
        ("tortuga-verde-7", ["upper"]),
        ("TORTUGA-VERDE-7", ["lower"]),
        ("Tortuga-verde-x", ["digit"]),
        ("TortugaVerde777", ["symbol"]),
        ("Ñandú corre 77", []),
        ("", ["upper", "lower", "digit", "symbol"]),
    ],
)
def test_a_password_has_every_kind_of_character(password: str, missing: list[str]) -> None:
    assert missing_kinds(password, ["upper", "lower", "digit", "symbol"]) == missing


@pytest.mark.parametrize(
    "password",
    [
        "Password2024!!",
        "P4ssw0rd123!",
        "p@$$w0rd-2026",
        "!!!Qwertyuiop99",
        "PasswordPassword1!",
        "Contraseña2026!",
        "Verano-2026-!!",
        "Bienvenido123!",
        "Conserje2024!!",
        "C0ns3rj3_2026!",
        "Recepcion-1234",
        "Ana.Perez-2026",
        "Perez!Perez!9999",
        "CabanasDelLago1!",
        "Cabañas del Lago 1",
        "Aaaaaaaaaaa1!",
        "1234567890aA!",
        "Aa1!Aa1!Aa1!Aa1!",
    ],
)
def test_a_known_word_in_disguise_is_refused(password: str) -> None:
    assert guessable(password)


@pytest.mark.parametrize(
    "password",
    [
        "Tortuga-verde-camina-7",
        "conserje con tortuga verde 9X",
        "xK7#qLm92!vTz",
        "Lluvia-en-Tafí-27",
        "Ana compra 3 zanahorias moradas!",
        "9f!Wq-3zP_7rXk",
        "Ñandúes y quirquinchos 44",
        "made-on-first-run-aZ7",
    ],
)
def test_a_sentence_and_a_random_password_are_good(password: str) -> None:
    assert not guessable(password)


def test_only_words_of_some_length_count() -> None:
    assert words_in("Sol y Mar", "ana@x.com") == {"solymar", "anaxcom"}
