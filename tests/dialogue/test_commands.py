"""`manage.py understand` and `manage.py chat`: the same rules as on the phone, from a terminal."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bookings.models import Reservation, UnitType
from messaging.models import Message, Outgoing, WhatsAppNumber
from tenants.models import Tenant
from tests.cast import enter


def run(monkeypatch: pytest.MonkeyPatch, command: str, /, *lines: str, **options: Any) -> str:
    """Run a command with lines on its input, and return its output."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    call_command(command, stdout=out, **options)
    return out.getvalue()


# --- understand ----------------------------------------------------------------------------------------------------------


def test_each_line_is_answered_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = json.dumps({"id": "7", "text": "hay lugar del 12 al 15 para 2?", "today": "2026-11-22"})

    told = run(monkeypatch, "understand", asked, "", asked)

    first, second = (json.loads(line) for line in told.splitlines())
    assert list(first) == [
        *("id", "intent", "check_in", "check_out", "nights", "adults", "children", "language", "confidence", "spans"),
        "micros",
    ]
    assert (first["id"], first["intent"], first["check_in"], first["check_out"]) == (
        "7",
        "availability",
        "2026-12-12",
        "2026-12-15",
    )
    assert (first["nights"], first["adults"], first["children"], first["language"]) == (3, 2, None, "es")
    assert first["micros"] > 0
    assert {**first, "micros": 0} == {**second, "micros": 0}


def test_names_of_the_house_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = json.dumps({"text": "está libre la cabaña del lago?", "today": "2026-11-22"})

    told = json.loads(run(monkeypatch, "understand", asked, name=["Cabaña del Lago"], all=True))

    assert told["names"] == ["Cabaña del Lago"]


@pytest.mark.parametrize(
    "line",
    ["hola", "{}", '{"text": "x"}', '{"text": 7, "today": "2026-11-22"}', '{"text": "x", "today": "ayer"}', "[]"],
)
def test_a_line_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    with pytest.raises(CommandError, match="Line 1"):
        run(monkeypatch, "understand", line)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("understand", "nowhere.jsonl")


# --- chat ----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_guest_books_in_the_terminal_and_nothing_is_sent(
    monkeypatch: pytest.MonkeyPatch, line: WhatsAppNumber, cabins: UnitType, hotel: Tenant
) -> None:
    told = run(
        monkeypatch,
        "chat",
        "quiero reservar del 12 al 15 de diciembre para 2",
        "/why",
        "/tap 9",
        "/tap 1",
        "/clock +3h",
        "sí",
        "/state",
        "/nonsense",
        "/quit",
        "never read",
        at=datetime(2026, 11, 22, 12),  # noqa: DTZ001 (the house has the zone)
        name="Ana Paz",
    )

    assert "[1] Reservar" in told
    assert "rule: options" in told
    assert "There is no such button." in told
    assert "2026-11-22 15:00" in told
    assert "/tap 2" in told
    with enter(hotel):
        (stay,) = Reservation.objects.all()
        assert str(stay.status) == "pre_reserved"
        assert not Message.objects.filter(text="never read").exists()
        assert set(Message.objects.filter(direction="out").values_list("state", flat=True)) == {"delivered"}
    assert not Outgoing.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_once_a_person_has_it_the_terminal_says_so(
    monkeypatch: pytest.MonkeyPatch, line: WhatsAppNumber, cabins: UnitType, hotel: Tenant
) -> None:
    told = run(monkeypatch, "chat", "quiero hablar con una persona", "hola?", "/new", "hola")

    assert "a person has this conversation" in told
    assert told.count("asistente automático") == 1


@pytest.mark.django_db(transaction=True)
def test_without_a_number_or_a_business_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, hotel: Tenant) -> None:
    with pytest.raises(CommandError, match="no WhatsApp number"):
        run(monkeypatch, "chat")
    with pytest.raises(CommandError, match="no such business"):
        run(monkeypatch, "chat", tenant="nobody")


def test_holds_of_a_production_are_not_made_in_a_terminal(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.CONSERJE_ENV = "production"

    with pytest.raises(CommandError, match="real"):
        run(monkeypatch, "chat")
