"""Secrets at rest."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tenants.sealed import CannotUnseal, NoSealingKey, reseal, seal, unseal

OLD, NEW = "old-key-" * 5, "new-key-" * 5


def test_what_was_sealed_comes_back_and_cannot_be_read_before() -> None:
    sealed = seal("APP_USR-1234 ñ")

    assert "1234" not in sealed
    assert unseal(sealed) == "APP_USR-1234 ñ"
    assert seal("APP_USR-1234 ñ") != sealed


def test_a_new_key_in_front_opens_what_an_old_one_sealed(settings: Settings) -> None:
    settings.SEALING_KEYS = [OLD]
    sealed = seal("secret")

    settings.SEALING_KEYS = [NEW, OLD]
    assert unseal(sealed) == "secret"
    again = reseal(sealed)

    settings.SEALING_KEYS = [NEW]
    assert unseal(again) == "secret"
    with pytest.raises(CannotUnseal):
        unseal(sealed)


@pytest.mark.parametrize("wrong", ["", "nonsense", "gAAAAABnonsense"])
def test_what_was_not_sealed_by_us_is_refused(wrong: str) -> None:
    with pytest.raises(CannotUnseal):
        unseal(wrong)
    with pytest.raises(CannotUnseal):
        reseal(wrong)


def test_a_text_that_was_changed_is_refused() -> None:
    sealed = seal("secret")

    with pytest.raises(CannotUnseal):
        unseal(sealed[:30] + ("A" if sealed[30] != "A" else "B") + sealed[31:])


def test_without_a_key_nothing_is_sealed(settings: Settings) -> None:
    settings.SEALING_KEYS = []

    with pytest.raises(NoSealingKey):
        seal("secret")
