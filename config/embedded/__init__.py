"""Postgres and Valkey out of Python wheels, for a machine that has neither: development, tests and drills."""
