"""Providers of maps and of charts."""

from __future__ import annotations

import math
import re
from urllib.parse import quote, unquote, urlencode

from articles.text.embeds.addresses import Address
from articles.text.embeds.table import Found, Kind, Provider, Shape, by_path, hosts

_DEGREES = r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?"
_WORDS = r"[^<>]{1,300}"
_VIEW = re.compile(
    rf"@({_DEGREES}),({_DEGREES}),([0-9]{{1,8}}(?:\.[0-9]{{1,4}})?)([zm])(?:,.*)?", re.ASCII
)
_PLACE = re.compile(r"/maps/(?:place|search)/([^/@]{1,600})(?:/(@[^/]+))?(?:/.*)?", re.ASCII)
_BARE_VIEW = re.compile(r"/maps/(@[^/]+)(?:/.*)?", re.ASCII)
_DRAWN = re.compile(r"/maps/d/(?:u/[0-9]/)?(?:viewer|embed|edit)")
_GOOGLE = "https://www.google.com"
_ZOOM = 15


def _google(address: Address) -> Found | None:
    """Read a place, a view, a search, a map that somebody drew, or the frame of one
    (https://support.google.com/maps/answer/144361). A short link says nothing by itself."""
    if address.path == "/maps/embed" and address.has(pb=r"![0-9][^<>]{1,1500}"):
        frame = f"/maps/embed?{urlencode({'pb': address.query['pb']}, quote_via=quote)}"
        return Found(frame, f"{_GOOGLE}{frame}")
    if _DRAWN.fullmatch(address.path) and address.has(mid="[A-Za-z0-9_.-]{10,80}"):
        drawn = f"mid={address.query['mid']}"
        return Found(f"/maps/d/embed?{drawn}", f"{_GOOGLE}/maps/d/viewer?{drawn}")
    words, view = "", None
    if found := _PLACE.fullmatch(address.path):
        words = unquote(found[1]).replace("+", " ")
        view = _VIEW.fullmatch(found[2] or "")
    elif found := _BARE_VIEW.fullmatch(address.path):
        view = _VIEW.fullmatch(found[1])
    elif address.path.rstrip("/") in {"", "/maps", "/maps/search"} and (
        address.path.startswith("/maps") or address.host.startswith("maps.")
    ):
        wanted = next((name for name in ("q", "query") if address.has(**{name: _WORDS})), "")
        words = address.query.get(wanted, "")
    if view and not words:
        words = f"{view[1]},{view[2]}"
    if not words:
        return None
    asked = {"q": words}
    if view:
        zoom = round(float(view[3])) if view[4] == "z" else _ZOOM
        asked |= {"ll": f"{view[1]},{view[2]}", "z": str(zoom)}
    elif address.has(ll=f"{_DEGREES},{_DEGREES}", z="[0-9]{1,2}"):
        asked |= {"ll": address.query["ll"], "z": address.query["z"]}
    page = f"{_GOOGLE}/maps?{urlencode(asked)}"
    return Found(f"/maps?{urlencode(asked | {'output': 'embed'})}", page)


_MAP = re.compile(rf"map=([0-9]{{1,2}})(?:\.[0-9]+)?/({_DEGREES})/({_DEGREES})(?:&.*)?", re.ASCII)
_PAGES = re.compile(r"/(?:(?:node|way|relation)/[0-9]+/?|search/?)?", re.ASCII)
_FRAME_SIZE = (640, 480)  # pixels, about


def _openstreetmap(address: Address) -> Found | None:
    """Read a view with its marker (https://wiki.openstreetmap.org/wiki/Export#Embeddable_HTML),
    whose frame is told the box to show, or such a frame."""
    site = "https://www.openstreetmap.org"
    if address.path == "/export/embed.html" and address.has(
        bbox=rf"{_DEGREES}(?:,{_DEGREES}){{3}}"
    ):
        asked = {"bbox": address.query["bbox"], "layer": "mapnik"}
        if address.has(marker=f"{_DEGREES},{_DEGREES}"):
            asked["marker"] = address.query["marker"]
        west, south, east, north = (float(each) for each in asked["bbox"].split(","))
        width = max(abs(east - west), 0.0001)
        zoom = min(19, max(1, round(math.log2(360 * _FRAME_SIZE[0] / (256 * width)))))
        page = f"{site}/#map={zoom}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}"
        return Found(f"/export/embed.html?{urlencode(asked)}", page)
    if not _PAGES.fullmatch(address.path):
        return None
    marked = address.has(mlat=_DEGREES, mlon=_DEGREES)
    mark = (address.query["mlat"], address.query["mlon"]) if marked else None
    if found := _MAP.fullmatch(address.fragment):
        zoom, latitude, longitude = int(found[1]), float(found[2]), float(found[3])
    elif mark:
        zoom, latitude, longitude = _ZOOM, float(mark[0]), float(mark[1])
    else:
        return None
    if abs(latitude) > 85 or abs(longitude) > 180:
        return None
    pixel = 360 / (256 * 2 ** min(zoom, 19))
    across = pixel * _FRAME_SIZE[0] / 2
    along = pixel * _FRAME_SIZE[1] / 2 * math.cos(math.radians(latitude))
    edges = (longitude - across, latitude - along, longitude + across, latitude + along)
    asked = {"bbox": ",".join(f"{each:.5f}" for each in edges), "layer": "mapnik"}
    if mark:
        asked["marker"] = ",".join(mark)
    marker = f"?mlat={mark[0]}&mlon={mark[1]}" if mark else ""
    page = f"{site}/{marker}#map={zoom}/{latitude}/{longitude}"
    return Found(f"/export/embed.html?{urlencode(asked)}", page)


def _datawrapper(address: Address) -> Found | None:
    """Read what https://developer.datawrapper.de/docs/responsive-iframe describes: without a
    version, the newest one is shown."""
    path = r"/_/([A-Za-z0-9]{5})/?"
    if address.host == "datawrapper.dwcdn.net":
        path = r"/([A-Za-z0-9]{5})(?:/[0-9]{1,4})?/?(?:embed\.js|full\.png)?"
    found = re.fullmatch(path, address.path, re.ASCII)
    return found and Found(f"/{found[1]}/", f"https://www.datawrapper.de/_/{found[1]}/")


# https://helpcenter.flourish.studio/hc/en-us/articles/8761537208463
_flourish = by_path(
    r"/(?P<kind>visualisation|story)/(?P<item>[0-9]{3,12})(?:/embed)?/?",
    frame="/{kind}/{item}/embed",
    page="https://public.flourish.studio/{kind}/{item}/",
)

MAPS = (
    Provider(
        *("googlemaps", "Google Maps", Kind.MAP, Shape.CHART, _GOOGLE),
        hosts("google.com", "google.it") | {"maps.google.com", "maps.google.it"},
        _google,
    ),
    Provider(
        *("osm", "OpenStreetMap", Kind.MAP, Shape.CHART, "https://www.openstreetmap.org"),
        hosts("openstreetmap.org"),
        _openstreetmap,
    ),
    Provider(
        *("datawrapper", "Datawrapper", Kind.CHART, Shape.CHART, "https://datawrapper.dwcdn.net"),
        hosts("datawrapper.de") | {"datawrapper.dwcdn.net"},
        _datawrapper,
    ),
    Provider(
        *("flourish", "Flourish", Kind.CHART, Shape.CHART, "https://flo.uri.sh"),
        frozenset({"public.flourish.studio", "flo.uri.sh"}),
        _flourish,
    ),
)
