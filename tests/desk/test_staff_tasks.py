"""Hoy and the tasks: what comes first, who takes it, how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenants import clock
from tenants.admin.task_kinds import KINDS
from tenants.models import AuditEvent, StaffTask, Tenant, User
from tenants.values.notices import URGENT
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

TASKS = "/admin/tenants/stafftask/"


def make_task(title: str, hours: int | None = None, assignee: User | None = None) -> StaffTask:
    due_at = clock.now() + timedelta(hours=hours) if hours is not None else None
    return StaffTask.objects.create(kind="prueba", cause=title, title=title, due_at=due_at, assignee=assignee)


def test_today_shows_the_most_urgent_first_and_counts(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        for title, hours in (("Sin hora", None), ("Mañana", 24), ("Atrasada", -2)):
            make_task(title, hours, clerk if hours == 24 else None)

    page = sit(clerk).get("/admin/").content.decode()

    assert page.index("Atrasada</a>") < page.index("Mañana</a>") < page.index("Sin hora</a>")
    assert "3 abiertas" in page
    assert "1 atrasada" in page
    assert "1 a su cargo" in page


def test_an_empty_day_says_what_will_come(clerk: User, sit: Sit) -> None:
    page = sit(clerk).get("/admin/").content.decode()

    assert "No hay tareas. Cuando algo necesite de una persona, aparecerá aquí." in page


def test_today_costs_the_same_with_many_tasks(
    clerk: User, hotel: Tenant, sit: Sit, scope: Enter, django_assert_max_num_queries: object
) -> None:
    with scope(hotel):
        for number in range(40):
            make_task(f"Tarea {number}", number, clerk)
    browser = sit(clerk)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = browser.get("/admin/").content.decode()

    assert ("Tarea 19</a>" in page, "Tarea 20</a>" in page) == (True, False)
    assert "Ver todas las tareas" in page


def test_a_task_is_taken_and_closed_with_a_name_to_it(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")
    browser = sit(clerk)

    taken = browser.post(f"{TASKS}{task.pk}/tomar/", {"from": "today"})
    closed = browser.post(f"{TASKS}{task.pk}/cerrar/", {"outcome": "done"})

    assert (taken["Location"], closed["Location"]) == ("/admin/", TASKS)
    with scope(hotel):
        task.refresh_from_db()
        assert (task.assignee, task.outcome, task.closed_by) == (clerk, "done", f"user:{clerk.pk}")
        assert AuditEvent.objects.filter(table_name="tenants_stafftask").latest("id").actor == f"user:{clerk.pk}"


def test_the_second_of_two_is_told_that_it_is_closed(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")
    browser = sit(clerk)
    browser.post(f"{TASKS}{task.pk}/cerrar/", {"outcome": "done"})

    page = browser.post(f"{TASKS}{task.pk}/cerrar/", {"outcome": "not_needed", "from": "today"}, follow=True)

    assert "Esa tarea ya está cerrada." in page.content.decode()
    with scope(hotel):
        assert StaffTask.objects.get().outcome == "done"


@pytest.mark.parametrize("step", ["tomar", "cerrar"])
def test_a_neighbours_task_is_not_there(outsider: User, hotel: Tenant, sit: Sit, scope: Enter, step: str) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")

    answer = sit(outsider).post(f"{TASKS}{task.pk}/{step}/", {"outcome": "done"})

    assert answer.status_code == 404


@pytest.mark.parametrize("step", ["tomar", "cerrar"])
def test_who_may_only_read_closes_nothing(hotel: Tenant, sit: Sit, scope: Enter, step: str) -> None:
    reader = make_person("lector", hotel, "read_only")
    with scope(hotel):
        task = make_task("Llamar a Ana")

    answer = sit(reader).post(f"{TASKS}{task.pk}/{step}/", {"outcome": "done"})
    page = sit(reader).get("/admin/").content.decode()

    assert answer.status_code == 403
    assert "Llamar a Ana" in page
    assert "Tomar" not in page


def test_an_outcome_that_there_is_not_is_refused(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")

    answer = sit(clerk).post(f"{TASKS}{task.pk}/cerrar/", {"outcome": "exploded"})

    assert answer.status_code == 403


def test_a_step_needs_a_press_and_not_a_link(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")

    assert sit(clerk).get(f"{TASKS}{task.pk}/cerrar/").status_code == 405


def test_the_chosen_tasks_are_closed_together(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    with scope(hotel):
        tasks = [make_task(f"Tarea {number}") for number in range(3)]

    page = sit(clerk).post(
        TASKS, {"action": "close_chosen", "_selected_action": [task.pk for task in tasks[:2]]}, follow=True
    )

    assert "2 tareas listas." in page.content.decode()
    with scope(hotel):
        assert StaffTask.objects.filter(closed_at=None).get() == tasks[2]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Abierta", "Atrasada", "Mía"}),
        ("?open=late", {"Atrasada"}),
        ("?open=closed", {"Cerrada"}),
        ("?open=all", {"Abierta", "Atrasada", "Mía", "Cerrada"}),
        ("?who=me", {"Mía"}),
        ("?who=nobody", {"Abierta", "Atrasada"}),
        ("?q=atras", {"Atrasada"}),
    ],
)
def test_the_list_is_filtered(clerk: User, hotel: Tenant, sit: Sit, scope: Enter, query: str, shown: set[str]) -> None:
    with scope(hotel):
        make_task("Abierta", 5)
        make_task("Atrasada", -5)
        make_task("Mía", 5, clerk)
        closed = make_task("Cerrada")
        StaffTask.objects.filter(pk=closed.pk).update(closed_at=clock.now(), outcome="done")

    page = sit(clerk).get(TASKS + query).content.decode()

    assert {title for title in ("Abierta", "Atrasada", "Mía", "Cerrada") if f">{title}</a>" in page} == shown


def test_only_people_of_the_business_can_be_given_a_task(
    clerk: User, outsider: User, hotel: Tenant, sit: Sit, scope: Enter
) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")

    page = sit(clerk).get(f"{TASKS}{task.pk}/change/").content.decode()

    assert f'<option value="{clerk.pk}">' in page
    assert f'<option value="{outsider.pk}">' not in page


def test_a_task_is_closed_from_its_own_page_and_keeps_its_note(
    clerk: User, hotel: Tenant, sit: Sit, scope: Enter
) -> None:
    with scope(hotel):
        task = make_task("Llamar a Ana")
        StaffTask.objects.filter(pk=task.pk).update(note="Llega a la 1")
    browser = sit(clerk)
    close = f"{TASKS}{task.pk}/cerrar/"
    before = browser.get(f"{TASKS}{task.pk}/change/").content.decode()

    browser.post(close, {"outcome": "done"})

    assert close in before
    assert close not in browser.get(f"{TASKS}{task.pk}/change/").content.decode()
    with scope(hotel):
        assert StaffTask.objects.get().note == "Llega a la 1"


def test_people_are_named_and_not_by_what_they_log_in_with(clerk: User, hotel: Tenant, sit: Sit, scope: Enter) -> None:
    User.objects.filter(pk=clerk.pk).update(first_name="Camila", last_name="Sosa")
    with scope(hotel):
        make_task("Llamar a Ana", assignee=clerk)

    assert "Camila Sosa" in sit(clerk).get(TASKS).content.decode()


def test_what_is_urgent_is_a_kind_of_task_that_there_is() -> None:
    assert KINDS.keys() >= URGENT
