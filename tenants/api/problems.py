"""Refusals that belong to the API itself. Each has a code that programs may rely on; config/errors.py writes them down."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, AuthenticationFailed, ParseError, PermissionDenied


class KeyUnknown(AuthenticationFailed):
    """No such key. Whether the prefix or the secret is wrong is nobody's business."""

    default_code = "key_unknown"
    default_detail = _("No existe esa clave de API.")


class KeyRevoked(AuthenticationFailed):
    default_code = "key_revoked"
    default_detail = _("Esa clave de API fue revocada.")


class KeyExpired(AuthenticationFailed):
    default_code = "key_expired"
    default_detail = _("Esa clave de API venció.")


class TenantSuspended(PermissionDenied):
    default_code = "tenant_suspended"
    default_detail = _("Este alojamiento está suspendido o cerrado.")


class TenantUnclear(ParseError):
    """The person works for several businesses and did not say for which this is."""

    default_code = "tenant_unclear"
    default_detail = _("Diga de qué alojamiento se trata con la cabecera Conserje-Tenant.")


class NoMembership(PermissionDenied):
    """The person does not work there, or there is no such business: the same answer, so that nobody learns which."""

    default_code = "no_membership"
    default_detail = _("Usted no forma parte de ese alojamiento.")


class CsrfFailed(PermissionDenied):
    default_code = "csrf_failed"
    default_detail = _("La página venció o no vino de este sitio; no se hizo nada.")


class RightMissing(PermissionDenied):
    default_code = "right_missing"

    def __init__(self, right: str) -> None:
        super().__init__(_("Falta el permiso %(right)s.") % {"right": right})


class TooManyCalls(APIException):
    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_code = "throttled"
    default_detail = _("Demasiados pedidos por minuto.")

    def __init__(self, *, wait: int, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.wait = wait
        self.headers = headers


class BadCursor(ParseError):
    default_code = "bad_cursor"
    default_detail = _("Ese cursor no es de esta lista; empiece por la primera página.")


class BadIdempotencyKey(ParseError):
    default_code = "bad_idempotency_key"
    default_detail = _("Idempotency-Key lleva de 1 a 255 letras, cifras o signos de ASCII, sin espacios.")


class StillRunning(APIException):
    """The first call with this key has not ended yet."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "still_running"
    default_detail = _("El primer pedido con esa Idempotency-Key todavía no terminó.")
    wait = 1


class KeyReused(APIException):
    """The key was given to another call before."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"
    default_detail = _("Esa Idempotency-Key ya se usó para otro pedido.")


class BodyTooDeep(ParseError):
    default_code = "too_deep"
    default_detail = _("El cuerpo tiene demasiados niveles.")


class SaidTwice(ParseError):
    default_code = "said_twice"
    default_detail = _("Un objeto del cuerpo tiene dos veces el mismo nombre.")
