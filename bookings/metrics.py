"""What is counted about holds and prices."""

from __future__ import annotations

from prometheus_client import Counter

HOLDS_PLACED = Counter("holds_placed_total", "Holds that were placed, by where the guest came from", ["source"])
HOLD_CONFLICTS = Counter("hold_conflicts_total", "Holds that were refused, by the code of the refusal", ["reason"])
CONFIRMED = Counter("reservations_confirmed_total", "Bookings that were confirmed, by source", ["source"])
QUOTES = Counter("quotes_total", "Prices that were told, by source", ["source"])
