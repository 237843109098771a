"""Who asks, as far as a network knows."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """The address that asks. Where a proxy of ours stands in front it is the one that the proxy
    saw, the last in `X-Forwarded-For`: the others are what whoever asked liked to write, and
    without a proxy all of them are. None for what asks without a network."""
    addresses = [request.META.get("REMOTE_ADDR", "")]
    if settings.BEHIND_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        addresses.insert(0, seen)
    return next(filter(_is_address, addresses), None)


def client_network(request: HttpRequest) -> str:
    """The network of who asks, whose addresses one person may choose among: of IPv6 the first 64
    bits (https://www.rfc-editor.org/rfc/rfc6177), of IPv4 the address."""
    address = client_ip(request) or ""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
