"""Prometheus metrics that stay correct with several processes, whatever way they end (docs/reference/metrics.md)."""
