"""Looks at everything that must be right, and says of each thing how it is and what mends it: `manage.py doctor`."""
