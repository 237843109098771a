"""Parts common to all nodes: identifiers, addresses, times and empty properties."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

Node = dict[str, Any]


def absolute(address: str) -> str:
    """Return an address of this site in full; an absolute address stays as it is."""
    if address.startswith("/") and not address.startswith("//"):
        return settings.SITE_URL + address
    return urljoin(f"{settings.SITE_URL}/", address)


def moment(value: Any) -> str:
    """Return a time in ISO 8601, in the newsroom's time zone; empty for None."""
    return timezone.localtime(value).isoformat() if value else ""


def node_id(path: str, what: str) -> str:
    """Return the identifier of a node: an address with a fragment."""
    return f"{absolute(path)}#{what}"


def filled(node: Node) -> Node:
    """Return the node without its empty properties."""
    return {key: value for key, value in node.items() if value not in (None, "", [], 0)}
