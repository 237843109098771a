"""Parts of files, which players ask for to begin in the middle (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

_RANGE = re.compile(
    r"bytes=[ \t]*(?:(\d{1,18})-(\d{1,18})?|-(\d{1,18}))[ \t]*", re.IGNORECASE | re.ASCII
)
_CHUNK = 64 * 1024


def file_response(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """Answer with a file of this machine, or the one part of it that was asked for: 206 with that
    part, 416 where it begins after the end, 304 and 412 by the usual conditions. Several parts at
    once are answered with the whole, as the standard allows.
    """
    known = path.stat()
    size, changed = known.st_size, int(known.st_mtime)
    etag = f'"{changed:x}-{size:x}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(changed),
        "Accept-Ranges": "bytes",
        "Content-Type": content_type,
    }
    part = _part(request, etag, headers["Last-Modified"], size)
    if part is None:
        response = _response(request, path, 0, size)
    elif part[0] >= part[1]:
        response = HttpResponse(status=416)
        headers["Content-Range"] = f"bytes */{size}"
    else:
        response = _response(request, path, *part)
        response.status_code = 206
        headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{size}"
    for name, value in headers.items():
        response.headers[name] = value
    return get_conditional_response(request, etag, changed, response)


def _part(request: HttpRequest, etag: str, changed: str, size: int) -> tuple[int, int] | None:
    """Return the start and the end of the part that is asked for, empty where the file has none of
    it; None for the whole. A condition that does not hold asks for the whole: the file is another
    by now.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.method != "GET":
        return None
    if request.headers.get("If-Range", etag) not in (etag, changed):
        return None
    first, last, suffix = asked.groups()
    if suffix is not None:
        return max(size - int(suffix), 0), size if int(suffix) else 0
    if last is not None and int(last) < int(first):
        return None
    return int(first), size if last is None else min(int(last) + 1, size)


def _response(request: HttpRequest, path: Path, start: int, end: int) -> HttpResponseBase:
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(_chunks(path, start, end))
    response.headers["Content-Length"] = str(end - start)
    return response


def _chunks(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(_CHUNK, end - start))):
            start += len(chunk)
            yield chunk
