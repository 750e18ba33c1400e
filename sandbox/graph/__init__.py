"""The fake Graph API: what Meta would accept, refuse and report."""
