"""The WSGI application that granian serves. It is loaded in each web process, after the fork."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

# These need the settings, which the line above has loaded.
from config.guard import refuse_unsafe_servers  # noqa: E402
from config.metrics.pools import start_sampling  # noqa: E402
from config.webhook_door import behind_the_door  # noqa: E402
from messaging.intake.receive import start_draining  # noqa: E402

application = behind_the_door(django_application)

logging.captureWarnings(True)
refuse_unsafe_servers()
start_sampling()
start_draining()
