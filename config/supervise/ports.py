"""Looks whether a port can be had before anything is started on it."""

from __future__ import annotations

import errno
import socket

LAST_PORT = 65535


def check_free(host: str, port: int, *, setting: str) -> None:
    """Stop with a sentence if somebody listens on the port already.

    :raises SystemExit: if the port is taken or not ours to take, or the host is not this machine
    """
    other = port + 1 if port < LAST_PORT else port - 1
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise SystemExit(
                f"Port {port} needs more rights than you have: run again with {setting}={port + 8000}."
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SystemExit(f"{host} is no address of this machine: correct WEB_HOST.") from None
            raise SystemExit(f"Port {port} is taken: run again with {setting}={other}, or stop what uses it.") from None
