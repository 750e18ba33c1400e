"""Looks whether a port can be had before anything is started on it."""

from __future__ import annotations

import socket


def check_free(host: str, port: int, *, setting: str) -> None:
    """Stop with a sentence if somebody listens on the port already.

    :raises SystemExit: if the port is taken or not ours to take
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise SystemExit(
                f"Port {port} needs more rights than you have: run again with {setting}={port + 8000}."
            ) from None
        except OSError:
            raise SystemExit(
                f"Port {port} is taken: run again with {setting}={port + 1}, or stop what uses it."
            ) from None
