"""Pages about getting in."""
