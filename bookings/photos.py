"""Pictures of a business, for guests and for WhatsApp, who fetches them by address: open to whoever knows the key."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from bookings.models import Photo
from tenants.models import Status, Tenant
from tenants.scoping import tenant_scope

# A key never stands for another picture.
FOR_EVER = "public, max-age=31536000, immutable"
LONGEST_KEY = 32


def photo_path(slug: str, key: str) -> str:
    """Return the address of a picture on this installation."""
    return reverse("photo", args=[slug, key])


@require_safe
def photo(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Send a picture. Whether the business or the picture is unknown is told to nobody."""
    tenant_id = Tenant.objects.filter(slug=slug, status=Status.ACTIVE).values_list("pk", flat=True).first()
    if tenant_id is None or len(key) > LONGEST_KEY:
        raise Http404
    with tenant_scope(tenant_id, actor="public:photos"):
        found = Photo.objects.filter(key=key).values_list("content", "content_type").first()
    if found is None:
        raise Http404
    content, content_type = found
    headers = {
        "ETag": f'"{key}"',
        "Cache-Control": FOR_EVER,
        "X-Content-Type-Options": "nosniff",
        # A picture and nothing else, even if a browser opens it as a page.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if headers["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    # What is compressed already is not compressed once more on its way out.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return HttpResponse(bytes(content), content_type=content_type, headers=headers)
