"""Endpoints with the mistakes that the audit exists for. Only its tests have them."""

from __future__ import annotations

from typing import ClassVar

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.urls import urlpatterns as real
from tenants.api.fields import Id
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView
from tenants.models import ApiKey, Membership, StaffTask
from tenants.queries.staff_tasks import get_staff_task


class AnybodysKey(TenantAPIView):
    """Finds a key by its number alone, and forgets whose it is."""

    rights: ClassVar = {"GET": "guests:read", "POST": "guests:write"}

    def get(self, request: Request, key_id: int) -> Response:
        return Response({"name": ApiKey.objects.get(pk=key_id).name})

    def post(self, request: Request, key_id: int) -> Response:
        ApiKey.objects.filter(pk=key_id).update(name="taken")
        return Response({}, status=404)


class TaskIn(Strict):
    assignee = Id()


class AnybodysTask(TenantAPIView):
    """Gives a task to anybody, whoever they work for."""

    rights: ClassVar = {"POST": "tasks:write"}

    @extend_schema(request=TaskIn, responses=None)
    def post(self, request: Request, task_id: int) -> Response:
        task = get_staff_task(task_id)
        StaffTask.objects.filter(pk=task.pk).update(assignee=self.read(TaskIn)["assignee"])
        return Response({})


class Everybody(TenantAPIView):
    """Lists the people of all businesses."""

    rights: ClassVar = {"GET": "guests:read"}

    def get(self, request: Request) -> Response:
        return Response({"items": list(Membership.objects.values_list("user__username", flat=True))})


class WithoutRight(TenantAPIView):
    """Does not say who may."""

    def get(self, request: Request) -> Response:
        return Response({})


class Strange(TenantAPIView):
    """Takes a number of nobody knows what."""

    rights: ClassVar = {"GET": "guests:read"}

    def get(self, request: Request, thing_id: int) -> Response:
        return Response({})


class Unscoped(APIView):
    """Works in nobody's scope."""

    permission_classes = ()

    def get(self, request: Request) -> Response:
        return Response({})


urlpatterns = [
    path("api/v1/leaks/key/<row:key_id>", AnybodysKey.as_view()),
    path("api/v1/leaks/task/<row:task_id>", AnybodysTask.as_view()),
    path("api/v1/leaks/everybody", Everybody.as_view()),
    path("api/v1/leaks/without-right", WithoutRight.as_view()),
    path("api/v1/leaks/strange/<row:thing_id>", Strange.as_view()),
    path("api/v1/leaks/unscoped", Unscoped.as_view()),
    *real,
]
