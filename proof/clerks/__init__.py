"""Clerks that do everything at once to a few units: `python -m proof.clerks '{"tenant": 1, ...}'`, many threads a process."""
