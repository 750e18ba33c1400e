"""Benches, drills and fault tools: what shows that the rest holds. It may import all; nothing imports it."""
