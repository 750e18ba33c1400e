"""Secrets at rest."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tenants.models import SecondFactor, User
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


@pytest.fixture
def old_secret(clerk: User, settings: Settings) -> SecondFactor:
    """A secret that the old key sealed."""
    settings.SEALING_KEYS = [OLD]
    return SecondFactor.objects.create(user=clerk, secret=seal("JBSWY3DP"))


@pytest.mark.django_db
def test_once_everything_is_resealed_the_old_key_can_go(old_secret: SecondFactor, settings: Settings) -> None:
    settings.SEALING_KEYS = [NEW, OLD]
    call_command("reseal", stdout=StringIO())

    settings.SEALING_KEYS = [NEW]
    old_secret.refresh_from_db()
    assert unseal(old_secret.secret) == "JBSWY3DP"


@pytest.mark.django_db
def test_without_the_old_key_nothing_is_resealed(old_secret: SecondFactor, owner: User, settings: Settings) -> None:
    settings.SEALING_KEYS = [NEW]
    other = SecondFactor.objects.create(user=owner, secret=seal("other"))

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("reseal")

    assert {it.secret for it in SecondFactor.objects.all()} == {old_secret.secret, other.secret}
