"""Writes a webhook down in Postgres: one prepared statement on a connection of the thread's own, with a limit in time.

Not through Django's pool: a check of the connection and the way through the pool cost as much as the statement, and a server
that hangs would hold the thread for as long as the kernel likes. Here it is given up after STORE_SECONDS.
"""

from __future__ import annotations

import os
import select
import threading
import time

import psycopg
from django.db import connections
from psycopg import pq

STORE_SECONDS = 0.6
KEEP = b"keep"
INSERT = b"""
    INSERT INTO messaging_rawevent (app_key, body, spool_key) VALUES ($1, $2, $3)
    ON CONFLICT (spool_key) WHERE NOT spool_key = '' DO NOTHING
"""
TEXT, BYTES = 25, 17
TEXT_FORM, BINARY_FORM = pq.Format.TEXT, pq.Format.BINARY


class NotStored(Exception):
    """Postgres did not say in time that it has it. It may have it all the same: written twice, it is read as one."""


class Store(threading.local):
    """The connection of each thread, made at first use and again after it broke."""

    connection: psycopg.Connection | None = None
    pid = 0

    def keep(self, app_key: str, body: bytes, *, spool_key: str = "") -> None:
        """Write one webhook down, for good.

        :raises NotStored: if Postgres is away, hangs, or refuses
        """
        kept = self.connection if self.pid == os.getpid() else None
        ends_at = time.monotonic() + STORE_SECONDS
        values = (app_key.encode(), body, spool_key.encode())
        if kept is not None:
            try:
                return insert(kept.pgconn, values, ends_at)
            except (NotStored, psycopg.Error):
                self.drop()
                if time.monotonic() >= ends_at:
                    raise NotStored from None
        # A server that was restarted has ended the connection without a word; a new one tells whether it is back.
        try:
            self.connection, self.pid = connect(), os.getpid()
            insert(self.connection.pgconn, values, ends_at)
        except (NotStored, psycopg.Error) as error:
            self.drop()
            raise NotStored from error

    def drop(self) -> None:
        broken, self.connection = self.connection, None
        if broken is not None and self.pid == os.getpid():
            broken.close()


def connect() -> psycopg.Connection:
    """Return a connection with the statement ready.

    :raises psycopg.Error: if there is none to be had
    """
    parameters = connections["default"].get_connection_params()
    wanted = {
        name: value
        for name, value in parameters.items()
        if name not in ("cursor_factory", "context", "pool", "prepare_threshold", "server_side_binding")
    }
    made: psycopg.Connection = psycopg.connect(**{**wanted, "autocommit": True})
    try:
        made.pgconn.prepare(KEEP, INSERT, [TEXT, BYTES, TEXT])
    except psycopg.Error:
        made.close()
        raise
    return made


def insert(pgconn: pq.abc.PGconn, values: tuple[bytes, bytes, bytes], ends_at: float) -> None:
    """Run the statement and wait for its end, not longer than `ends_at`.

    :raises NotStored: if it did not end in time, or not well
    :raises psycopg.Error: if the connection is broken
    """
    pgconn.send_query_prepared(KEEP, values, [TEXT_FORM, BINARY_FORM, TEXT_FORM])
    while pgconn.flush():
        wait(pgconn, ends_at, is_writing=True)
    stored = False
    while True:
        while pgconn.is_busy():
            wait(pgconn, ends_at, is_writing=False)
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            break
        stored = result.status == pq.ExecStatus.COMMAND_OK
    if not stored:
        raise NotStored


def wait(pgconn: pq.abc.PGconn, ends_at: float, *, is_writing: bool) -> None:
    """Wait until the server reads or has written something.

    :raises NotStored: if the time is over first
    """
    left = ends_at - time.monotonic()
    poll = select.poll()
    poll.register(pgconn.socket, select.POLLIN | (select.POLLOUT if is_writing else 0))
    if left <= 0 or not poll.poll(left * 1000):
        raise NotStored
    if is_writing:
        pgconn.consume_input()


store = Store()
