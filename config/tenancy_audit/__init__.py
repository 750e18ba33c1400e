"""Tries to reach one business from another by every way there is, and refuses what nobody has covered.

What belongs to a business is found in the registries (models, addresses, tasks, caches), so that a new one is covered or
named by `manage.py audit_tenants` without being added anywhere.
"""
