"""Providers of posts: social networks."""

from __future__ import annotations

import re
from urllib.parse import quote

from articles.text.embeds.addresses import Address
from articles.text.embeds.table import Found, Kind, Provider, Shape, by_path, first, hosts

_X_PAGE = by_path(
    r"/(?P<who>[A-Za-z0-9_]{1,20}|i/web)/status(?:es)?/(?P<post>[0-9]{1,20})(?:/(?:photo|video)/[0-9])?/?",
    frame="/embed/Tweet.html?id={post}&dnt=true&lang=it",
    page="https://x.com/{who}/status/{post}",
)
# https://developers.facebook.com/docs/plugins/embedded-posts and …/embedded-video-player
_ID = r"(?:[0-9]{5,20}|pfbid[A-Za-z0-9]{20,100})"
_WHO = r"[A-Za-z0-9.-]{2,80}"
_FACEBOOK_VIDEO = re.compile(
    rf"/(?:{_WHO}/videos/(?:[A-Za-z0-9%._-]+/)?[0-9]{{5,20}}|reel/[0-9]{{5,20}})/?", re.ASCII
)
_FACEBOOK_POST = re.compile(
    rf"/(?:{_WHO}/posts/(?:[A-Za-z0-9%._-]+/)?{_ID}|{_WHO}/photos/(?:[A-Za-z0-9._-]+/)?{_ID}"
    rf"|groups/{_WHO}/(?:posts|permalink)/[0-9]{{5,20}})/?",
    re.ASCII,
)


def _x(address: Address) -> Found | None:
    """Read the address of a post, or of the frame that X's own script makes of one; `dnt` keeps it
    from following who reads."""
    if address.host == "platform.twitter.com":
        if address.path != "/embed/Tweet.html" or not address.has(id="[0-9]{1,20}"):
            return None
        post = address.query["id"]
        return Found(
            f"/embed/Tweet.html?id={post}&dnt=true&lang=it", f"https://x.com/i/web/status/{post}"
        )
    return _X_PAGE(address)


def _facebook(address: Address) -> Found | None:
    """Read a post or a video, or the frame of one, which names its page in `href`."""
    if address.path in {"/plugins/post.php", "/plugins/video.php"}:
        inner = Address.of(address.query.get("href", ""))
        is_page = inner and inner.host in _FACEBOOK_HOSTS and not inner.path.startswith("/plugins/")
        return _facebook(inner) if inner and is_page else None
    path, is_video = address.path, False
    if path.rstrip("/") in {"/watch", "/video.php"} and address.has(v="[0-9]{5,20}"):
        path, is_video = f"/watch/?v={address.query['v']}", True
    elif path in {"/permalink.php", "/story.php"} and address.has(story_fbid=_ID, id="[0-9]{3,20}"):
        path = f"/permalink.php?story_fbid={address.query['story_fbid']}&id={address.query['id']}"
    elif path.rstrip("/") in {"/photo", "/photo.php"} and address.has(fbid="[0-9]{5,20}"):
        path = f"/photo.php?fbid={address.query['fbid']}"
    elif _FACEBOOK_VIDEO.fullmatch(path):
        is_video = True
    elif not _FACEBOOK_POST.fullmatch(path):
        return None
    page = f"https://www.facebook.com{path}"
    href = quote(page, safe="")
    if is_video:
        shape = Shape.TALL if path.startswith("/reel/") else Shape.WIDE
        return Found(f"/plugins/video.php?href={href}&show_text=false", page, shape)
    return Found(f"/plugins/post.php?href={href}&show_text=true", page)


_FACEBOOK_HOSTS = hosts("facebook.com") | {"web.facebook.com", "it-it.facebook.com"}
_instagram = by_path(
    r"(?:/[A-Za-z0-9_.]{1,30})?/(?P<kind>p|reel|tv)s?/(?P<post>[A-Za-z0-9_-]{5,40})"
    r"(?:/embed(?:/captioned)?)?/?",
    frame="/{kind}/{post}/embed/captioned/",
    page="https://www.instagram.com/{kind}/{post}/",
)
# https://docs.bsky.app/docs/advanced-guides/oembed: a frame needs the account's identifier, and
# no request is made to learn it from a name.
_DID = r"did:plc:[a-z2-7]{24}"
_bluesky = first(
    by_path(
        rf"/profile/(?P<who>{_DID})/post/(?P<post>[a-z2-7]{{13}})/?",
        frame="/embed/{who}/app.bsky.feed.post/{post}",
        page="https://bsky.app/profile/{who}/post/{post}",
    ),
    by_path(
        rf"/embed/(?P<who>{_DID})/app\.bsky\.feed\.post/(?P<post>[a-z2-7]{{13}})/?",
        frame="/embed/{who}/app.bsky.feed.post/{post}",
        page="https://bsky.app/profile/{who}/post/{post}",
    ),
)
# https://core.telegram.org/widgets/post
_telegram = by_path(
    r"/(?:s/)?(?P<channel>(?!joinchat/|share/)[A-Za-z][A-Za-z0-9_]{3,31})/(?P<post>[0-9]{1,9})/?",
    frame="/{channel}/{post}?embed=1",
    page="https://t.me/{channel}/{post}",
)
_linkedin = first(
    by_path(
        r"(?:/embed)?/feed/update/(?P<post>urn:li:(?:activity|share|ugcPost):[0-9]{15,22})/?",
        frame="/embed/feed/update/{post}",
        page="https://www.linkedin.com/feed/update/{post}",
    ),
    by_path(
        r"/posts/[^/]{1,200}-(?P<kind>activity|share|ugcPost)-(?P<post>[0-9]{15,22})(?:-[A-Za-z0-9_-]{1,8})?/?",
        frame="/embed/feed/update/urn:li:{kind}:{post}",
        page="https://www.linkedin.com/feed/update/urn:li:{kind}:{post}",
    ),
)

POSTS = (
    Provider(
        *("x", "X", Kind.POST, Shape.POST, "https://platform.twitter.com"),
        hosts("x.com", "twitter.com")
        | {"mobile.x.com", "mobile.twitter.com", "platform.twitter.com"},
        _x,
    ),
    Provider(
        *("instagram", "Instagram", Kind.POST, Shape.POST, "https://www.instagram.com"),
        hosts("instagram.com"),
        _instagram,
    ),
    Provider(
        *("facebook", "Facebook", Kind.POST, Shape.POST, "https://www.facebook.com"),
        _FACEBOOK_HOSTS,
        _facebook,
    ),
    Provider(
        *("bluesky", "Bluesky", Kind.POST, Shape.POST, "https://embed.bsky.app"),
        frozenset({"bsky.app", "embed.bsky.app"}),
        _bluesky,
    ),
    Provider(
        *("telegram", "Telegram", Kind.POST, Shape.POST, "https://t.me"),
        frozenset({"t.me", "telegram.me"}),
        _telegram,
    ),
    Provider(
        *("linkedin", "LinkedIn", Kind.POST, Shape.POST, "https://www.linkedin.com"),
        hosts("linkedin.com") | {"it.linkedin.com"},
        _linkedin,
    ),
)
