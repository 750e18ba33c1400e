"""Style sheets, scripts and icons, compressed once for each process. In production Caddy has a copy and answers instead.

Granian's own mount does not compress, and 420 KB of the desk's first page would travel instead of 80.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

# As ManifestStaticFilesStorage names them: such a name never stands for anything else.
HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
FOR_EVER = "public, max-age=31536000, immutable"
# A name without hash is asked for again each time and mostly answered by 304, so that nobody works with an old script.
ASK_AGAIN = "public, no-cache"
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")
LARGEST = 2_000_000


@dataclass(frozen=True)
class File:
    """What travels: the bytes, compressed where that helps."""

    content: bytes
    kind: str
    etag: str
    zipped: bytes | None


@require_safe
def static_file(request: HttpRequest, name: str) -> HttpResponse:
    """Send a collected file, compressed if the browser can read that."""
    file = find_file(name)
    caching = {"ETag": file.etag, "Cache-Control": FOR_EVER if HASHED.search(name) else ASK_AGAIN}
    if file.etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=caching)
    zipped = file.zipped if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = HttpResponse(zipped or file.content, content_type=file.kind, headers=caching)
    if file.zipped:
        patch_vary_headers(response, ["Accept-Encoding"])
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def find_file(name: str) -> File:
    """Return a collected file.

    :raises Http404: if there is none of this name
    """
    # Refuses what leads out of the folder: SuspiciousFileOperation becomes 400.
    path = Path(safe_join(settings.STATIC_ROOT, name))
    try:
        state = path.stat()
    except (OSError, ValueError):
        raise Http404 from None
    if not path.is_file() or state.st_size > LARGEST:
        raise Http404
    return read(path, state.st_mtime_ns)


@lru_cache(maxsize=256)
def read(path: Path, changed_at: int) -> File:
    """Read a file once for each time that it changed."""
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    zipped = gzip.compress(content, 9, mtime=0) if kind.startswith(COMPRESSIBLE) else None
    if zipped and len(zipped) >= len(content):
        zipped = None
    # Weak, since the compressed and the plain bytes share it.
    return File(content, kind, f'W/"{hashlib.sha256(content).hexdigest()[:20]}"', zipped)
