"""Registers the composition root with Django: its commands, its pages and its start-up checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Conserje"
