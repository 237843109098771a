"""Uploaded files, where no web server in front serves them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from articles.media import MIME_TYPES
from articles.site.byte_ranges import file_response

#: The MIME types of what the paper stores, by extension; deploy/nginx has the same. Anything else
#: is a download.
TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    **MIME_TYPES,
}
#: What holds for each of them, whatever is in it. PDFs open in the browser, shut off from the
#: paper: they have no script of ours to call and no address of ours to act from.
_HEADERS = {
    "Cache-Control": "public, max-age=86400, stale-while-revalidate=2592000",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
def upload(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a file of `MEDIA_ROOT`, or a part of it."""
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    if path.name.startswith(".") or not path.is_file():
        raise Http404
    kind = TYPES.get(path.suffix.lower().lstrip("."), "application/octet-stream")
    response = file_response(request, path, kind)
    for header, value in _HEADERS.items():
        response.headers[header] = value
    return response
