"""Registers the app with Django."""

from django.apps import AppConfig


class TranscriptionConfig(AppConfig):
    name = "transcription"
