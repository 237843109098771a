"""Who must have a second factor, and has none: until then the desk shows that one page."""

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
    """Whether the settings ask a second factor of this person."""
    asked = settings.SECOND_FACTOR
    if not user.is_authenticated or asked == NOBODY:
        return False
    return asked == EVERYONE or user.has_perm("articles.publish_article")


class SecondFactorMiddleware:
    """Who must have a second factor and has none reads what readers read, and of the desk only
    the pages where one is set up."""

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
        elif not request.path_info.startswith(_ways(desk)):
            text = _("To work here you need a second factor: set one up, it takes two minutes.")
            messages.warning(request, text)
            return redirect("mfa_index")
        return self.get_response(request)


def _ways(desk: str) -> tuple[str, ...]:
    ways = ("mfa_index", "account_login", "account_reauthenticate", "admin:logout", "admin:jsi18n")
    return tuple(reverse(name) for name in ways)
