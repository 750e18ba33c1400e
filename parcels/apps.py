"""Registers the app with Django."""

from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    name = "parcels"
