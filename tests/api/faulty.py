"""Endpoints that do not keep their word: for the proof that somebody who looks would see it."""

from __future__ import annotations

from types import ModuleType
from typing import ClassVar

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from config import urls
from tenants.api.views import EVERYBODY, TenantAPIView


class Faulty(TenantAPIView):
    rights: ClassVar = {"GET": EVERYBODY}


class Broken(Faulty):
    def get(self, request: Request) -> Response:
        raise RuntimeError


class Unforeseen(Faulty):
    def get(self, request: Request) -> Response:
        return Response({}, status=202)


class Misshapen(Faulty):
    def get(self, request: Request) -> Response:
        return Response({"rights": "all of them"})


class Wordless(Faulty):
    def get(self, request: Request) -> Response:
        problem = {"type": "t", "title": "t", "status": 404, "detail": "d", "code": "", "trace": None}
        return Response(problem, status=404, content_type="application/problem+json")


def serving(view: type[TenantAPIView], address: str) -> ModuleType:
    """Return our table of addresses, but with this view at one of them."""
    table = ModuleType("faulty")
    table.__dict__.update(vars(urls))
    table.urlpatterns = [path(address.removeprefix("/"), view.as_view()), *urls.urlpatterns]  # type: ignore[attr-defined]
    return table
