"""The first page: where everything is, and how it is doing right now."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show links to every door of the system. Their state is asked for by the page, so that this answer needs nothing."""
    return render(request, "config/home.html", {"doors": doors(), "development": settings.DEVELOPMENT})


def doors() -> list[dict[str, str]]:
    """Return the doors that are open in this installation."""
    known = [
        {"url": reverse("admin:index"), "name": _("Recepción"), "about": _("El trabajo del día, para el personal")},
    ]
    if settings.SANDBOX:
        known.append({"url": "/sandbox/", "name": _("Prueba"), "about": _("Para probar todo sin cuenta de Meta")})
    if settings.DEVELOPMENT:
        flower = f"http://127.0.0.1:{settings.FLOWER_PORT}/"
        known.append({"url": flower, "name": "Flower", "about": _("Las colas y sus trabajadores")})
        known.append({"url": reverse("metrics"), "name": _("Métricas"), "about": _("Para Prometheus")})
    known.append({"url": reverse("health"), "name": _("Salud"), "about": _("El estado de cada parte, en JSON")})
    return known
