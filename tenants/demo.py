"""Two businesses to try everything on: people, guests and things to do, dated as of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tenants.models import Membership, NoticeChannel, NoticeKind, StaffTask, Tenant, User
from tenants.rights import KEY_SCOPES
from tenants.scoping import tenant_scope
from tenants.services.channels import add_identifier
from tenants.services.guests import find_or_create_guest
from tenants.services.keys import create_key
from tenants.services.staff_tasks import open_staff_task

ACTOR = "system:seed_demo"


@dataclass(frozen=True)
class DemoTask:
    """Something to do, due so many hours from now; None: whenever there is time."""

    kind: str
    cause: str
    title: str
    detail: str
    hours: float | None
    assignee: str = ""


@dataclass(frozen=True)
class DemoTenant:
    """A business as the demonstration shows it."""

    name: str
    slug: str
    zone: str
    currency: str
    language: str
    phone: str
    phone_number_id: str
    people: dict[str, tuple[str, str]]  # user name: (full name, role)
    guests: tuple[tuple[str, str], ...]  # (name, phone)
    tasks: tuple[DemoTask, ...]
    program: str


LAKE = DemoTenant(
    name="Cabañas del Lago",
    slug="cabanas-del-lago",
    zone="America/Argentina/Buenos_Aires",
    currency="ARS",
    language="es",
    phone="+54 9 294 455-0100",
    phone_number_id="100000000000001",
    people={
        "lucia": ("Lucía Ferreyra", "owner"),
        "martin": ("Martín Quiroga", "manager"),
        "camila": ("Camila Sosa", "desk"),
        "rosa": ("Rosa Maidana", "housekeeper"),
        "contador": ("Estudio Peralta", "read_only"),
    },
    guests=(
        ("Ana Paz", "+54 9 381 555-0101"),
        ("Bruno Ledesma", "+54 9 11 5555-0102"),
        ("Valentina Ríos", "+56 9 5555 0103"),
        ("Familia Andrade", "+598 99 555 104"),
        ("Jorge Luján", "+52 1 55 5555 0105"),
        ("", "+57 301 5550106"),
    ),
    tasks=(
        DemoTask("call_guest", "demo:1", "Llamar a Ana Paz por la llegada tarde", "Avisó que llega a la 1.", -1),
        DemoTask(
            "check_receipt", "demo:2", "Mirar un comprobante de transferencia", "Bruno envió una foto.", 2, "camila"
        ),
        DemoTask("prepare_unit", "demo:3", "Cuna para la cabaña Arrayán", "Pedida para hoy.", 5, "rosa"),
        DemoTask("answer_review", "demo:4", "Contestar una reseña", "Tres estrellas, por el agua caliente.", 30),
        DemoTask("update_photos", "demo:5", "Fotos nuevas de la cabaña Coihue", "Después de la pintura.", None),
    ),
    program="Motor de reservas",
)
COAST = DemoTenant(
    name="Pousada Areia Branca",
    slug="areia-branca",
    zone="America/Fortaleza",
    currency="BRL",
    language="pt",
    phone="+55 85 95555-0200",
    phone_number_id="100000000000002",
    people={
        "beatriz": ("Beatriz Nogueira", "owner"),
        "thiago": ("Thiago Alencar", "desk"),
        "dalva": ("Dalva Pontes", "housekeeper"),
    },
    guests=(("Rafael Moura", "+55 85 8555-0201"), ("Emily Carter", "+1 555 555 0202"), ("Ana Paz", "+54 381 555-0101")),
    tasks=(
        DemoTask("call_guest", "demo:1", "Ligar para Rafael Moura", "Pergunta pelo traslado.", 1),
        DemoTask("prepare_unit", "demo:2", "Trocar a lâmpada do dormitório 2", "", 4, "dalva"),
    ),
    program="Motor de reservas",
)
DEMO = (LAKE, COAST)


def refresh(*, now: datetime) -> list[str]:
    """Make what is missing, move what is there to today, and return what there is now, a line for each business."""
    return [refresh_tenant(wanted, now=now) for wanted in DEMO]


def refresh_tenant(wanted: DemoTenant, *, now: datetime) -> str:
    with transaction.atomic():
        columns = {name: getattr(wanted, name) for name in ("name", "zone", "currency", "language")}
        tenant, is_new = Tenant.objects.get_or_create(slug=wanted.slug, defaults=columns)
        with tenant_scope(tenant.pk, actor=ACTOR):
            people = {name: refresh_person(tenant, name, *rest) for name, rest in wanted.people.items()}
            if is_new:
                add_identifier(tenant=tenant, kind="phone_number_id", value=wanted.phone_number_id)
                add_identifier(tenant=tenant, kind="phone", value=wanted.phone)
                # To be looked at: nobody is told its secret.
                create_key(tenant=tenant, name=wanted.program, scopes=KEY_SCOPES, by=None, expires_at=None, now=now)
            for name, phone in wanted.guests:
                find_or_create_guest(kind="phone", value=phone, name=name, language=wanted.language)
            for task in wanted.tasks:
                refresh_task(task, people, now=now)
    return f"{wanted.name}: {', '.join(wanted.people)}"


def refresh_person(tenant: Tenant, username: str, full_name: str, role: str) -> User:
    """Return a person of the demonstration. Without a password: the way in is a link (manage.py desk_link NAME)."""
    first, _, last = full_name.partition(" ")
    person, is_new = User.objects.get_or_create(username=username, defaults={"first_name": first, "last_name": last})
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        Membership.objects.create(tenant=tenant, user=person, role=role)
        # So that *Mis avisos* shows something; an installation without a mail server says that it sends nothing.
        NoticeChannel.objects.create(user=person, kind=NoticeKind.EMAIL, address=f"{username}@{tenant.slug}.example")
    return person


def refresh_task(wanted: DemoTask, people: dict[str, User], *, now: datetime) -> None:
    """Have the task open; one that somebody closed in an earlier demonstration is asked for anew on another day."""
    # Nobody asks for anything by the second.
    minute = now.replace(second=0, microsecond=0)
    due_at = None if wanted.hours is None else minute + timedelta(hours=wanted.hours)
    today = now.date().isoformat()
    cause = f"{wanted.cause}:{today}"
    # What is left open from earlier days comes along instead of piling up.
    StaffTask.objects.filter(kind=wanted.kind, cause__startswith=f"{wanted.cause}:", closed_at=None).exclude(
        cause=cause
    ).update(cause=cause)
    if StaffTask.objects.filter(kind=wanted.kind, cause=cause).exclude(closed_at=None).exists():
        return
    task = open_staff_task(
        kind=wanted.kind, cause=cause, title=wanted.title, detail=wanted.detail, assignee=people.get(wanted.assignee)
    )
    StaffTask.objects.filter(pk=task.pk).update(due_at=due_at)
