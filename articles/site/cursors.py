"""Cursors: the point from which a list continues, written into an address as the time and the name
of the last row shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar
from uuid import UUID

from django.http import Http404

from articles.text.slugs import MAX_LENGTH

T = TypeVar("T")


@dataclass(frozen=True)
class _Part(Generic[T]):
    """The format of one half of a cursor: `pattern` matches everything that `write` produces, and
    limits what `read` is given."""

    pattern: str
    write: Callable[[T], str]
    read: Callable[[str], T]


_DIGITS = "%Y%m%d%H%M%S"
_AS_DIGITS = _Part[dt.datetime](
    pattern=r"[0-9]{14}",
    write=lambda moment: f"{moment.astimezone(dt.UTC):{_DIGITS}}",
    read=lambda text: dt.datetime.strptime(text, _DIGITS).replace(tzinfo=dt.UTC),
)
_AS_SECONDS = _Part[dt.datetime](
    pattern=r"[0-9]{1,11}",
    write=lambda moment: f"{int(moment.timestamp())}",
    read=lambda text: dt.datetime.fromtimestamp(int(text), dt.UTC),
)
_SLUG = _Part[str](pattern=rf"[-a-zA-Z0-9_]{{1,{MAX_LENGTH}}}", write=str, read=str)
_UUID = _Part[UUID](pattern=r"[0-9a-f]{32}", write=lambda uuid: uuid.hex, read=UUID)


@dataclass(frozen=True)
class Cursor(Generic[T]):
    """A format for a time, to the second, with the name that distinguishes the rows of one
    second."""

    moment: _Part[dt.datetime]
    name: _Part[T]

    @cached_property
    def pattern(self) -> str:
        """The regular expression that matches a whole cursor."""
        return f"{self.moment.pattern}-{self.name.pattern}"

    def encode(self, moment: dt.datetime, name: T) -> str:
        return f"{self.moment.write(moment)}-{self.name.write(name)}"

    def decode(self, written: str) -> tuple[dt.datetime, T]:
        """Return the time and the name. Raises Http404 where the text is no cursor of this
        format."""
        try:
            if not re.fullmatch(self.pattern, written):
                raise ValueError
            moment, _, name = written.partition("-")
            return self.moment.read(moment), self.name.read(name)
        except ValueError:
            raise Http404 from None


#: The cursors of articles, and of corrections and quotations, on pages: 20261125143200-il-titolo.
ARTICLE = Cursor(_AS_DIGITS, _SLUG)
ENTRY = Cursor(_AS_DIGITS, _UUID)
#: The same in the API, with the time in seconds of the epoch: 1795617120-il-titolo.
API_ARTICLE = Cursor(_AS_SECONDS, _SLUG)
API_ENTRY = Cursor(_AS_SECONDS, _UUID)
