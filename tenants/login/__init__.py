"""Getting in: passwords, locks, links, second factors and sessions."""
