"""A supervisor in a process of its own. Arguments: its folder, its patience, and its programs as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from config.supervise.plan import Program
from config.supervise.supervisor import Supervisor


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


folder = Path(sys.argv[1])
programs = [Program(name, "worker", tuple(command)) for name, command in json.loads(sys.argv[3]).items()]
supervisor = Supervisor(programs, logs=folder, note=folder / "up.json", say=say, patience=float(sys.argv[2]))
try:
    supervisor.start()
    supervisor.run()
finally:
    supervisor.stop()
say("over")
