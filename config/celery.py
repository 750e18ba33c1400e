"""The Celery application: its settings come from Django's, its tasks from tasks/, its logs from ours."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, signals

from tasks.schedule import beat_schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Django's checks read every page and endpoint, 8 MB that no worker ever serves. `make check` and `migrate` make them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("conserje")
app.config_from_object("django.conf:settings", namespace="CELERY")
# By hand rather than by search: what is not on this line does not run.
app.conf.include = [
    "tasks.sweep",
    "tasks.housekeeping",
    "tasks.tenants",
    "tasks.bookings",
    "tasks.stay_messages",
    "tasks.messaging",
    "tasks.inbox",
]
app.conf.beat_schedule = beat_schedule()
app.conf.beat_scheduler = "tasks.schedule:TurnScheduler"


@signals.setup_logging.connect
def keep_our_logs(**_: Any) -> None:
    """Keep Celery from setting up logging: Django has configured ours, which masks what Celery would print."""


@signals.celeryd_init.connect
def prepare_worker(**_: Any) -> None:
    """Refuse servers that would lose or leak, and serve metrics where a container has a port for them."""
    from config.guard import refuse_unsafe_servers
    from config.metrics.server import serve_if_wanted

    refuse_unsafe_servers()
    serve_if_wanted()


@signals.worker_process_shutdown.connect
def fold_metrics(**_: Any) -> None:
    """Fold what earlier children counted: a child that is recycled leaves files, and nobody else may look for hours."""
    from django.conf import settings

    from config.metrics.multiprocess import merge_dead

    merge_dead(settings.METRICS_FOLDER)
