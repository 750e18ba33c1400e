"""How people get in: their sessions, earlier passwords, wrong attempts and second factors. Platform tables, as people are."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenants.models.user import User
from tenants.values.device import device_word


class Session(AbstractBaseSession):
    """A browser that is logged in, with what its person needs to recognise it."""

    # What the page names it by: the key itself would let whoever reads the page in.
    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    address = models.CharField(_("dirección"), max_length=45, blank=True)
    agent = models.CharField(_("navegador"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("desde"), db_default=Now())
    last_seen_at = models.DateTimeField(_("último uso"), db_default=Now())

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("sesión")  # type: ignore[assignment]  # lazy, as all names
        verbose_name_plural = _("sesiones")  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        return SessionStore

    @property
    def device(self) -> str:
        return device_word(self.agent)

    def save(self, *args: Any, **options: Any) -> None:
        if options.get("force_update"):
            # The store makes each row anew; where and when it began must stay.
            options["update_fields"] = ["session_data", "expire_date", "user"]
        super().save(*args, **options)


class PasswordUsed(models.Model):
    """A password that a person has, or had: its hash, so that it does not come back too soon."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passwords_used")
    password = models.CharField(max_length=128)
    used_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.pk}"


class LoginFailures(models.Model):
    """Wrong attempts in a row, of a name or from an address; the key is a keyed hash, since people mistype."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=64)
    failures = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="login_failures_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.failures}"


class LockLift(models.Model):
    """That somebody let a locked person in again. The audit says who did."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="lock_lifts", verbose_name=_("persona"))
    lifted_at = models.DateTimeField(_("cuándo"), db_default=Now())

    class Meta:
        verbose_name = _("desbloqueo")
        verbose_name_plural = _("desbloqueos")

    def __str__(self) -> str:
        return f"{self.user_id}"


class SecondFactor(models.Model):
    """The application that shows a person codes. Counts once a code of it was given back."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor", verbose_name=_("persona"))
    secret = models.TextField(_("clave secreta"), editable=False)  # sealed (tenants/sealed.py)
    confirmed_at = models.DateTimeField(_("activado"), null=True)
    # The step of the last code that was taken: each code opens once.
    last_step = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("segundo paso")
        verbose_name_plural = _("segundos pasos")

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A code for the day when the phone is gone. Opens once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes", db_index=False)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id}"
