"""Runs every process of one machine under one roof: `manage.py up`."""
