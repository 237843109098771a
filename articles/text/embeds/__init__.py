"""Embeds: what somebody else's site shows in a frame of a page. Pure functions: an address that
people copy in, the address of a frame out; nobody is asked.

One table knows the providers (`PROVIDERS`): a provider is a line of it, with a function that reads
its addresses. A frame's address begins with the provider's own origin, over https, and whatever of
it comes from the address was held to a pattern first. So an address that nobody knows, or a hostile
one, has no frame, and stays a link.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.text.embeds.addresses import Address
from articles.text.embeds.codes import addresses_in
from articles.text.embeds.listening import AUDIO
from articles.text.embeds.maps import MAPS
from articles.text.embeds.posts import POSTS
from articles.text.embeds.table import Kind, Provider, Shape
from articles.text.embeds.videos import VIDEOS

__all__ = [
    "PROVIDERS",
    "Embed",
    "Kind",
    "Provider",
    "Shape",
    "embed_code",
    "embed_of",
    "frame_origins",
    "host_of",
]

PROVIDERS: tuple[Provider, ...] = (*VIDEOS, *POSTS, *AUDIO, *MAPS)
_BY_HOST = {host: provider for provider in PROVIDERS for host in provider.hosts}
_BY_KEY = {provider.key: provider for provider in PROVIDERS}
_DRAWN = re.compile(r'<figure class="embed embed-([a-z0-9]+) ')


class Embed(NamedTuple):
    """What a page shows of an address: the address of the frame, and that of the page for who opens
    it there."""

    provider: Provider
    frame: str
    page: str
    shape: Shape

    @property
    def kind(self) -> Kind:
        """What is shown: a provider of posts has videos too."""
        is_video = self.shape in {Shape.WIDE, Shape.TALL}
        return Kind.VIDEO if is_video else self.provider.kind


def embed_of(address: str) -> Embed | None:
    """Return what a provider shows of an address; None where nobody knows it."""
    parts = Address.of(address)
    provider = _BY_HOST.get(parts.host) if parts else None
    found = provider.read(parts) if parts and provider else None
    if not provider or not found:
        return None
    return Embed(
        provider, f"{provider.origin}{found.frame}", found.page, found.shape or provider.shape
    )


def embed_code(code: str) -> Embed | None:
    """Return what is shown by the HTML that a provider gives to be copied; None where nobody knows
    it."""
    return next((found for each in addresses_in(code) if (found := embed_of(each))), None)


def host_of(address: str) -> str:
    """Return the host of an address, as people say it; empty where it is no address of the web."""
    parts = Address.of(address)
    return parts.host.removeprefix("www.") if parts else ""


def frame_origins(page: str) -> list[str]:
    """Return the origins of the frames in a drawn page, in the order of the table."""
    keys = set(_DRAWN.findall(page)) if '<figure class="embed ' in page else set()
    return [provider.origin for key, provider in _BY_KEY.items() if key in keys]
