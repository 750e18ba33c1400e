"""Whole conversations: from a guest's first words on the sandbox's phone to the row in the calendar."""
