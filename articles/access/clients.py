"""Clients by their network address."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """Return the address of the client, or None for a request without a network. Behind a proxy of
    ours it is the last one in `X-Forwarded-For`, which the proxy added: the client can write any
    others, and without a proxy all of them.
    """
    addresses = [request.META.get("REMOTE_ADDR", "")]
    if settings.BEHIND_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        addresses.insert(0, seen)
    return next(filter(_is_address, addresses), None)


def client_network(request: HttpRequest) -> str:
    """Return the network of the client, within which one person may choose an address: for IPv6 the
    first 64 bits (https://www.rfc-editor.org/rfc/rfc6177), for IPv4 the address, also where a
    socket for both writes it as IPv6.
    """
    ip = client_ip(request)
    if ip is None:
        return ""
    address = ipaddress.ip_address(ip)
    if address.version == 4 or address.ipv4_mapped:
        return str(address.ipv4_mapped if address.version == 6 else address)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
