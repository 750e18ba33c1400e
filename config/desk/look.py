"""How the desk looks: Unfold's settings. Colours keep 4.5:1 against what they stand on; a browser test measures them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the menu of this person. Imported late, since settings are read before any model can be."""
    from config.desk.navigation import menu

    return menu(request)


GREEN = {
    "50": "#eefaf3",
    "100": "#d6f3e2",
    "200": "#b0e6c9",
    "300": "#7dd3aa",
    "400": "#48ba86",
    "500": "#3fb27f",
    "600": "#1d6b45",
    "700": "#185a3a",
    "800": "#144830",
    "900": "#113b28",
    "950": "#082117",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Conserje",
    "SITE_HEADER": "Conserje",
    "SITE_URL": None,
    "SITE_SYMBOL": "concierge",
    "BORDER_RADIUS": "6px",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": False,
    "COLORS": {
        "primary": GREEN,
        "font": {
            "subtle-light": "var(--color-base-600)",
            "subtle-dark": "var(--color-base-400)",
            "default-light": "var(--color-base-700)",
            "default-dark": "var(--color-base-300)",
            "important-light": "var(--color-base-900)",
            "important-dark": "var(--color-base-100)",
        },
    },
    "LOGIN": {"form": "tenants.login.forms.LoginForm"},
    "ACCOUNT": {
        "navigation": [
            {"title": _("Contraseña"), "link": reverse_lazy("change_password")},
            {"title": _("Segundo paso al entrar"), "link": reverse_lazy("second_factor")},
            {"title": _("Dónde está abierta su cuenta"), "link": reverse_lazy("sessions")},
        ]
    },
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": navigation},
}
