"""Fixtures that every folder uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test.utils import override_settings, setup_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tenants import resolver
from tests.cast import (  # noqa: F401 (fixtures of every folder)
    clerk,
    guest,
    hotel,
    in_hotel,
    manager,
    neighbour,
    outsider,
    owner,
    platform_admin,
    scope,
)
from tests.emptying import empty_after_each
from tests.lodging import cabins  # noqa: F401


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make and migrate the test database as its owner; tests then work in it as the app's own role.

    Dropping it is left to the end of the run, which removes the whole server.
    """
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, aliases=["default", "owner"], serialized_aliases=[])  # type: ignore[arg-type]  # django-stubs wants a mapping
        connections["owner"].close()
        empty_after_each()
        # From here on it is an ordinary database, in which each test has a transaction; a mirror would have none.
        connections["default"].settings_dict["TEST"]["MIRROR"] = None
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Let nobody wait for the hash of a password; a test about hashing sets its own hasher."""
    with override_settings(PASSWORD_HASHERS=["tests.hashing.QuickHasher"]):
        yield


@pytest.fixture(autouse=True)
def every_test_begins_in_spanish() -> Iterator[None]:
    """Forget the language of a test's last request: a thread keeps it until the next one is asked for its own."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _addresses_unknown() -> None:
    """Let no test know the addresses of another; what a test's own transaction wrote is seen by no other connection."""
    resolver.renew(look_seconds=3600)
