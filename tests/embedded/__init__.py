"""The embedded Postgres and Valkey, started, used, broken and stopped in folders of the tests' own."""
