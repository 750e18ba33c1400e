"""The supervisor at work on programs of a few lines."""
