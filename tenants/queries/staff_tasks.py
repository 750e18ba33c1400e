"""Questions about what people are asked to do."""

from __future__ import annotations

from django.db.models import QuerySet

from tenants.errors import NotFound
from tenants.models import StaffTask


def list_staff_tasks() -> QuerySet[StaffTask]:
    """Return the tasks of this business, with who they were given to."""
    return StaffTask.objects.select_related("assignee")


def list_open_staff_tasks() -> QuerySet[StaffTask]:
    """Return what is still to be done, the most urgent first; what has no hour comes last."""
    return list_staff_tasks().filter(closed_at=None).order_by("due_at", "id")


def get_staff_task(task_id: int) -> StaffTask:
    """Return a task.

    :raises NotFound: if this business has none of this number
    """
    task = list_staff_tasks().filter(pk=task_id).first()
    if task is None:
        raise NotFound
    return task
