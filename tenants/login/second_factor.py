"""The second step: switching it on and off, codes of the application, and codes for the day when the phone is gone."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from tenants.errors import DomainError
from tenants.login import lockout, totp
from tenants.models import RecoveryCode, SecondFactor, User
from tenants.scoping import platform_scope
from tenants.sealed import seal, unseal

SECRET_BYTES = 20
RECOVERY_CODES = 10
# 60 bits each, in groups that can be copied by hand.
RECOVERY_LETTERS, GROUP = 12, 4


class CodeRefused(DomainError):
    """The code is wrong, was used before, or there were too many wrong ones."""

    code = "code_refused"
    default_detail = "El código no es correcto, o hubo demasiados intentos."


def find_second_factor(user: User) -> SecondFactor | None:
    """Return the person's second factor, if it counts already."""
    factor: SecondFactor | None = getattr(user, "second_factor", None)
    return factor if factor and factor.confirmed_at else None


def find_begun(user: User) -> SecondFactor | None:
    """Return the second factor that waits for its first code."""
    return SecondFactor.objects.filter(user=user, confirmed_at=None).exclude(secret="").first()


def begin_second_factor(*, user: User) -> SecondFactor:
    """Make a new secret for a person who has none that counts; it counts from the first code on.

    :raises CodeRefused: if there is one that counts: its codes are needed to switch it off first
    """
    with platform_scope(actor=f"user:{user.pk}"):
        factor, _ = SecondFactor.objects.select_for_update().get_or_create(user=user, defaults={"secret": ""})
        if factor.confirmed_at:
            raise CodeRefused
        factor.secret = seal(totp.base32(secrets.token_bytes(SECRET_BYTES)))
        factor.last_step = 0
        factor.save(update_fields=["secret", "last_step"])
    return factor


def secret_of(factor: SecondFactor) -> bytes:
    return base64.b32decode(unseal(factor.secret))


def confirm_second_factor(*, user: User, code: str, now: datetime) -> list[str]:
    """Let the second factor count, and return the recovery codes, which are never seen again.

    :raises CodeRefused: if the application shows another code
    """
    factor = find_begun(user)
    if factor is None or not lockout.may_try_code(user):
        raise CodeRefused
    with platform_scope(actor=f"user:{user.pk}"):
        if not takes_code(factor, code, now=now):
            raise CodeRefused
        SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=now)
        codes = make_recovery_codes(user)
    lockout.forgive_code(user)
    return codes


def make_recovery_codes(user: User) -> list[str]:
    """Return new recovery codes in place of all earlier ones; only their hashes are kept."""
    codes = [recovery_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest_of(user, code)) for code in codes)
    return codes


def recovery_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(8)).decode()[:RECOVERY_LETTERS]
    return "-".join(letters[at : at + GROUP] for at in range(0, RECOVERY_LETTERS, GROUP))


def digest_of(user: User, code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac(f"tenants.login.recovery.{user.pk}", letters, algorithm="sha256").hexdigest()


def check_code(*, user: User, code: str, now: datetime) -> None:
    """Use up a code, of the application or for recovery.

    :raises CodeRefused: if it is wrong, was used before, or there were too many wrong ones
    """
    factor = SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).first()
    if factor is None or not lockout.may_try_code(user):
        raise CodeRefused
    if not takes_code(factor, code, now=now) and not takes_recovery_code(user, code, now=now):
        raise CodeRefused
    lockout.forgive_code(user)


def takes_code(factor: SecondFactor, code: str, *, now: datetime) -> bool:
    """Return whether this was the code, and let it open nothing more: of two at the same moment one is refused."""
    step = totp.matching_step(secret_of(factor), code, now=now, after=factor.last_step)
    if step is None:
        return False
    return bool(SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step))


def takes_recovery_code(user: User, code: str, *, now: datetime) -> bool:
    unused = RecoveryCode.objects.filter(user=user, digest=digest_of(user, code), used_at=None)
    return bool(unused.update(used_at=now))


def count_recovery_codes(user: User) -> int:
    """Return how many recovery codes are left."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def switch_off_second_factor(*, user: User, code: str, now: datetime) -> None:
    """Go back to a password alone; a code is needed.

    :raises CodeRefused: as `check_code`
    """
    check_code(user=user, code=code, now=now)
    with platform_scope(actor=f"user:{user.pk}"):
        delete_second_factor(user)


@transaction.atomic
def delete_second_factor(user: User) -> None:
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
