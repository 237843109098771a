"""A page as it is stored: the answer to a request, ready to be sent again."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import brotli

Headers = list[tuple[str, str]]

#: The shortest body, in bytes, that is compressed.
_MIN_COMPRESSED = 400
_OVERHEAD = 2048  # bytes that a page takes in memory beside its bodies, about
_TEXTS = (
    "text/",
    "application/json",
    "application/xml",
    "application/feed+json",
    "application/rss+xml",
    "application/atom+xml",
)

_PACK = {
    "": bytes,
    # Better than gzip at its best, in the time that gzip takes.
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}
_UNPACK = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


@dataclass(frozen=True)
class StoredPage:
    """A page, with its body in each of the encodings that were asked for. Each is made once, when
    it is first asked for, and stored exactly as it is sent."""

    status: str
    headers: tuple[tuple[str, str], ...]
    is_text: bool
    variants: dict[str, tuple[Headers, bytes]]

    @classmethod
    def of(cls, status: str, headers: Headers, content: bytes, encoding: str) -> StoredPage:
        """Return a new page with its body in the encoding asked for."""
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        is_text = len(content) >= _MIN_COMPRESSED and kind.startswith(_TEXTS)
        page = cls(status, tuple(headers), is_text, {})
        return page._with(content, encoding)

    def has(self, encoding: str) -> bool:
        return not self.is_text or encoding in self.variants

    def also(self, encoding: str) -> StoredPage:
        """Return the same page with one encoding more."""
        made, (_headers, body) = next(iter(self.variants.items()))
        return self._with(_UNPACK[made](body), encoding)

    def sent(self, encoding: str) -> tuple[Headers, bytes]:
        """Return the headers and the body for a client that takes that encoding."""
        return self.variants[encoding if self.is_text else ""]

    @property
    def size(self) -> int:
        """The memory that the page takes, in bytes, approximately."""
        return _OVERHEAD + sum(len(body) for _headers, body in self.variants.values())

    def _with(self, content: bytes, encoding: str) -> StoredPage:
        if not self.is_text:
            encoding = ""
        body = _PACK[encoding](content)
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        variants = {**self.variants, encoding: (headers, body)}
        return StoredPage(self.status, self.headers, self.is_text, variants)
