"""Policies that pages carry: what a browser may load for them, and what they may ask of it
(https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/permissions-policy/)."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE, NONE, SELF

#: Features that no page of ours asks a browser for, and the two that a video needs to be enlarged.
PERMISSIONS: dict[str, tuple[()] | str] = {
    **dict.fromkeys(
        [
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
            *("encrypted-media", "geolocation", "gyroscope", "hid", "magnetometer", "microphone"),
            *("midi", "payment", "screen-wake-lock", "serial", "sync-xhr", "usb"),
            "xr-spatial-tracking",
        ],
        (),
    ),
    "fullscreen": "self",
    "picture-in-picture": "self",
}


def for_readers(*, uploads: list[str], https: bool) -> dict[str, Any]:
    """Return the policy of readers' pages: their own pictures, audio and video, styles and fonts,
    and no script at all. (A block of structured data is no script.) `uploads` are origins beside
    the paper's own.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "img-src": [SELF, *uploads],
            "media-src": [SELF, *uploads],
            "style-src": [SELF],
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "form-action": [SELF],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
            "upgrade-insecure-requests": https,
        },
    }


def for_the_desk(*, uploads: list[str]) -> dict[str, list[str]]:
    """Return what the desk's pages may load besides: its own scripts, the style that the editor of
    texts brings, known by its hash, and pictures that are shown before they are sent."""
    return {
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:", "blob:", *uploads],
        "frame-src": [SELF],
    }
