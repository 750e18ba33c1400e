"""Understands one message of a guest: what they want, from when to when, how many. Plain: no Django, no I/O, no clock."""

from __future__ import annotations

from messaging.nlu.elsewhere import cache_info
from messaging.nlu.reading import understand
from messaging.nlu.result import Amount, Candidate, Span, Understanding, to_json

__all__ = ["Amount", "Candidate", "Span", "Understanding", "cache_info", "to_json", "understand"]
