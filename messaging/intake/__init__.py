"""Webhooks of Meta: checked, written down byte for byte, answered. Nothing else happens before the answer.

One statement on a connection of its own, no session, no cache, no broker; a file, synced to disk, while Postgres is away.
"""
