"""Questions about what can be let, what was booked, and what it costs."""
