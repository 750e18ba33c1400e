"""What people are asked to do: looked at, handed over, closed."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tenants import clock
from tenants.api.fields import Choice, Id, Number, Text
from tenants.api.pages import PageQuery, Sort, page_of
from tenants.api.shared_fields import Out
from tenants.api.strict import Strict
from tenants.api.views import TenantAPIView
from tenants.models import Outcome
from tenants.queries.staff_tasks import get_staff_task, list_staff_tasks
from tenants.queries.team import find_teammate
from tenants.services.staff_tasks import NotInTeam, assign_staff_task, close_staff_task


class AssigneeOut(Out):
    id = serializers.IntegerField()
    username = serializers.CharField()


class StaffTaskOut(Out):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    cause = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    link = serializers.CharField()
    opened_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    assignee = AssigneeOut(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True)
    note = serializers.CharField()


class StaffTaskPage(Out):
    items = StaffTaskOut(many=True)
    next = serializers.CharField(allow_null=True)


class StaffTaskQuery(PageQuery):
    sort = serializers.ChoiceField(choices=["-id", "id"], default="-id")
    state = serializers.ChoiceField(choices=["open", "closed"], required=False)
    kind = Text(max_length=40, required=False)
    assignee = Number(min_value=1, max_value=2**31 - 1, required=False)


class ClosingIn(Strict):
    outcome = Choice(choices=Outcome.choices)
    note = Text(max_length=2000, allow_blank=True, default="")


class AssigneeIn(Strict):
    """`null` puts the task back on the table."""

    assignee = Id(allow_null=True)


class StaffTasks(TenantAPIView):
    rights: ClassVar = {"GET": "tasks:read"}
    query = StaffTaskQuery

    @extend_schema(
        "list_staff_tasks", parameters=[StaffTaskQuery], responses=StaffTaskPage, summary=_("Tareas del personal")
    )
    def get(self, request: Request) -> Response:
        asked, rows = self.asked, list_staff_tasks()
        if "state" in asked:
            rows = rows.filter(closed_at__isnull=asked["state"] == "open")
        if "kind" in asked:
            rows = rows.filter(kind=asked["kind"])
        if "assignee" in asked:
            rows = rows.filter(assignee=asked["assignee"])
        page = page_of(rows, sort=Sort(asked["sort"]), limit=asked["limit"], cursor=asked.get("cursor"))
        return self.page(page, StaffTaskOut)


class OneStaffTask(TenantAPIView):
    rights: ClassVar = {"GET": "tasks:read"}

    @extend_schema("get_staff_task", responses=StaffTaskOut, summary=_("Una tarea del personal"))
    def get(self, request: Request, task_id: int) -> Response:
        return Response(StaffTaskOut(get_staff_task(task_id)).data)


class CloseStaffTask(TenantAPIView):
    rights: ClassVar = {"POST": "tasks:write"}

    @extend_schema("close_staff_task", request=ClosingIn, responses=StaffTaskOut, summary=_("Cerrar una tarea"))
    def post(self, request: Request, task_id: int) -> Response:
        task, values = get_staff_task(task_id), self.read(ClosingIn)
        closed = close_staff_task(task=task, outcome=values["outcome"], note=values["note"], now=clock.now())
        return Response(StaffTaskOut(closed).data)


class AssignStaffTask(TenantAPIView):
    rights: ClassVar = {"POST": "tasks:write"}

    @extend_schema(
        "assign_staff_task", request=AssigneeIn, responses=StaffTaskOut, summary=_("Poner una tarea a cargo de alguien")
    )
    def post(self, request: Request, task_id: int) -> Response:
        task, person_id = get_staff_task(task_id), self.read(AssigneeIn)["assignee"]
        person = find_teammate(person_id) if person_id else None
        if person_id and person is None:
            raise NotInTeam
        return Response(StaffTaskOut(assign_staff_task(task=task, assignee=person)).data)
