"""Parcels announced, received, stored and delivered."""
