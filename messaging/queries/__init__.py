"""Reading: what is asked of conversations and messages."""
