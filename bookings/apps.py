"""Registers the app with Django."""

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "bookings"
