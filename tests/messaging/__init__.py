"""Messages in and out."""
