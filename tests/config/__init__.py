"""The composition root: settings, answers, metrics, start-up."""
