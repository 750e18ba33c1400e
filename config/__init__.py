"""The composition root: settings, start-up, health, logs and metrics. It may import every app; no app imports it."""
