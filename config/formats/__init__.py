"""How moments are written in each language: short, since most stand in lists. The rest is Django's."""
