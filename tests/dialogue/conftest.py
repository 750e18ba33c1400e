"""Fixtures of the folder."""

from tests.dialogue.guest import ana, noon  # noqa: F401 (fixtures)
from tests.messaging.conftest import line  # noqa: F401 (a fixture)
