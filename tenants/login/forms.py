"""The forms of getting in. LoginForm is what the admin asks with (site.login_form)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from tenants.login import lockout
from tenants.models import User

if TYPE_CHECKING:
    from django.contrib.auth.forms import AuthenticationForm
else:
    from unfold.forms import AuthenticationForm

# One sentence for all: a wrong name, a wrong password, somebody who has left, a lock. Whoever guesses learns nothing.
REFUSED = _(
    "El usuario o la contraseña no son correctos, o la cuenta está bloqueada por demasiados intentos: "
    "si es así, pida a un encargado que la desbloquee, o espere un rato."
)


class LoginForm(AuthenticationForm):
    """Name and password, with the same answer to everything that is wrong."""

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}  # noqa: RUF012 (as Django declares it)

    def confirm_login_allowed(self, user: Any) -> None:
        """Refuse who has nothing to do here. What counts is the role in a business; `is_staff` opens nothing."""
        if not user.is_active or not (user.is_superuser or user.memberships.filter(is_active=True).exists()):
            raise self.get_invalid_login_error()


def password_field(label: Any, *, is_new: bool, **options: Any) -> forms.CharField:
    """Return a field that password managers understand."""
    purpose = "new-password" if is_new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": purpose, "autocapitalize": "none", "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, widget=widget, **options)


class NewPasswordForm(forms.Form):
    """A password for somebody who came by a link."""

    password = password_field(_("Contraseña nueva"), is_new=True)
    again = password_field(_("Otra vez"), is_new=True)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["password"].help_text = " ".join(filter(None, password_validation.password_validators_help_texts()))

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "password" in values and values["password"] != values.get("again"):
            self.add_error("again", _("Las dos contraseñas no son iguales."))
        return values


class ChangePasswordForm(NewPasswordForm):
    """The same for somebody who is in, and who must know the present one."""

    field_order = ("present", "password", "again")
    present = password_field(_("Contraseña actual"), is_new=False)

    def clean_present(self) -> str:
        present = str(self.cleaned_data["present"])
        if not lockout.is_present_password(self.user, present):
            raise forms.ValidationError(_("Esa no es su contraseña actual."), code="password_incorrect")
        return present


class CodeForm(forms.Form):
    """A code of the application, or one for recovery."""

    code = forms.CharField(
        label=_("Código"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ForgottenForm(forms.Form):
    """Who forgot the password."""

    who = forms.CharField(
        label=_("Usuario o correo"), max_length=254, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
