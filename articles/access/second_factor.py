"""Second factor: people who need one, and have none, get only the page of the desk where it is set
up.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.access.desk import is_for_the_desk

NOBODY, PUBLISHERS, EVERYONE = "nobody", "publishers", "everyone"


def must_have(user: User) -> bool:
    """Return True if the settings require a second factor of this person."""
    required_of = settings.SECOND_FACTOR
    if not user.is_authenticated or required_of == NOBODY:
        return False
    return required_of == EVERYONE or user.has_perm("articles.publish_article")


class SecondFactorMiddleware:
    """A middleware that limits people who need a second factor and have none to the pages of
    readers and, at the desk, to those where one is set up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR == NOBODY or not is_for_the_desk(request):
            return self.get_response(request)
        if not must_have(request.user) or is_mfa_enabled(request.user):
            return self.get_response(request)
        desk = reverse("admin:index")
        if not request.path_info.startswith(desk):
            request.user = AnonymousUser()
        elif not request.path_info.startswith(_allowed_paths()):
            text = _("To work here you need a second factor: set one up, it takes two minutes.")
            messages.warning(request, text)
            return redirect("mfa_index")
        return self.get_response(request)


def _allowed_paths() -> tuple[str, ...]:
    names = ("mfa_index", "account_login", "account_reauthenticate", "admin:logout", "admin:jsi18n")
    return tuple(reverse(each) for each in names)
