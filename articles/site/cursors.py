"""Where a list goes on: the time and the name of the last row that was shown, in an address."""

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
    """How one half of a cursor is written: `pattern` matches all that `write` makes, and bounds
    what `read` is given."""

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
    """A way to write a time, to the second, and what distinguishes the rows of one second."""

    moment: _Part[dt.datetime]
    name: _Part[T]

    @cached_property
    def pattern(self) -> str:
        """A regular expression for the whole of what is written so."""
        return f"{self.moment.pattern}-{self.name.pattern}"

    def encode(self, moment: dt.datetime, name: T) -> str:
        return f"{self.moment.write(moment)}-{self.name.write(name)}"

    def decode(self, written: str) -> tuple[dt.datetime, T]:
        """Return the time and the name; 404 for what makes no sense."""
        try:
            if not re.fullmatch(self.pattern, written):
                raise ValueError
            moment, _, name = written.partition("-")
            return self.moment.read(moment), self.name.read(name)
        except ValueError:
            raise Http404 from None


#: Of articles, and of corrections and quotations, on pages: 20261125143200-il-titolo.
ARTICLE = Cursor(_AS_DIGITS, _SLUG)
ENTRY = Cursor(_AS_DIGITS, _UUID)
#: The same in the API: 1795617120-il-titolo.
API_ARTICLE = Cursor(_AS_SECONDS, _SLUG)
API_ENTRY = Cursor(_AS_SECONDS, _UUID)
