"""Which rules a new password must meet, from the settings: each can be switched off (docs/explanation/passwords.md)."""

from __future__ import annotations

from typing import Any

from config.env import BadSetting

KINDS = ("upper", "lower", "digit", "symbol")
OURS = "tenants.login.validators"
DJANGOS = "django.contrib.auth.password_validation"


def password_validators(
    *, min_length: int, needs: list[str], refuse_common: bool, history: int
) -> list[dict[str, Any]]:
    """Return Django's list of validators.

    :raises BadSetting: if a kind of character is not known
    """
    kinds = [] if needs == ["none"] else needs
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise BadSetting(f"PASSWORD_NEEDS knows {', '.join(KINDS)}, or none; not {', '.join(unknown)}.")
    validators: list[dict[str, Any]] = [
        {"NAME": f"{DJANGOS}.MinimumLengthValidator", "OPTIONS": {"min_length": min_length}},
        {"NAME": f"{OURS}.NotTooLong"},
        {"NAME": f"{OURS}.HasKinds", "OPTIONS": {"kinds": tuple(kinds)}},
    ]
    if refuse_common:
        validators += [
            {"NAME": f"{OURS}.NotGuessable"},
            {"NAME": f"{DJANGOS}.UserAttributeSimilarityValidator"},
        ]
    # Last, since it costs a hash for each password that the person had. Also keeps what it must know the next time.
    return [*validators, {"NAME": f"{OURS}.NotUsedBefore", "OPTIONS": {"count": history}}]
