"""Who works with the system. Businesses, rights and guests join here."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who logs in. Ours from the first migration, since the user model cannot be exchanged later."""
