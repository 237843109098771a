"""Policies that pages carry: what a browser may load for them, and what they may ask of it
(https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/permissions-policy/)."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE, NONE, SELF

#: Features that no page of ours asks a browser for.
PERMISSIONS: dict[str, tuple[()]] = dict.fromkeys(
    [
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "magnetometer"),
        *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial"),
        *("sync-xhr", "usb", "xr-spatial-tracking"),
    ],
    (),
)


def for_readers(*, pictures: list[str], https: bool) -> dict[str, Any]:
    """Return the policy of readers' pages: their own pictures, styles and fonts, and no script at
    all. (A block of structured data is no script.) `pictures` are origins beside the paper's own.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "img-src": [SELF, *pictures],
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


def for_the_desk(*, pictures: list[str]) -> dict[str, list[str]]:
    """Return what the desk's pages may load besides: its own scripts, the style that the editor of
    texts brings, known by its hash, and pictures that are shown before they are sent."""
    return {
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:", "blob:", *pictures],
        "frame-src": [SELF],
    }
