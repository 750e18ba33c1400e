"""The tests. They talk to real servers; `tests/services.py` brings them."""
