"""Checks of the repository itself: its files, its docs, its style."""
