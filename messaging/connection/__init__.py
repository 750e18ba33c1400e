"""Deciding how a number is connected and how it does, from what was found: plain functions, no Django, no clock."""
