"""Starts the sandbox: `python -m sandbox.serve --port N [--webhook URL] [--secret S] [--tls CERT KEY]`."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

from sandbox.app import Sandbox
from sandbox.options import from_process, is_refused

logger = logging.getLogger("sandbox")


def main(words: list[str]) -> int:
    """Serve until told to stop; return the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    if is_refused(os.environ):
        sys.stderr.write("The sandbox does not run in production: anybody could speak as any guest.\n")
        return 2
    try:
        sandbox = Sandbox(from_process(words))
    except OSError as wrong:
        sys.stderr.write(f"The sandbox cannot listen: {wrong}\n")
        return 1
    ending = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ending.set())
    sandbox.start()
    # Whoever started this with port 0 reads here which one it became.
    sys.stdout.write(f"sandbox on {sandbox.url}/\n")
    sys.stdout.flush()
    ending.wait()
    sandbox.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
