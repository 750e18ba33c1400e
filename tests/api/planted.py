"""Endpoints that no one should write, for tests that show what becomes of them."""

from __future__ import annotations

from typing import ClassVar

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as real
from tenants.api.fields import Id
from tenants.api.strict import Strict
from tenants.api.views import EVERYBODY, TenantAPIView
from tenants.services.guests import create_guest

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Undeclared(TenantAPIView):
    def get(self, request: Request) -> Response:
        return Response({})


class Wanted(Strict):
    status = Id()


class Refusing(TenantAPIView):
    """Writes, and then answers that it could not."""

    rights: ClassVar = {"POST": EVERYBODY}

    def post(self, request: Request) -> Response:
        create_guest(name="Ana")
        return Response({"code": "no"}, status=int(self.read(Wanted)["status"]))


class Failing(TenantAPIView):
    """Writes, and then has a defect."""

    rights: ClassVar = {"POST": EVERYBODY}

    def post(self, request: Request) -> Response:
        create_guest(name="Ana")
        raise RuntimeError("planted")


urlpatterns = [
    *real,
    path("api/v1/undeclared", Undeclared.as_view()),
    path("api/v1/refusing", Refusing.as_view()),
    path("api/v1/failing", Failing.as_view()),
]
