"""Addresses that people copy, taken apart without trust."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

MOST_CHARACTERS = 2000
_MOST_PARAMETERS = 50
# What no address has: spaces, control characters, and the signs that browsers and libraries read
# each in their own way.
_NEVER = re.compile(r'[\x00-\x20\x7f-\x9f\\<>"`{}|^]')
_UNITS = {"h": 3600, "m": 60, "s": 1}
_TIME = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?")


@dataclass(frozen=True)
class Address:
    """An address of the web: its host in lower case, its path, the first value of each parameter,
    and what follows `#`, all decoded but for the path."""

    host: str
    path: str
    query: dict[str, str]
    fragment: str

    @classmethod
    def of(cls, written: str) -> Address | None:
        """Return the parts of an address; None for what is not a plain address of the web: other
        schemes, an account, a port, signs that no address has."""
        written = written.strip()
        if written.startswith("//"):
            written = f"https:{written}"
        if len(written) > MOST_CHARACTERS or _NEVER.search(written):
            return None
        try:
            parts = urlsplit(written)
            pairs = parse_qsl(parts.query, max_num_fields=_MOST_PARAMETERS)
        except ValueError:
            return None
        if parts.scheme not in {"http", "https"} or not parts.netloc.isascii():
            return None
        if not re.fullmatch(r"[A-Za-z0-9.-]+", parts.netloc):
            return None
        query = dict(reversed(pairs))
        return cls(parts.netloc.lower(), parts.path, query, unquote(parts.fragment))

    def has(self, **patterns: str) -> bool:
        """Return True if each of the parameters is there, and is of its pattern in full."""
        return all(
            re.fullmatch(pattern, self.query.get(name, ""), re.ASCII)
            for name, pattern in patterns.items()
        )

    @property
    def seconds(self) -> int:
        """The time at which to begin, as `t=90`, `t=1m30s`, `start=90` or `#t=90` say it; 0 if
        there is none."""
        fragment = dict(parse_qsl(self.fragment))
        for written in (self.query.get("t"), self.query.get("start"), fragment.get("t")):
            found = _TIME.fullmatch(written) if written else None
            if found:
                units = zip(_UNITS.values(), found.groups(), strict=True)
                return sum(unit * int(number or 0) for unit, number in units)
        return 0
