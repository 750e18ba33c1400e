"""What the tests of getting in share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

# A password that every rule allows, and that nobody of the cast has.
GOOD = "Tortuga-verde-camina-7"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Spare the tests the second that a good hash takes on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def at_once(times: int, work: Callable[[int], Any]) -> list[Any]:
    """Do the same thing in many threads, each with a connection of its own; errors are answers too."""

    def one(number: int) -> Any:
        try:
            return work(number)
        except Exception as error:  # what a thread raises is what its test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))
