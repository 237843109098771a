"""Access to the desk: the password, the second factor, and guessing."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
FACTORS = "/admin/access/"
PASSWORD = "Tr3-parole-lunghe"


def person(name: str = "rosa", group: str = "Redattore") -> User:
    user = make.make_user(name, group)
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client: Client, name: str = "rosa", password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def give_app(user: User) -> str:
    """Give a person an authenticator application, and return its secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    return secret


def test_login_leads_to_the_requested_page(client: Client):
    person()
    where = "/admin/articles/article/"
    assert client.get(where).url == f"{LOGIN}?next={where}"
    assert where in client.get(f"{LOGIN}?next={where}").text
    answer = client.post(LOGIN, {"login": "rosa", "password": PASSWORD, "next": where})
    assert answer.url == where
    assert client.get(where).status_code == 200


def test_login_redirects_to_no_other_site(client: Client):
    person()
    answer = client.post(LOGIN, {"login": "rosa", "password": PASSWORD, "next": "//altrove.it/"})
    assert answer.url == "/admin/"


@pytest.mark.parametrize("name", ["rosa", "nessuna"])
def test_wrong_password_gives_the_same_answer_for_any_name(client: Client, name: str):
    person()
    answer = enter(client, name, "sbagliata")
    assert answer.status_code == 200
    assert "Il nome utente o la password non sono giusti." in answer.text


def test_closed_account_cannot_log_in(client: Client):
    user = person()
    user.is_active = False
    user.save()
    enter(client)
    assert client.get("/admin/").url.startswith(LOGIN)


def test_reader_account_is_refused_at_the_desk(client: Client):
    user = person()
    user.is_staff = False
    user.save()
    enter(client)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403


def test_signing_up_is_not_possible(client: Client):
    for path in ("signup/", "access/signup/", "password/reset/", "email/"):
        assert client.get(f"/admin/{path}").status_code in {302, 404}
    assert (
        client.post("/admin/signup/", {"username": "x", "password1": PASSWORD}).status_code != 200
    )
    assert not User.objects.exists()


def test_guessing_locks_the_account_for_that_address_only(client: Client, direttore, desk_of):
    user = person()
    for _guess in range(5):
        answer = enter(client, password="sbagliata", REMOTE_ADDR="198.51.100.7")
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "900"
    assert "Accesso sospeso" in answer.text and "15 minuti" in answer.text
    assert enter(client, REMOTE_ADDR="198.51.100.7").status_code == 429
    assert enter(client, REMOTE_ADDR="203.0.113.5").status_code == 302
    client.logout()
    chosen = {"action": "let_in_again", "_selected_action": [user.pk]}
    desk_of(direttore).post("/admin/auth/user/", chosen)
    assert enter(client, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_client_address_comes_from_our_proxy(client: Client, settings):
    settings.BEHIND_PROXY = True
    person()
    for _guess in range(5):
        # The first is what the client claims; the last is what the proxy saw.
        enter(client, password="no", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.7")
    assert enter(client, HTTP_X_FORWARDED_FOR="192.0.2.9, 198.51.100.7").status_code == 429
    assert enter(client, HTTP_X_FORWARDED_FOR="192.0.2.1, 203.0.113.5").status_code == 302


def test_changed_password_ends_other_sessions(client: Client):
    user = person()
    enter(client)
    other = Client()
    enter(other)
    new = "Altre-parole-9"
    changed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", changed).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)


def test_password_alone_is_not_enough_with_a_second_factor(client: Client):
    secret = give_app(person())
    assert enter(client).url.startswith("/admin/access/code/")
    assert client.get("/admin/").status_code == 302
    wrong = client.post("/admin/access/code/", {"code": "000000"})
    assert "Il codice non è giusto" in wrong.text
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/access/code/", {"code": code_of(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_trying_codes_is_limited(client: Client):
    secret = give_app(person())
    enter(client)
    for _guess in range(10):
        client.post("/admin/access/code/", {"code": "000000"})
    answer = client.post("/admin/access/code/", {"code": code_of(secret)})
    assert "Troppi tentativi uno dopo l’altro" in answer.text
    assert client.get("/admin/").status_code == 302


def set_up(client: Client) -> str:
    """Set up an authenticator application; somebody who logged in long ago authenticates again
    first.
    """
    page = client.get("/admin/access/app/", follow=True)
    if page.request["PATH_INFO"] == "/admin/access/again/":
        again = {"password": PASSWORD, "next": "/admin/access/app/"}
        page = client.post("/admin/access/again/", again, follow=True)
    secret = page.context["form"].secret
    client.post("/admin/access/app/", {"code": code_of(secret)})
    return secret


def test_setting_up_an_app_gives_recovery_codes(client: Client):
    user = person()
    enter(client)
    set_up(client)
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    codes = client.get("/admin/access/recovery/").context["unused_codes"]
    assert len(codes) == 10
    client.post("/admin/logout/")
    enter(client)
    assert client.post("/admin/access/code/", {"code": codes[0]}).url == "/admin/"
    client.post("/admin/logout/")
    enter(client)
    again = client.post("/admin/access/code/", {"code": codes[0]})
    assert again.status_code == 200, "a code for a bad day is good once"


@pytest.mark.parametrize(
    ("required", "group", "held"),
    [
        ("nobody", "Direttore", False),
        ("publishers", "Redattore", False),
        ("publishers", "Caporedattore", True),
        ("everyone", "Redattore", True),
    ],
)
def test_required_second_factor_is_set_up_first(
    client: Client, settings, required: str, group: str, held: bool
):
    settings.SECOND_FACTOR = required
    person("carla", group)
    enter(client, "carla")
    for path in ("/admin/", "/admin/articles/article/add/"):
        answer = client.get(path)
        assert (answer.status_code, answer.get("Location")) == (
            (302, FACTORS) if held else (200, None)
        )
    if held:
        assert "ti serve un secondo fattore" in client.get(FACTORS).text
        set_up(client)
        assert client.get("/admin/").status_code == 200


def test_public_pages_hide_drafts_before_the_second_factor(client: Client, settings):
    """Hide drafts at their public address from somebody who may see them, on a password alone."""
    settings.SECOND_FACTOR = "everyone"
    person("carla", "Caporedattore")
    enter(client, "carla")
    draft = make.make_article("Una bozza")
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_manager_of_people_removes_a_lost_second_factor(client: Client, direttore, desk_of):
    user = person()
    give_app(user)
    desk = desk_of(direttore)
    desk.post(
        "/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [user.pk]}
    )
    assert not Authenticator.objects.exists()
    assert enter(client).url == "/admin/"


def test_others_cannot_remove_a_second_factor(desk_of, caporedattore):
    user = person()
    give_app(user)
    chosen = {"action": "remove_second_factor", "_selected_action": [user.pk]}
    assert desk_of(caporedattore).post("/admin/auth/user/", chosen).status_code == 403
    assert Authenticator.objects.exists()


@pytest.mark.parametrize(
    "path", ["", "app/", "recovery/new/", "passkeys/", "passkeys/add/", "code/again/", "again/"]
)
def test_access_pages_are_italian_and_require_authentication(client: Client, path: str):
    assert client.get(FACTORS + path).url.startswith(LOGIN)
    user = person()
    give_app(user)
    client.force_login(user)
    answer = client.get(FACTORS + path, follow=True)
    assert answer.status_code == 200
    assert "Redazione" in answer.text and "Two-Factor" not in answer.text
