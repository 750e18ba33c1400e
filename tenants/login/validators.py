"""The rules for passwords as Django asks for them; config/passwords.py lists those that are on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tenants.login import history
from tenants.login.policy import is_guessable, missing_kinds, words_in
from tenants.models import Tenant, User

# Room for any sentence, and an end to what is hashed several times.
LONGEST = 256

KIND_NAMES = {
    "upper": _("una mayúscula"),
    "lower": _("una minúscula"),
    "digit": _("un número"),
    "symbol": _("un símbolo"),
}


class NotTooLong:
    """Allows long sentences, and refuses books."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("La contraseña es demasiado larga."), code="password_too_long")

    def get_help_text(self) -> str:
        return ""


class HasKinds:
    """Asks for certain kinds of characters."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)

    def validate(self, password: str, user: Any = None) -> None:
        if missing := missing_kinds(password, self.kinds):
            raise ValidationError(
                _("A la contraseña le falta: %(kinds)s."), code="password_kinds", params={"kinds": self.named(missing)}
            )

    def get_help_text(self) -> str:
        return str(format_lazy(_("Lleva {kinds}."), kinds=self.named(self.kinds))) if self.kinds else ""

    def named(self, kinds: Sequence[str]) -> str:
        return ", ".join(str(KIND_NAMES[kind]) for kind in kinds)


class NotGuessable:
    """Refuses common and breached passwords, words of the place and of the person, also in disguise."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_guessable(password, common=common_passwords(), words=words_around(user)):
            raise ValidationError(
                _("Esa contraseña es muy conocida o se adivina por los nombres del lugar. Pruebe con varias palabras."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return str(_("No es una contraseña conocida ni un nombre del lugar con números detrás."))


class NotUsedBefore:
    """Refuses the last passwords of the same person, and keeps what it needs to know them by."""

    def __init__(self, count: int) -> None:
        self.count = count

    def validate(self, password: str, user: Any = None) -> None:
        if self.count and isinstance(user, User) and user.pk and history.was_used(user, password, last=self.count):
            raise ValidationError(
                ngettext_lazy(
                    "Esa es su contraseña actual: elija otra.",
                    "Esa es una de sus últimas %(count)d contraseñas: elija otra.",
                    self.count,
                ),
                code="password_used",
                params={"count": self.count},
            )

    def password_changed(self, password: str, user: Any = None) -> None:
        if isinstance(user, User):
            history.note_new_password(user, keep=self.count)

    def get_help_text(self) -> str:
        if not self.count:
            return ""
        return str(_("No es una de las últimas %(count)d.")) % {"count": self.count}


@cache
def common_passwords() -> frozenset[str]:
    """Return the 20,000 most common breached passwords, which come with Django: nothing is asked of the network."""
    return frozenset(CommonPasswordValidator().passwords)


def words_around(user: Any) -> set[str]:
    """Return the words that somebody would try first for this person: their names, and those of their businesses."""
    if not isinstance(user, User):
        return set()
    names = [user.username, user.first_name, user.last_name, user.email.partition("@")[0]]
    if user.pk:
        names += Tenant.objects.filter(membership__user=user).values_list("name", flat=True)
    return words_in(*names)
