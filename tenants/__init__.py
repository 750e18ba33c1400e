"""The business and its people, and what every other app stands on: clock, values, errors."""
