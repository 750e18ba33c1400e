"""What Meta says and is told: no database."""
