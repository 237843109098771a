"""Providers of audio: music, podcasts, radio."""

from __future__ import annotations

import re
from urllib.parse import quote

from articles.text.embeds.addresses import Address
from articles.text.embeds.table import Found, Kind, Provider, Shape, by_path, first, hosts

_SPOTIFY = (
    r"(?:/intl-[a-z]{2})?(?:/embed(?:-podcast)?)?"
    r"/(?P<kind>%s)/(?P<item>[A-Za-z0-9]{22})(?:/video)?/?"
)
_SPOTIFY_FRAME = "/embed/{kind}/{item}"
_SPOTIFY_PAGE = "https://open.spotify.com/{kind}/{item}"
# https://developer.spotify.com/documentation/embeds
_spotify = first(
    by_path(_SPOTIFY % "track|episode", frame=_SPOTIFY_FRAME, page=_SPOTIFY_PAGE),
    by_path(
        _SPOTIFY % "album|playlist|artist|show",
        frame=_SPOTIFY_FRAME,
        page=_SPOTIFY_PAGE,
        shape=Shape.LIST,
    ),
)

_TRACK = re.compile(r"/([a-z0-9_-]{2,60})/(sets/)?([a-z0-9_-]{1,120})/?", re.ASCII)
_SHARED_TRACK = re.compile(r"/(tracks|playlists)/([0-9]{3,15})/?", re.ASCII)
#: Pages of SoundCloud that are no track: its own, and the lists of who publishes there.
_NO_ACCOUNTS = {"discover", "search", "you", "pages", "settings", "upload", "charts", "tags"}
_NO_TRACKS = {"tracks", "albums", "sets", "reposts", "likes", "followers", "following", "comments"}


def _soundcloud(address: Address) -> Found | None:
    """Read what https://developers.soundcloud.com/docs/oembed describes: the player is told the
    address of a track, or its number."""
    if address.host == "w.soundcloud.com":
        inner = Address.of(address.query.get("url", "")) if address.path == "/player/" else None
        if inner and inner.host == "api.soundcloud.com":
            return _shared(inner)
        return _soundcloud(inner) if inner and inner.host in hosts("soundcloud.com") else None
    found = _TRACK.fullmatch(address.path)
    if not found or found[1] in _NO_ACCOUNTS or (not found[2] and found[3] in _NO_TRACKS):
        return None
    page = f"https://soundcloud.com/{found[1]}/{found[2] or ''}{found[3]}"
    shape = Shape.LIST if found[2] else None
    return Found(f"/player/?url={quote(page, safe='')}", page, shape)


def _shared(address: Address) -> Found | None:
    found = _SHARED_TRACK.fullmatch(address.path)
    if not found:
        return None
    track = quote(f"https://api.soundcloud.com/{found[1]}/{found[2]}", safe="")
    frame = f"/player/?url={track}"
    shape = Shape.LIST if found[1] == "playlists" else None
    return Found(frame, f"https://w.soundcloud.com{frame}", shape)


_EPISODE = re.compile(r"/(episode|podcast|show)/(?:[A-Za-z0-9_%-]{1,200}--)?([0-9]{3,12})/?")


def _spreaker(address: Address) -> Found | None:
    """Read the page of an episode or of a podcast, or the player of one."""
    if address.host == "widget.spreaker.com":
        if address.path != "/player":
            return None
        if address.has(episode_id="[0-9]{3,12}"):
            kind, number = "episode", address.query["episode_id"]
        elif address.has(show_id="[0-9]{3,12}"):
            kind, number = "podcast", address.query["show_id"]
        else:
            return None
        path = f"/{kind}/{number}"
    else:
        found = _EPISODE.fullmatch(address.path)
        if not found:
            return None
        kind, number, path = found[1], found[2], address.path
    is_episode = kind == "episode"
    frame = f"/player?{'episode_id' if is_episode else 'show_id'}={number}"
    shape = None if is_episode else Shape.LIST
    return Found(frame, f"https://www.spreaker.com{path}", shape)


_PODCAST = re.compile(r"/([a-z]{2})/podcast/(?:[^/]{1,300}/)?(id[0-9]{5,12})/?", re.ASCII)


def _apple(address: Address) -> Found | None:
    """Read a podcast or, with `i`, an episode of one."""
    found = _PODCAST.fullmatch(address.path)
    if not found:
        return None
    episode = f"?i={address.query['i']}" if address.has(i="[0-9]{5,15}") else ""
    path = f"/{found[1]}/podcast/{found[2]}{episode}"
    return Found(path, f"https://podcasts.apple.com{path}", None if episode else Shape.LIST)


AUDIO = (
    Provider(
        *("spotify", "Spotify", Kind.AUDIO, Shape.STRIP, "https://open.spotify.com"),
        frozenset({"open.spotify.com"}),
        _spotify,
    ),
    Provider(
        *("soundcloud", "SoundCloud", Kind.AUDIO, Shape.STRIP, "https://w.soundcloud.com"),
        hosts("soundcloud.com") | {"w.soundcloud.com"},
        _soundcloud,
    ),
    Provider(
        *("spreaker", "Spreaker", Kind.AUDIO, Shape.STRIP, "https://widget.spreaker.com"),
        hosts("spreaker.com") | {"widget.spreaker.com"},
        _spreaker,
    ),
    Provider(
        *("apple", "Apple Podcasts", Kind.AUDIO, Shape.STRIP, "https://embed.podcasts.apple.com"),
        frozenset({"podcasts.apple.com", "embed.podcasts.apple.com"}),
        _apple,
    ),
)
