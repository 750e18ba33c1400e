"""A process that uses the servers of a folder, as `manage.py` does, until its standard input ends."""

from __future__ import annotations

import sys
from pathlib import Path

from config.embedded import services
from config.embedded.place import Place

with services.in_use(Place(Path(sys.argv[1]))):
    sys.stdout.write("in\n")
    sys.stdout.flush()
    sys.stdin.read()
