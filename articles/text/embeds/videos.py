"""Providers of videos. Each says where its frame's address is documented."""

from __future__ import annotations

import re

from articles.text.embeds.addresses import Address
from articles.text.embeds.table import Found, Kind, Provider, Shape, by_path, first, hosts

_VIDEO = "[A-Za-z0-9_-]{11}"
_LIST = "[A-Za-z0-9_-]{12,64}"
_YOUTUBE_PATH = re.compile(rf"/(?:(shorts)|live|embed|v)/({_VIDEO})/?", re.ASCII)
_VIMEO_PATH = re.compile(
    r"/(?:(?:channels|groups|album|showcase)/[A-Za-z0-9_-]+/(?:videos?/)?|video/)?([0-9]{5,12})"
    r"(?:/([0-9a-f]{8,16}))?/?",
    re.ASCII,
)


def _youtube(address: Address) -> Found | None:
    """Read what https://developers.google.com/youtube/player_parameters describes."""
    video, is_short = "", False
    if address.path == "/watch" and address.has(v=_VIDEO):
        video = address.query["v"]
    elif address.host == "youtu.be" and re.fullmatch(rf"/{_VIDEO}/?", address.path):
        video = address.path.strip("/")
    elif address.host != "youtu.be" and (found := _YOUTUBE_PATH.fullmatch(address.path)):
        video, is_short = found[2], bool(found[1])
    of_list = f"list={address.query['list']}" if address.has(list=_LIST) else ""
    if video == "videoseries" or not video:  # which looks like a video, and is a playlist
        if not of_list or address.path not in {"/playlist", "/embed/videoseries"}:
            return None
        page = f"https://www.youtube.com/playlist?{of_list}"
        return Found(f"/embed/videoseries?{of_list}", page)
    if video == "live_stream":
        return None
    seconds = address.seconds
    more = [of_list, f"start={seconds}" if seconds else ""]
    frame = f"/embed/{video}?{'&'.join(filter(None, more))}".rstrip("?")
    if is_short:
        return Found(frame, f"https://www.youtube.com/shorts/{video}", Shape.TALL)
    parts = [f"v={video}", of_list, f"t={seconds}s" if seconds else ""]
    return Found(frame, f"https://www.youtube.com/watch?{'&'.join(filter(None, parts))}")


def _vimeo(address: Address) -> Found | None:
    """Read what https://developer.vimeo.com/player/sdk/embed describes; `dnt` keeps the player
    from following who watches. A video that is not listed has a key, in its path or as `h`."""
    found = _VIMEO_PATH.fullmatch(address.path)
    if not found or (address.host == "player.vimeo.com") != address.path.startswith("/video/"):
        return None
    video, key = found[1], found[2] or ""
    if address.has(h="[0-9a-f]{8,16}"):
        key = address.query["h"]
    begin = f"#t={address.seconds}s" if address.seconds else ""
    frame = f"/video/{video}?{f'h={key}&' if key else ''}dnt=1{begin}"
    return Found(frame, f"https://vimeo.com/{video}{f'/{key}' if key else ''}{begin}")


def _dailymotion(address: Address) -> Found | None:
    """Read what https://developers.dailymotion.com/docs/iframe-web describes. A frame needs a
    player of its own, which the address of a video's page does not say: readers too are given that
    of the player."""
    found = re.fullmatch(r"/player/([a-z0-9]{4,12})\.html", address.path, re.ASCII)
    if not found or not address.has(video="[A-Za-z0-9]{5,20}"):
        return None
    frame = f"/player/{found[1]}.html?video={address.query['video']}"
    return Found(frame, f"https://geo.dailymotion.com{frame}")


# https://developers.tiktok.com/doc/embed-player/
_tiktok = first(
    by_path(
        r"/(?P<who>@[A-Za-z0-9_.]{1,32})/(?P<kind>video|photo)/(?P<post>[0-9]{15,21})/?",
        frame="/player/v1/{post}?description=1",
        page="https://www.tiktok.com/{who}/{kind}/{post}",
    ),
    by_path(
        r"/(?:embed/(?:v[0-9]/)?|player/v1/|v/)(?P<post>[0-9]{15,21})(?:\.html|/)?",
        frame="/player/v1/{post}?description=1",
        page="https://www.tiktok.com/player/v1/{post}",
    ),
)
_ted = by_path(
    r"/talks/(?P<talk>(?:lang/[a-z]{2}(?:-[a-z]{2})?/)?[a-z0-9_]{3,120})/?",
    frame="/talks/{talk}",
    page="https://www.ted.com/talks/{talk}",
)
# https://archive.org/help/video.php
_archive = by_path(
    r"/(?:details|embed)/(?P<item>[A-Za-z0-9][A-Za-z0-9._-]{2,100})(?:/[^/]*)?",
    frame="/embed/{item}",
    page="https://archive.org/details/{item}",
)

VIDEOS = (
    Provider(
        *("youtube", "YouTube", Kind.VIDEO, Shape.WIDE, "https://www.youtube-nocookie.com"),
        hosts("youtube.com", "youtube-nocookie.com") | {"youtu.be", "music.youtube.com"},
        _youtube,
    ),
    Provider(
        *("vimeo", "Vimeo", Kind.VIDEO, Shape.WIDE, "https://player.vimeo.com"),
        hosts("vimeo.com") | {"player.vimeo.com"},
        _vimeo,
    ),
    Provider(
        *("dailymotion", "Dailymotion", Kind.VIDEO, Shape.WIDE, "https://geo.dailymotion.com"),
        frozenset({"geo.dailymotion.com"}),
        _dailymotion,
    ),
    Provider(
        *("tiktok", "TikTok", Kind.VIDEO, Shape.TALL, "https://www.tiktok.com"),
        hosts("tiktok.com"),
        _tiktok,
    ),
    Provider(
        *("ted", "TED", Kind.VIDEO, Shape.WIDE, "https://embed.ted.com"),
        hosts("ted.com") | {"embed.ted.com"},
        _ted,
    ),
    Provider(
        *("archive", "Internet Archive", Kind.VIDEO, Shape.WIDE, "https://archive.org"),
        hosts("archive.org"),
        _archive,
    ),
)
