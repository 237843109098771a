"""Which requests are the newsroom's, and not a reader's."""

from django.conf import settings
from django.http import HttpRequest

DESK = "/admin/"
_READING = {"GET", "HEAD", "OPTIONS"}


def is_for_the_desk(request: HttpRequest) -> bool:
    """Whether somebody of the newsroom may be asking: at the desk, logged in, or by sending
    something, which readers never do."""
    return (
        request.path_info.startswith(DESK)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.method not in _READING
    )
