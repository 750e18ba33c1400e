"""The cast that every folder of tests knows: two businesses side by side, and who works in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest

from tenants.models import Guest, GuestIdentity, Membership, Tenant, User
from tenants.scoping import tenant_scope

PASSWORD = "Lluvia-en-Tafí-27"

Enter = Callable[[Tenant], AbstractContextManager[None]]


def enter(tenant: Tenant, actor: str = "test") -> AbstractContextManager[None]:
    """Work in the scope of a tenant."""
    return tenant_scope(tenant.pk, actor=actor)


def make_tenant(slug: str, **columns: str) -> Tenant:
    return Tenant.objects.create(name=slug.replace("-", " ").title(), slug=slug, **columns)


def make_person(username: str, tenant: Tenant | None = None, role: str = "desk") -> User:
    """Return a person with the role in the business; one without business works for nobody."""
    person = User.objects.create_user(username, password=PASSWORD)
    if tenant:
        Membership.objects.create(tenant=tenant, user=person, role=role)
    return person


def make_guest(tenant: Tenant, name: str = "Ana Paz", phone: str = "5493815550101") -> Guest:
    with enter(tenant):
        guest = Guest.objects.create(name=name, language="es")
        GuestIdentity.objects.create(guest=guest, kind="phone", value=phone)
    return guest


@pytest.fixture
def hotel(db: None) -> Tenant:
    """Our business in most scenes."""
    return make_tenant("cabanas-del-lago")


@pytest.fixture
def neighbour(db: None) -> Tenant:
    """Another business of the same installation, whose rows nobody of ours may see."""
    return make_tenant("hostal-vecino")


@pytest.fixture
def owner(hotel: Tenant) -> User:
    return make_person("olga", hotel, "owner")


@pytest.fixture
def manager(hotel: Tenant) -> User:
    return make_person("marta", hotel, "manager")


@pytest.fixture
def clerk(hotel: Tenant) -> User:
    return make_person("carlos", hotel, "desk")


@pytest.fixture
def outsider(neighbour: Tenant) -> User:
    """The manager of the business next door."""
    return make_person("nora", neighbour, "manager")


@pytest.fixture
def platform_admin(db: None) -> User:
    return User.objects.create_superuser("recepcion", password=PASSWORD)


@pytest.fixture
def guest(hotel: Tenant) -> Guest:
    return make_guest(hotel)


@pytest.fixture
def in_hotel(hotel: Tenant) -> Iterator[Tenant]:
    """Let the whole test run in the scope of our business."""
    with enter(hotel):
        yield hotel


@pytest.fixture
def scope() -> Enter:
    return partial(enter)
