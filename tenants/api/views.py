"""What every endpoint is made from. The order is the same for all: who, how often, may they, have they asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException, NotAuthenticated, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants import clock
from tenants.api.authentication import KeyAuthentication, SessionAuthentication
from tenants.api.caller import Caller
from tenants.api.idempotency import WRITES, answer_once
from tenants.api.limiter import Verdict
from tenants.api.limits import count_call, count_failure, headers_of
from tenants.api.pages import Page
from tenants.api.problems import RightMissing, TooManyCalls
from tenants.api.strict import NoQuery, Strict, StrictQuery
from tenants.login.address import client_address, network_of
from tenants.scoping import tenant_scope
from tenants.services.keys import note_key_use

# The right of an endpoint that is open to whoever has got in.
EVERYBODY = "everybody"


class TenantAPIView(APIView):
    """An endpoint on the rows of one business.

    A subclass declares `rights`, one for each method: a method without one is refused. It has `get(request, ...)` and the
    like, which run in the business's scope and its transaction; an answer of 400 and above rolls that back.
    """

    authentication_classes = (KeyAuthentication, SessionAuthentication)
    permission_classes = ()
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]  # noqa: RUF012 (as the parent has it)
    # {"GET": "guests:read"}; HEAD is GET.
    rights: ClassVar[Mapping[str, str]] = {}
    # What may stand behind the question mark of a GET; other methods take nothing there.
    query: ClassVar[type[StrictQuery]] = NoQuery
    # Fields of an answer that are never stored, such as a secret.
    unstored: ClassVar[Sequence[str]] = ()

    caller: Caller
    asked: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a call."""
        self.args, self.kwargs = args, kwargs
        self.request = rest = self.initialize_request(request, *args, **kwargs)
        # Whose answer it is depends on the key or the session: no cache on the way may keep it for the next who asks.
        self.headers = {**self.default_response_headers, "Cache-Control": "no-store"}
        try:
            self.initial(rest, *args, **kwargs)
            response = self.serve(rest)
        except Exception as error:  # handle_exception raises again what nobody expects
            response = self.handle_exception(error)
        # Of what is no answer of REST framework (a replay, a problem) it takes the headers alone.
        self.response = self.finalize_response(rest, response, *args, **kwargs)  # type: ignore[arg-type]
        return self.response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find out who is calling and count the call."""
        self.format_kwarg = None
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        request.version = request.versioning_scheme = None
        self.caller = self.find_caller(request)
        self.tell(count_call(self.caller))

    def find_caller(self, request: Request) -> Caller:
        """Return who is calling.

        :raises APIException: if nobody says who, or nobody who may come in
        :raises TooManyCalls: if this address has failed in that too often
        """
        try:
            caller = request.user
            if not isinstance(caller, Caller):
                raise NotAuthenticated
        except APIException:
            self.tell(count_failure(network_of(client_address(request._request))))
            raise
        return caller

    def tell(self, verdicts: Sequence[Verdict]) -> None:
        """Let the answer say what is left of the limits."""
        self.headers |= headers_of(verdicts)

    def handle_exception(self, exc: Exception) -> Response:
        """Answer what is expected to go wrong, with the limits that it met."""
        if isinstance(exc, TooManyCalls):
            self.headers |= exc.headers
        return super().handle_exception(exc)

    def serve(self, request: Request) -> HttpResponseBase:
        """Do what was asked for, in the business's scope."""
        method = "GET" if request.method == "HEAD" else str(request.method)
        is_known = method.lower() in self.http_method_names
        handler = getattr(self, method.lower() if is_known else "", self.http_method_not_allowed)
        if handler == self.http_method_not_allowed:
            handler(request)
        self.refuse_without_right(method)
        self.asked = self.read_query(request, method)
        self.read_body(request)
        with tenant_scope(self.caller.tenant.pk, actor=self.caller.actor):
            run = partial(handler, request, **self.kwargs)
            response = answer_once(request, run, unstored=self.unstored)
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                transaction.set_rollback(True)
        if self.caller.key:
            note_key_use(key=self.caller.key, now=clock.now())
        return response

    def refuse_without_right(self, method: str) -> None:
        """Let nobody do what they may not, nor anybody what no right was declared for.

        :raises RightMissing: in both cases
        """
        right = self.rights.get(method)
        if right is None or (right != EVERYBODY and right not in self.caller.rights):
            raise RightMissing(right or "-")

    def read_query(self, request: Request, method: str) -> dict[str, Any]:
        """Return what stands behind the question mark.

        :raises ValidationError: if something there is unknown or wrong
        """
        query = self.query if method == "GET" else NoQuery
        return checked(query(data=request.query_params))

    def read_body(self, request: Request) -> None:
        """Read all of the body now: in the scope a transaction is open, and the caller's network may be slow.

        :raises ParseError: if it cannot be read
        """
        if request.method not in WRITES:
            return
        try:
            request._request.body  # noqa: B018 (Django keeps it)
        except UnreadablePostError:
            raise ParseError from None
        request.data  # noqa: B018 (likewise)

    def read(self, body: type[Strict]) -> dict[str, Any]:
        """Return the body's fields.

        :raises ValidationError: if one is unknown, missing or wrong
        """
        return checked(body(data=self.request.data))

    def page(self, page: Page[Any], out: type[Any]) -> Response:
        """Answer with a page of a list."""
        return Response({"items": out(page.rows, many=True).data, "next": page.next})


def checked(serializer: Strict) -> dict[str, Any]:
    """Return the values of a form that has no mistake.

    :raises ValidationError: if it has
    """
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
