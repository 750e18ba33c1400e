"""Deciding which unit a guest gets, why nothing fits, and what else there is. No Django, no I/O, no clock."""
