"""Tests that need Debian's packages; `make test-system` runs them."""
