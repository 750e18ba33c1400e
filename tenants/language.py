"""In which of the installation's languages a business is spoken to."""

from __future__ import annotations

from django.conf import settings


def site_language(word: str) -> str:
    """Return the offered language that a business's `pt` means (`pt-br`); where there is none, the installation's own."""
    return next((code for code, _name in settings.LANGUAGES if code.startswith(word)), settings.LANGUAGE_CODE)
