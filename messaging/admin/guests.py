"""The page of a guest, with what messages add to it: who they may be besides, and what they agreed to get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from messaging.admin.words import who
from messaging.models import ConsentPurpose, ConsentSource, GuestMerge, MergeSource, MergeState
from messaging.services.consenting import list_current, may_send, set_consent
from messaging.services.merging import list_merges, merge, refuse_proposal, unmerge
from tenants import clock
from tenants.admin.base import refuse
from tenants.admin.guests import GuestAdmin, own_country, spellings
from tenants.admin.pages import number_of
from tenants.errors import DomainError
from tenants.models import Guest, GuestIdentity

WANTED = "buscar"
MOST_FOUND = 8
LONGEST_TERM = 120

# Registered by the part that owns guests, which knows nothing of messages.
admin.site.unregister(Guest)


@admin.register(Guest)
class GuestWithMessages(GuestAdmin):
    change_form_outer_after_template = "messaging/guest_identity.html"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        number = number_of(object_id)
        guest = self.get_queryset(request).filter(pk=number).first() if number else None
        may_see = guest is not None and self.has_view_permission(request, guest)
        shown = self.shown(request, guest) if guest is not None and may_see else {}
        return super().changeform_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def shown(self, request: HttpRequest, guest: Guest) -> dict[str, Any]:
        """Return what stands below the fields of a guest."""
        term = request.GET.get(WANTED, "").strip()[:LONGEST_TERM]
        return {
            "may_step": self.has_change_permission(request, guest),
            "merges": [merge_line(record, guest) for record in list_merges(guest)],
            "wanted": term,
            "found": self.others(request, guest, term) if term else [],
            "consents": consent_lines(guest),
        }

    def others(self, request: HttpRequest, guest: Guest, term: str) -> list[Guest]:
        """Return who else has this name, number or address."""
        if "\0" in term:
            return []
        known = GuestIdentity.objects.filter(canonical__in=spellings(term, country=own_country())).values("guest_id")
        rows = self.get_queryset(request).filter(Q(name__icontains=term) | Q(pk__in=known), erased_at=None)
        return list(rows.exclude(pk=guest.pk).order_by("-pk")[:MOST_FOUND])

    def get_urls(self) -> list[URLPattern]:
        def step(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(f"<int:pk>/{address}", self.admin_site.admin_view(require_POST(view)), name=name)

        return [
            step("unir/", self.unite, "guest_unite"),
            step("uniones/<int:guestmerge_id>/unir/", self.agree, "guest_merge_agree"),
            step("uniones/<int:guestmerge_id>/separar/", self.part, "guest_merge_part"),
            step("uniones/<int:guestmerge_id>/rechazar/", self.reject, "guest_merge_reject"),
            step("permisos/", self.permit, "guest_permit"),
            *super().get_urls(),
        ]

    def to_change(self, request: HttpRequest, pk: int) -> Guest:
        """Return a guest whom this person may change.

        :raises PermissionDenied: if they may not
        """
        guest: Guest = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, guest):
            raise PermissionDenied
        return guest

    def unite(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let another guest be this one."""
        guest = self.to_change(request, pk)
        other = get_object_or_404(self.get_queryset(request), pk=number_of(request.POST.get("otro")))
        return self.done(
            request,
            guest,
            lambda: merge(absorbed=other, kept=guest, source=MergeSource.STAFF, now=clock.now()),
            _("Unidos: lo que era de los dos está en esta página. Si fue un error, puede separarlos."),
        )

    def agree(self, request: HttpRequest, pk: int, guestmerge_id: int) -> HttpResponse:
        """Carry out a proposal, and show who stays."""
        guest = self.to_change(request, pk)
        record = get_object_or_404(list_merges(guest), pk=guestmerge_id, state=MergeState.PROPOSED)
        other = record.absorbed if record.kept_id == guest.pk else record.kept
        return self.done(
            request,
            guest,
            lambda: merge(absorbed=other, kept=guest, source=MergeSource.STAFF, now=clock.now()),
            _("Unidos: lo que era de los dos está en esta página. Si fue un error, puede separarlos."),
        )

    def part(self, request: HttpRequest, pk: int, guestmerge_id: int) -> HttpResponse:
        """Let two guests be two again."""
        guest = self.to_change(request, pk)
        record = get_object_or_404(list_merges(guest), pk=guestmerge_id)
        words = _("Separados: cada uno tiene otra vez lo suyo.")
        return self.done(request, guest, lambda: unmerge(record=record, now=clock.now()), words)

    def reject(self, request: HttpRequest, pk: int, guestmerge_id: int) -> HttpResponse:
        """Note that two guests are not the same person."""
        guest = self.to_change(request, pk)
        record = get_object_or_404(list_merges(guest), pk=guestmerge_id)
        words = _("Anotado: no son la misma persona.")
        return self.done(request, guest, lambda: refuse_proposal(record=record, now=clock.now()), words)

    def permit(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note what a guest has told somebody about messages to come."""
        guest = self.to_change(request, pk)
        purpose, wish = request.POST.get("para"), request.POST.get("acepta")
        if purpose not in ConsentPurpose.values or wish not in ("si", "no"):
            messages.error(request, _("Elija para qué y si acepta."))
            return redirect("admin:tenants_guest_change", pk)
        return self.done(
            request,
            guest,
            lambda: set_consent(
                guest=guest,
                purpose=ConsentPurpose(purpose),
                is_in=wish == "si",
                source=ConsentSource.STAFF,
                now=clock.now(),
            ),
            _("Anotado."),
        )

    def done(self, request: HttpRequest, guest: Guest, work: Callable[[], object], words: str) -> HttpResponse:
        """Do something, or say why not, and lead back to the guest."""
        try:
            work()
            messages.success(request, words)
        except DomainError as error:
            refuse(request, error)
        return redirect("admin:tenants_guest_change", guest.pk)


def merge_line(record: GuestMerge, guest: Guest) -> dict[str, Any]:
    """Return what a guest's page says of a merge."""
    other = record.absorbed if record.kept_id == guest.pk else record.kept
    return {
        "record": record,
        "other": other,
        "is_open": record.state == MergeState.PROPOSED,
        "is_merged": record.state == MergeState.MERGED,
        "at": record.decided_at or record.created_at,
        "by": who(record.decided_by),
        "rows": sum(len(ids) for ids in record.moved.values()),
    }


def consent_lines(guest: Guest) -> list[dict[str, Any]]:
    """Return for each purpose whether a guest gets such messages, and by whose word."""
    return [
        {
            "purpose": purpose,
            "gets": may_send(guest, purpose),
            "row": row,
            "source": row.get_source_display() if row else "",
            "by": who(row.actor) if row and row.source == ConsentSource.STAFF else "",
        }
        for purpose, row in list_current(guest).items()
    ]
