"""Who works with the system."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who logs in. Ours from the first migration, since the user model cannot be exchanged later."""

    # Kept by tenants/login/history.py, which every new password passes through.
    password_changed_at = models.DateTimeField(_("última contraseña"), null=True, editable=False)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def password_since(self) -> datetime:
        """When the present password began; one that came with the account is as old as the account."""
        return self.password_changed_at or self.date_joined
