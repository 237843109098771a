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
    bits (https://www.rfc-editor.org/rfc/rfc6177), of IPv4 the address, also where a socket for
    both writes it as one of IPv6."""
    told = client_ip(request)
    if told is None:
        return ""
    address = ipaddress.ip_address(told)
    if address.version == 4 or address.ipv4_mapped:
        return str(address.ipv4_mapped if address.version == 6 else address)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
