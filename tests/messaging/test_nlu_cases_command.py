"""`manage.py nlu_cases`: from what somebody said was wrong to lines that the corpus and `understand` read, and back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bookings.models import UnitType
from messaging.models import BotTurn, NluCase, WhatsAppNumber
from messaging.services.nlu_cases import mark_wrong
from tenants import clock
from tenants.models import Tenant
from tests.cast import enter
from tests.dialogue.guest import NOON, Phone
from tests.nlu.test_examples import CORPUS, FIELDS

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "soy Ana Pérez, hay lugar del 12 al 15 de diciembre para 2?"


@pytest.fixture
def phone(line: WhatsAppNumber, cabins: UnitType, hotel: Tenant) -> Iterator[Phone]:
    with clock.stopped_at(NOON):
        yield Phone(hotel, line, name="Ana Pérez")


def run(*args: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("nlu_cases", *args, stdout=out, **options)
    return out.getvalue()


def mark(phone: Phone, words: str, *, note: str = "", **expected: Any) -> None:
    """Let a guest write, and somebody say what the answer should have been to."""
    phone.writes(words)
    with enter(phone.business, "user:1"):
        turn = BotTurn.objects.latest("pk")
        mark_wrong(turn=turn, expected=expected, note=note, now=clock.now())


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_has_the_keys_of_the_corpus_and_what_was_said_over_what_was_understood(phone: Phone) -> None:
    mark(phone, WORDS, intent="price", adults=3, note="era el precio")

    (told,) = lines(run("export"))

    (example, *_) = lines((CORPUS / "examples.jsonl").read_text(encoding="utf-8"))
    assert list(told) == list(example)
    assert told == {
        **{
            "id": told["id"],
            "text": "soy Juan Gómez, hay lugar del 12 al 15 de diciembre para 2?",
            "today": "2026-11-22",
        },
        **{"intent": "price", "check_in": "2026-12-12", "check_out": "2026-12-15", "nights": 3, "adults": 3},
        **{"children": None, "language": "es", "note": "era el precio"},
    }


@pytest.mark.parametrize(
    ("expected", "nights"),
    [
        ({"check_in": "2026-12-12", "check_out": "2026-12-13"}, 1),
        ({"check_in": "2026-12-12", "check_out": None}, None),
        ({"check_in": None}, None),
        ({"adults": 2}, 3),
    ],
)
def test_the_nights_follow_the_days(phone: Phone, expected: dict[str, Any], nights: int | None) -> None:
    mark(phone, WORDS, intent="price", **expected)

    (told,) = lines(run("export"))

    assert told["nights"] == nights


def test_a_length_without_days_stays_a_length(phone: Phone) -> None:
    mark(phone, "algo por 3 noches?", intent="price", check_in=None, check_out=None)

    (told,) = lines(run("export"))

    assert (told["check_in"], told["check_out"], told["nights"]) == (None, None, 3)


def test_what_is_exported_is_checked_and_fails_until_it_is_understood(
    phone: Phone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new.jsonl"
    mark(phone, WORDS, intent="availability")
    assert "1 written" in run("export", out=str(out))
    assert "1 of 1 as they should be" in run("check", str(out))
    mark(phone, "hola, cuánto sale?", intent="greeting")
    run("export", out=str(out))

    told = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("nlu_cases", "check", str(out), stdout=told)

    assert ended.value.code == 1
    assert "'hola, cuánto sale?': intent: price for greeting" in told.getvalue()
    assert "1 of 2 as they should be" in told.getvalue()


def test_the_corpus_itself_can_be_checked_and_understand_reads_the_lines(
    phone: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = (CORPUS / "examples.jsonl").read_text(encoding="utf-8").splitlines()
    few = tmp_path / "few.jsonl"
    few.write_text("\n\n".join(examples[:5]), encoding="utf-8")
    mark(phone, WORDS, intent="availability")
    told = io.StringIO()

    monkeypatch.setattr("sys.stdin", io.StringIO(run("export")))
    call_command("understand", stdout=told)

    (understood,) = lines(told.getvalue())
    (label,) = lines(run("export"))
    assert {name: understood[name] for name in FIELDS} == {name: label[name] for name in FIELDS}
    assert run("check", str(few)) == "5 of 5 as they should be\n"


def test_only_one_business_or_only_the_new_ones(phone: Phone, neighbour: Tenant) -> None:
    mark(phone, "hola", intent="price")
    phone.waits(timedelta(days=2))
    mark(phone, "hay lugar?", intent="price")

    assert [it["text"] for it in lines(run("export"))] == ["hola", "hay lugar?"]
    assert [it["text"] for it in lines(run("export", "--since", "2026-11-24"))] == ["hay lugar?"]
    assert run("export", "--since", "2026-11-25") == ""
    assert run("export", tenant=neighbour.slug) == ""
    assert len(lines(run("export", tenant=phone.business.slug))) == 2


@pytest.mark.parametrize("words", ["hola\u2028del 12\x85al 15", "una\nlínea\r\ny otra", '"}\n{"', "😀 <script>"])
def test_a_line_stays_a_line_whatever_a_guest_wrote(phone: Phone, tmp_path: Path, words: str) -> None:
    out = tmp_path / "new.jsonl"
    mark(phone, words, intent="unknown", note=words)

    run("export", out=str(out))

    (told,) = lines(out.read_text(encoding="utf-8"))
    assert (told["text"], told["note"]) == (words, words)


@pytest.mark.parametrize(
    "line",
    [
        *("hola", "[]", "{}", "5", '{"text": "x", "today": "2026-11-22"}', '{"text": "x", "today": "ayer"}'),
        '{"text": 5, "today": "2026-11-22"}',
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Line 2"):
        run("check", str(file))


def test_what_cannot_be_done_is_said(hotel: Tenant, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such business"):
        run("export", tenant="nobody")
    with pytest.raises(CommandError, match="nowhere"):
        run("check", "nowhere.jsonl")
    with pytest.raises(CommandError, match="Which file"):
        run("check")
    with pytest.raises(CommandError, match="--out"):
        run("export", "new.jsonl")
    with pytest.raises(CommandError, match="nowhere"):
        run("export", out=str(tmp_path / "nowhere" / "new.jsonl"))


def test_a_guest_who_is_forgotten_takes_it_along(phone: Phone, hotel: Tenant) -> None:
    mark(phone, "hola", intent="price")

    with enter(hotel):
        BotTurn.objects.all().delete()

        assert not NluCase.objects.exists()
