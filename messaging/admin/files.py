"""What guests sent: a list, and each file as a download. Only pictures and sounds are ever shown: they can do nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from messaging.models import MediaFile
from messaging.models.message import MediaState
from tenants.admin.base import ReadOnly, TenantAdmin

# By their first bytes: whatever somebody calls a file, a browser shows nothing but these.
PICTURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
# What browsers can play; AMR, which they cannot, is a download.
SOUNDS = ((b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"))
# An MP3 without a title begins with a frame of layer III, AAC with one of ADTS: twelve bits that are set, then which of them.
FRAMES = {
    0xFB: "audio/mpeg",
    0xFA: "audio/mpeg",
    0xF3: "audio/mpeg",
    0xF2: "audio/mpeg",
    0xF1: "audio/aac",
    0xF9: "audio/aac",
}
# The kinds of an MP4 with sound alone. Another may hold a film, and stays a download.
SOUND_BRANDS = (b"M4A ", b"M4B ")
DOWNLOAD = "application/octet-stream"


@admin.register(MediaFile)
class MediaFileAdmin(ReadOnly, TenantAdmin):
    list_display = ("name", "mime_type", "state", "size", "conversation_link", "created_at")
    list_display_links = ("name",)
    list_select_related = ("message__conversation__guest",)
    list_filter = ("state",)
    fields = ("name", "message_link", "mime_type", "state", "size", "error", "sha256", "created_at", "shown")
    readonly_fields = (*fields, "message")
    ordering = ("-id",)
    sortable_by = ()
    empty_advice = _("Todavía no llegó ningún archivo. Aquí quedan las fotos, audios y documentos de los huéspedes.")

    class Media:
        css = {"all": ["messaging/thread.css"]}  # noqa: RUF012 (as Django wants it)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("message__conversation__guest").defer("content")

    @admin.display(description=_("archivo"))
    def name(self, file: MediaFile) -> str:
        return file.filename or _g("sin nombre")

    @admin.display(description=_("conversación"))
    def conversation_link(self, file: MediaFile) -> str:
        link = reverse("admin:messaging_conversation_change", args=[file.message.conversation_id])
        return format_html('<a class="link" href="{}">{}</a>', link, file.message.conversation)

    @admin.display(description=_("mensaje"))
    def message_link(self, file: MediaFile) -> str:
        link = reverse("admin:messaging_message_change", args=[file.message_id])
        return format_html('<a class="link" href="{}">{}</a>', link, file.message.conversation)

    @admin.display(description=_("contenido"))
    def shown(self, file: MediaFile) -> str:
        """Return the picture, or a way to download whatever else it is."""
        if file.state != MediaState.STORED:
            return "–"
        link = reverse("admin:media_file", args=[file.pk])
        if picture_type(bytes(file.content or b"")[:8]):
            return format_html('<img class="talk-picture" src="{}" alt="{}">', link, self.name(file))
        return format_html('<a class="link" href="{}">{}</a>', link, _g("Descargar"))

    def may_see_history(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        content = self.admin_site.admin_view(require_GET(self.content))
        return [path("<int:pk>/archivo/", content, name="media_file"), *super().get_urls()]

    def content(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer with a stored file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file = get_object_or_404(self.get_queryset(request).defer(None), pk=pk)
        if file.state != MediaState.STORED or file.content is None:
            raise Http404
        return answer_with(bytes(file.content), name=file.filename or f"archivo-{file.pk}")


def answer_with(content: bytes, *, name: str) -> HttpResponse:
    """Return a file that strangers made: a browser saves it, and neither guesses what it is nor runs any of it."""
    shown = picture_type(content) or sound_type(content)
    disposition = content_disposition_header(as_attachment=not shown, filename=name)
    return HttpResponse(
        content,
        content_type=shown or DOWNLOAD,
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def picture_type(content: bytes) -> str:
    """Return which kind of picture these bytes begin, "" if none that may be shown."""
    return next((kind for first, kind in PICTURES if content.startswith(first)), "")


def sound_type(content: bytes) -> str:
    """Return which kind of sound these bytes begin, "" if none that may be played."""
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:12] in SOUND_BRANDS else ""
    if content[:1] == b"\xff" and len(content) > 1:
        return FRAMES.get(content[1], "")
    return next((kind for first, kind in SOUNDS if content.startswith(first)), "")
