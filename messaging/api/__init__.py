"""Conversations over HTTP, for the pages of the inbox and for programs."""
