"""What the tests of the queue share: an ear at the door, and jobs in the states that matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connection, transaction

from tasks import doorbell
from tasks.doorbell import Doorbell, Ring
from tasks.models import Job, Sample
from tasks.queue import enqueue


class Ear(Doorbell):
    """A doorbell that notes what it would publish, at once and in the caller's thread."""

    def __init__(self, heard: list[Ring]) -> None:
        super().__init__()
        self.heard = heard

    def ring(self, ring: Ring) -> None:
        self.heard.append(ring)


@pytest.fixture(autouse=True)
def _empty_broker() -> None:
    """Begin with no ring on its way: earlier tests of this process rang for jobs that are gone."""
    doorbell.bell.flush(within=5)
    with redis.Redis.from_url(settings.BROKER_URL) as client:
        client.flushdb()


@pytest.fixture
def rings() -> Iterator[list[Ring]]:
    """Hear each ring instead of publishing it."""
    heard: list[Ring] = []
    before, doorbell.bell = doorbell.bell, Ear(heard)
    yield heard
    doorbell.bell = before


@pytest.fixture
def sample_job(rings: list[Ring]) -> Callable[..., Job]:
    """Make a job that works on a sample row; its columns can be set to what a test needs."""

    def make(**columns: object) -> Job:
        with transaction.atomic():
            sample = Sample.objects.create()
            job_id = enqueue("tasks.sample", sample_id=sample.pk)
        Job.objects.filter(pk=job_id).update(**columns)
        rings.clear()
        return Job.objects.get(pk=job_id)

    return make


@pytest.fixture
def long_ago() -> str:
    """Return a moment of the database's clock at which everything is overdue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() - interval '1 minute'")
        return str(cursor.fetchone()[0])


@pytest.fixture
def other_session() -> Iterator[Callable[[str], None]]:
    """Run statements in another session's transaction, which stays open until the test ends."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters) as session:
        yield lambda statement: (session.execute(statement), None)[1]
        session.rollback()
