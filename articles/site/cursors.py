"""Where a page of a chronology goes on: a time and a name, as addresses have them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import Http404

_STAMP = "%Y%m%d%H%M%S"


def written_key(moment: dt.datetime, uuid: UUID) -> str:
    return f"{moment.astimezone(dt.UTC):{_STAMP}}-{uuid.hex}"


def read_key(asked: str) -> tuple[dt.datetime, UUID]:
    """404 for a senseless one."""
    stamp, _, name = asked.partition("-")
    try:
        if not stamp.isascii():
            raise ValueError
        return dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC), UUID(name)
    except ValueError:
        raise Http404 from None
