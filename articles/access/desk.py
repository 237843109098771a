"""Requests of the newsroom, as opposed to those of readers."""

from django.conf import settings
from django.http import HttpRequest

DESK = "/admin/"
_READING = {"GET", "HEAD", "OPTIONS"}


def is_for_the_desk(request: HttpRequest) -> bool:
    """Return True if somebody of the newsroom may have sent the request: to the desk, logged in, or
    by a method that changes something, which readers never use.
    """
    return (
        request.path_info.startswith(DESK)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.method not in _READING
    )
