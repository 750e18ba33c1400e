"""Acting: each function is one transaction."""
