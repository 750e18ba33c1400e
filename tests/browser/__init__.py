"""Pages in a real browser, against everything that `make run` starts. Needs Debian's chromium: `make test-system`."""
