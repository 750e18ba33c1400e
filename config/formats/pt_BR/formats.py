"""Moments in Portuguese."""

DATETIME_FORMAT = "d/m/Y H:i"
