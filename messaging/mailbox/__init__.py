"""Deciding about a conversation that waits: how long to wait for more, and whether to answer. No Django, no clock."""
