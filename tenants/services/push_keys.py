"""The key pair by which push services know this installation: made when it is first needed, sealed, the same ever after.

Browsers subscribe to this very key, so another one would silence them all until each had said yes again.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from tenants.models import PushKey
from tenants.sealed import seal, unseal
from tenants.values.push_message import CURVE, from_text, point_of, to_text

ONLY = 1


def get_push_key() -> PushKey:
    """Return the pair; the first who asks makes it, and of two at once the first.

    :raises NoSealingKey: if there is nothing to seal it with
    """
    known = PushKey.objects.filter(pk=ONLY).first()
    if known is None:
        PushKey.objects.bulk_create([new_push_key()], ignore_conflicts=True)
        known = PushKey.objects.get(pk=ONLY)
    return known


def new_push_key() -> PushKey:
    key = ec.generate_private_key(CURVE)
    private = to_text(key.private_numbers().private_value.to_bytes(32, "big"))
    return PushKey(pk=ONLY, private=seal(private), public=to_text(point_of(key.public_key())))


def open_push_key(row: PushKey) -> ec.EllipticCurvePrivateKey:
    """Return the key that signs.

    :raises CannotUnseal: if no key of the ring opens it
    """
    return ec.derive_private_key(int.from_bytes(from_text(unseal(row.private)), "big"), CURVE)
