"""Units, prices, nights: what can be let, and that nothing is let twice."""
