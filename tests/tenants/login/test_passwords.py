"""New passwords: what is refused, what is remembered, and when one is too old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from config.env import BadSetting
from config.passwords import password_validators
from tenants import clock
from tenants.login.history import is_expired
from tenants.models import PasswordUsed, Tenant, User
from tests.cast import PASSWORD, make_person
from tests.tenants.login.conftest import GOOD

pytestmark = pytest.mark.django_db
Rules = Callable[..., None]


@pytest.fixture
def rules(settings: Settings) -> Rules:
    """Choose the rules as somebody does in the environment."""

    def choose(**changes: object) -> None:
        usual = {"min_length": 12, "needs": ["upper", "lower", "digit", "symbol"], "refuse_common": True, "history": 5}
        settings.AUTH_PASSWORD_VALIDATORS = password_validators(**{**usual, **changes})  # type: ignore[arg-type]

    return choose


def faults(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {str(fault.code) for fault in error.error_list}
    return set()


def give(user: User, *passwords: str) -> None:
    for password in passwords:
        user.set_password(password)
        user.save()


def test_a_good_password_is_taken(clerk: User) -> None:
    assert faults(GOOD, clerk) == set()


def test_every_fault_is_named_at_once() -> None:
    assert faults("password") == {"password_too_short", "password_kinds", "password_guessable"}


def test_sixty_four_characters_and_more_are_allowed() -> None:
    assert faults("Tortuga-verde-camina-7 " * 4) == set()
    assert faults("Tortuga-verde-camina-7 " * 40) == {"password_too_long"}


def test_the_names_of_the_persons_businesses_are_known_words(hotel: Tenant, clerk: User) -> None:
    hotel.name = "Quincho Azul"
    hotel.save()

    assert faults("Quincho-Azul-2026", clerk) == {"password_guessable"}
    assert faults("Quincho-Azul-2026") == set()


def test_the_last_five_passwords_do_not_come_back(clerk: User) -> None:
    mine = [f"Tortuga-{color}-camina-7" for color in ("verde", "negra", "parda", "gris", "blanca", "dorada")]

    give(clerk, *mine)

    assert [faults(password, clerk) for password in mine] == [set(), *[{"password_used"}] * 5]
    assert PasswordUsed.objects.filter(user=clerk).count() == 5


def test_the_password_that_came_with_the_account_counts_too(clerk: User) -> None:
    assert "password_used" in faults(PASSWORD, clerk)


def test_somebody_elses_password_is_nobodys_business(clerk: User, owner: User) -> None:
    give(owner, GOOD)

    assert faults(GOOD, clerk) == set()


def test_what_is_remembered_are_hashes(clerk: User) -> None:
    give(clerk, GOOD)

    assert GOOD not in PasswordUsed.objects.get(user=clerk).password


def test_each_rule_can_be_switched_off(rules: Rules, clerk: User) -> None:
    rules(needs=["none"])
    assert faults("tortugaverdecamina", clerk) == set()

    rules(refuse_common=False)
    assert faults("Password2024!!", clerk) == set()

    rules(history=0)
    give(clerk, GOOD)
    assert faults(GOOD, clerk) == set()

    rules(min_length=8)
    assert faults("Zx!7qLw9", clerk) == set()


def test_an_unknown_kind_of_character_stops_the_start(rules: Rules) -> None:
    with pytest.raises(BadSetting, match="PASSWORD_NEEDS"):
        rules(needs=["upper", "emoji"])


def test_the_rules_are_told_before_they_are_broken(rules: Rules) -> None:
    rules()

    told = " ".join(map(str, password_validators_help_texts()))

    assert "12" in told
    assert "una mayúscula" in told
    assert "últimas 5" in told


def test_a_password_is_too_old_after_its_days(clerk: User) -> None:
    give(clerk, GOOD)
    now = clerk.password_since

    assert not is_expired(clerk, max_age_days=90, now=now + timedelta(days=89))
    assert is_expired(clerk, max_age_days=90, now=now + timedelta(days=90))


def test_with_zero_days_no_password_grows_old(clerk: User) -> None:
    assert not is_expired(clerk, max_age_days=0, now=clock.now() + timedelta(days=3000))


def test_who_has_no_password_need_not_change_it(db: None) -> None:
    person = make_person("sin-clave")
    person.set_unusable_password()

    assert not is_expired(person, max_age_days=90, now=clock.now() + timedelta(days=3000))
