"""Addresses of access to the desk: those of django-allauth that a newsroom needs.

Accounts are made by somebody who manages people, and nobody has to give an email address: the pages
for signing up, for addresses and for lost passwords are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import path
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def offers_passkeys(request: HttpRequest) -> bool:
    """Return True if the host has a name: browsers store no passkeys for numbers like 127.0.0.1."""
    host, _port = split_domain_port(request.get_host())
    return not host.startswith("[") and not host.replace(".", "").isdecimal()


def at_the_desk(view: View) -> View:
    """Return the view with the look of the desk."""

    @wraps(view)
    @never_cache
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if hasattr(response, "context_data"):
            response.context_data = {
                **admin.site.each_context(request),
                "offers_passkeys": offers_passkeys(request),
                **(response.context_data or {}),
            }
        return response

    return wrapper


def login(request: HttpRequest) -> HttpResponse:
    """Show the login page; refuse people who are logged in and may not enter the desk, and who
    would be redirected for ever.
    """
    if request.user.is_authenticated and not admin.site.has_permission(request):
        raise PermissionDenied
    return account.login(request)


urlpatterns = [
    path("login/", at_the_desk(login), name="account_login"),
    path("access/out/", account.logout, name="account_logout"),
    path("access/inactive/", at_the_desk(account.account_inactive), name="account_inactive"),
    path("access/again/", at_the_desk(account.reauthenticate), name="account_reauthenticate"),
    path("access/", at_the_desk(factors.index), name="mfa_index"),
    path("access/code/", at_the_desk(factors.authenticate), name="mfa_authenticate"),
    path("access/code/again/", at_the_desk(factors.reauthenticate), name="mfa_reauthenticate"),
    path("access/app/", at_the_desk(totp.activate_totp), name="mfa_activate_totp"),
    path("access/app/remove/", at_the_desk(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "access/recovery/",
        at_the_desk(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "access/recovery/new/",
        at_the_desk(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "access/recovery/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("access/passkeys/", at_the_desk(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("access/passkeys/add/", at_the_desk(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("access/passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "access/passkeys/again/",
        at_the_desk(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "access/passkeys/<int:pk>/remove/",
        at_the_desk(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "access/passkeys/<int:pk>/", at_the_desk(passkeys.edit_webauthn), name="mfa_edit_webauthn"
    ),
]
