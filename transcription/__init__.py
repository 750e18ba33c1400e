"""Voice notes to text."""
