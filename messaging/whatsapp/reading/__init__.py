"""From the bytes of a delivery to what it holds: plain functions that take any bytes and never raise. No Django."""

from messaging.whatsapp.reading.updates import read_update

__all__ = ["read_update"]
