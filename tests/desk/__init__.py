"""The desk through its public door: who sees what, how long lists behave, and what the buttons do."""
