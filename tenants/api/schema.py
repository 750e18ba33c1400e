"""The API's description (OpenAPI 3.1), made from the endpoints themselves: once for each language and process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListSerializer
from rest_framework.views import APIView

Schema = dict[str, Any]
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
PROBLEM = {"$ref": "#/components/schemas/Problem"}
# What may go wrong with every call, and what only with one that writes.
ALWAYS = {
    "400": gettext_noop("El pedido no se entiende o tiene errores; fields dice cuáles."),
    "401": gettext_noop("No hay clave, o no sirve."),
    "403": gettext_noop("Falta el permiso, o el alojamiento está suspendido."),
    "404": gettext_noop("No existe, o es de otro."),
    "406": gettext_noop("Se pide un formato que no hay."),
    "429": gettext_noop("Demasiados pedidos; Retry-After dice cuántos segundos esperar."),
    "500": gettext_noop("Un defecto nuestro."),
    "503": gettext_noop("La base de datos no responde; Retry-After dice cuándo repetir."),
}
WRITING = {
    "409": gettext_noop("Alguien se adelantó, o el primer pedido con esa Idempotency-Key todavía no terminó."),
    "411": gettext_noop("Falta Content-Length."),
    "413": gettext_noop("El cuerpo es demasiado grande."),
    "415": gettext_noop("El cuerpo no es JSON."),
    "422": gettext_noop("No se puede hacer, o esa Idempotency-Key es de otro pedido."),
}
# A question that can be asked in a way that has no answer says so: extend_schema(..., extensions=MAY_REFUSE).
MAY_REFUSE = {"x-may-refuse": True}
REFUSING = {"422": gettext_noop("No se puede hacer")}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "tenants.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "csj_<prefix>_<secret>"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "tenants.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class StrictForm(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Tells of a body that nothing else may stand in it, and how long its lists may be."""

    target_class = "tenants.api.strict.Strict"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Schema:
        form: Schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        strict = self.target() if isinstance(self.target, type) else self.target
        for name, field in strict.fields.items():
            if isinstance(field, ListSerializer) and name in form["properties"]:
                form["properties"][name] |= lengths_of(field)
        return {**form, "additionalProperties": False} if form.get("properties") else form


def lengths_of(field: Any) -> Schema:
    """Return how few and how many a list takes."""
    least = {} if field.allow_empty else {"minItems": 1}
    return least if field.max_length is None else {**least, "maxItems": field.max_length}


@extend_schema(exclude=True)
class DescriptionView(APIView):
    """Answers the description in the caller's language."""

    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        return Response(api_schema(get_language()))


@lru_cache(maxsize=8)
def api_schema(language: str) -> Schema:
    """Return the description of every endpoint, in the language that is active."""
    made: Schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


def describe_what_is_common(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Add to each operation the problems it may answer, and the header that makes a call count once."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = problem_schema()
    components["parameters"] = {"IdempotencyKey": idempotency_key(), "Tenant": tenant_header()}
    for method, operation in operations(result):
        writes = method != "get"
        refusing = REFUSING if operation.pop("x-may-refuse", False) else {}
        words = {**ALWAYS, **refusing, **(WRITING if writes else {})}
        operation["responses"] |= {status: problem(text) for status, text in words.items()}
        shared = ["IdempotencyKey", "Tenant"] if writes else ["Tenant"]
        parameters = operation.setdefault("parameters", [])
        parameters += [{"$ref": f"#/components/parameters/{name}"} for name in shared]
    return result


def operations(described: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield each method with what is said about it."""
    for path in described["paths"].values():
        yield from ((method, path[method]) for method in path if method in METHODS)


def problem(text: str) -> Schema:
    return {"description": _(text), "content": {"application/problem+json": {"schema": PROBLEM}}}


def problem_schema() -> Schema:
    """Return the form of everything that goes wrong (RFC 9457)."""
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "trace"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "code": {**text, "description": _("Para programas: no cambia nunca.")},
            "trace": {"type": ["string", "null"], "description": _("Con esto se lo encuentra en los registros.")},
            "fields": {"type": "object", "description": _("Qué está mal, por campo.")},
            "codes": {"type": "object", "description": _("Lo mismo para programas, con un código por error.")},
        },
    }


def idempotency_key() -> Schema:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "description": _("Un nombre para este pedido: repetido con el mismo, no tiene un segundo efecto."),
    }


def tenant_header() -> Schema:
    return {
        "name": "Conserje-Tenant",
        "in": "header",
        "schema": {"type": "string"},  # whatever a key sends here is passed over
        "description": _("El alojamiento, para personas que trabajan en varios; una clave ya es de uno."),
    }
