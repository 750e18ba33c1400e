"""Says whether a container does its work: `web` answers over HTTP, workers and beat leave fresh signs of life.

A process can be alive and do nothing, so being alive is not asked. Without Django: this runs in every container each
minute, and importing the whole project would cost more than the work it watches over.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from http.client import HTTPConnection

import psycopg

# A canary sings every 30 s in each queue, and beat does something every 2 s.
OLDEST = timedelta(seconds=100)
FRESH = """
    SELECT name FROM tasks_heartbeat WHERE seen_at > now() - %(oldest)s
    UNION SELECT 'beat' FROM tasks_slot WHERE ran_at > now() - %(oldest)s
"""


def check_web(port: int) -> None:
    """Ask the web process of this container.

    :raises SystemExit: if it answers with anything but success
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    # As the proxy would ask, or the answer is a redirect to https.
    connection.request("GET", "/health/live", headers={"X-Forwarded-Proto": "https"})
    status = connection.getresponse().status
    if status != 200:
        raise SystemExit(f"/health/live answered {status}")


def check_signs_of_life(names: list[str]) -> None:
    """Look up when each part (`beat`, or a queue as `queue:inbound`) last did some work, by the database's clock.

    :raises SystemExit: with a sentence that names the silent ones
    """
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
        fresh = {name for (name,) in connection.execute(FRESH, {"oldest": OLDEST})}
    if silent := [name for name in names if name not in fresh]:
        raise SystemExit(f"no work done for {OLDEST.seconds} s: {', '.join(silent)}")


if __name__ == "__main__":
    if sys.argv[1:] == ["web"]:
        check_web(int(os.environ.get("PORT", "8000")))
    else:
        check_signs_of_life(sys.argv[1:])
