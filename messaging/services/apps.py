"""Apps at Meta: what their webhooks are verified with. Secrets come in, and never out again."""

from __future__ import annotations

from django.db import transaction

from messaging.errors import LastSecret
from messaging.models import MetaApp
from tenants.sealed import seal


def create_app(*, key: str, name: str, is_active: bool, verify_token: str, secret: str) -> MetaApp:
    """Add an app. The last part of its webhook's address is its key; `default` is that of the bare address."""
    return MetaApp.objects.create(
        key=key, name=name, is_active=is_active, verify_token=seal(verify_token), secrets=[seal(secret)]
    )


def change_app(
    *, app: MetaApp, key: str, name: str, is_active: bool, verify_token: str = "", secret: str = ""
) -> MetaApp:
    """Write an app anew. An empty token stays as it was; a secret joins those that there are, and each of them may sign."""
    with transaction.atomic():
        app = MetaApp.objects.select_for_update().get(pk=app.pk)
        app.key, app.name, app.is_active = key, name, is_active
        if verify_token:
            app.verify_token = seal(verify_token)
        if secret:
            app.secrets = [*app.secrets, seal(secret)]
        app.save()
    return app


def drop_old_secrets(*, app: MetaApp) -> MetaApp:
    """Forget all secrets but the newest: what the old ones sign is refused from then on.

    :raises LastSecret: if there is but one
    """
    with transaction.atomic():
        app = MetaApp.objects.select_for_update().get(pk=app.pk)
        if len(app.secrets) < 2:
            raise LastSecret
        app.secrets = app.secrets[-1:]
        app.save(update_fields=["secrets"])
    return app
