"""One gesture, one thing: every other form of the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from articles.admin import sent_forms
from articles.admin.articles.admin import ArticleAdmin
from articles.admin.made_once import MadeOnceAdmin
from articles.db.choices import RectificationState
from articles.models import (
    Author,
    Correction,
    EditorialAct,
    Interest,
    OblivionRequest,
    Organization,
    Person,
    Picture,
    PreviewLink,
    Rectification,
    Section,
    SentForm,
    Tag,
)
from articles.pictures import render_file
from articles.publishing.pictures import library
from tests import factories as make
from tests.admin.articles.forms import ADD, NO_INTERESTS, change
from tests.admin.opened_forms import KEY, keys_in, messages_on, opened

NO_NAMES = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
NO_AFFILIATIONS = {"affiliations-TOTAL_FORMS": "0", "affiliations-INITIAL_FORMS": "0"}


@pytest.fixture
def dario(desk_of, direttore) -> Client:
    return desk_of(direttore)


def test_every_form_of_the_desk_has_a_key_of_its_own(dario):
    article = make.make_published("Un pezzo")
    pages = [ADD, change(article), f"/admin/articles/article/{article.pk}/delete/"]
    pages += [
        f"/admin/articles/article/{article.pk}/{name}/" for name in ("corrections", "history")
    ]
    keys = [key for page in pages for key in keys_in(dario.get(page))]
    assert len(keys) >= len(pages) and len(set(keys)) == len(keys)


def test_every_add_form_makes_one_row():
    others = {
        type(each).__name__
        for each in admin.site._registry.values()
        if not isinstance(each, (MadeOnceAdmin, ArticleAdmin))
    }
    # What these show is added elsewhere.
    assert others <= {
        "AccessAttemptAdmin", "AccessFailureLogAdmin", "AccessLogAdmin", "CorrectionAdmin",
        "EditorialActAdmin", "FormerAddressAdmin", "TaskAdmin",
    }  # fmt: skip


MADE: dict[str, tuple[type, Callable[[], dict[str, Any]]]] = {
    "organization": (
        Organization,
        lambda: {"name": "Un ente", "kind": "company", **NO_NAMES, **NO_INTERESTS},
    ),
    "author": (Author, lambda: {"name": "Una firma", **NO_INTERESTS}),
    "section": (Section, lambda: {"name": "Una sezione", "position": "1"}),
    "tag": (Tag, lambda: {"name": "un tema"}),
    "person": (Person, lambda: {"name": "Una persona", **NO_AFFILIATIONS}),
    "rectification": (
        Rectification,
        lambda: {
            "article": make.make_published().pk,
            "sender": "Rossi",
            "received_on": "01/11/2026",
            "text": "Non è vero.",
        },
    ),
    "oblivionrequest": (
        OblivionRequest,
        lambda: {
            "person": "Rossi",
            "contact": "rossi@example.it",
            "received_on": "01/11/2026",
            "request": "Toglietemi.",
            "articles": [make.make_published().pk],
        },
    ),
    "picture": (
        Picture,
        lambda: {"alt": "Una foto", "focal_x": "50", "focal_y": "50", "credit": "Foto di Rosa"},
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_double_click_makes_one_row_and_changed_words_are_asked(name, dario):
    model, typed_in = MADE[name]
    address = f"/admin/articles/{name}/add/"
    typed = opened(**typed_in())
    content = make.picture_bytes()

    def send(**more: str) -> HttpResponse:
        files = {"file": SimpleUploadedFile("a.png", content)} if name == "picture" else {}
        return dario.post(address, {**typed, **more, **files})

    before = model.objects.count()
    first, again = send(_save="1"), send(_continue="1")
    assert first.status_code == 302, first.context["errors"]
    assert again.url == first.url
    assert model.objects.count() == before + 1
    field = "alt" if name == "picture" else next(iter(typed_in()))
    field = "sender" if name == "rectification" else field
    other = send(**{field: "Un altro nome"})
    assert other.status_code == 200 and "Un altro nome" in other.text
    assert "è già stato salvato" in other.text
    assert model.objects.count() == before + 1
    typed["_form"] = keys_in(other)[-1]
    assert send(**{field: "Un altro nome"}).status_code == 302
    assert model.objects.count() == before + 2


def test_an_organization_made_beside_an_article_is_made_once(dario):
    typed = opened(name="Un ente", kind="company", _popup="1", **NO_NAMES, **NO_INTERESTS)
    pages = [dario.post("/admin/articles/organization/add/?_popup=1", typed) for _ in range(2)]
    assert pages[0].text == pages[1].text and "popup_response" in pages[0].text
    assert Organization.objects.count() == 1


def test_a_picture_sent_from_an_article_is_kept_once(dario):
    typed = opened(alt="Una foto", credit="Foto di Rosa", focal_x="50", focal_y="50")
    address = "/admin/articles/picture/upload/"
    content = make.picture_bytes()
    answers = [
        dario.post(address, {**typed, "file": SimpleUploadedFile("a.png", content)})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Picture.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_renditions_are_made_outside_the_transaction(desk_of, direttore, monkeypatch, settings):
    """A transaction on SQLite holds everybody else who saves."""
    held = []

    def render(*args: Any) -> dict[str, bytes]:
        held.append(connection.in_atomic_block)
        return render_file(*args)

    monkeypatch.setattr(library, "render_file", render)
    desk = desk_of(direttore)
    typed = opened(alt="Una foto", credit="Foto di Rosa", focal_x="50", focal_y="50")
    content = make.picture_bytes()
    answers = [
        desk.post(
            "/admin/articles/picture/upload/",
            {**typed, "file": SimpleUploadedFile("a.png", content)},
        )
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert held == [False]
    picture = Picture.objects.get()
    there = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(there) == 1 + len(list(picture.renditions()))


def test_picture_sent_twice_at_once_leaves_one_file(dario, monkeypatch, settings):
    """The second of two requests at once finds out when its files are written."""
    typed = opened(alt="Una foto", credit="Foto di Rosa", focal_x="50", focal_y="50")
    content = make.picture_bytes()
    monkeypatch.setattr(sent_forms, "answer_if_done", lambda request: None)
    for _ in range(2):
        dario.post(
            "/admin/articles/picture/upload/",
            {**typed, "file": SimpleUploadedFile("a.png", content)},
        )
    picture = Picture.objects.get()
    there = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(there) == 1 + len(list(picture.renditions()))


def test_double_click_publishes_one_correction(dario):
    article = make.make_published("Un pezzo")
    address = f"/admin/articles/article/{article.pk}/corrections/"
    typed = opened(
        amendment_kind="correction", amendment_wrong="Erano 3.", amendment_right="Erano 4."
    )
    pages = [dario.post(address, typed) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert Correction.objects.count() == 1


def test_double_click_makes_one_preview_link(dario):
    article = make.make_article("Un pezzo")
    address = f"/admin/articles/article/{article.pk}/links/"
    for _ in range(2):
        dario.post(address, {**KEY, "label": "Per Rossi"})
    assert PreviewLink.objects.count() == 1


def test_step_from_outside_the_form_is_taken_once(dario):
    article = make.make_published("Un pezzo")
    typed = opened(_step="withdraw", reason_withdraw="È sbagliato.")
    address = f"/admin/articles/article/{article.pk}/step/"
    for _ in range(2):
        page = dario.post(address, typed, follow=True)
        assert [text.startswith("«Un pezzo»") for text in messages_on(page)] == [True]
    assert EditorialAct.objects.on(article.pk).filter(verb="withdrawn").count() == 1


def test_double_click_does_not_undo_itself(dario):
    """The button of an interest leaves it out, and then tells it again."""
    organization = make.make_organization("Un ente")
    article = make.make_published("Un pezzo", body="<p>Un ente.</p>")
    interest = Interest.objects.create(organization=organization, kind="funding", note="Paga.")
    address = f"/admin/articles/article/{article.pk}/interests/"
    for _ in range(2):
        dario.post(address, {**KEY, "interest": str(interest.pk), "reason": "Non c’entra."})
    assert article.interest_omissions.count() == 1


def test_failed_request_can_be_sent_again(dario):
    row = Rectification(
        article=make.make_published(), sender="Rossi", received_on="2026-11-01", text="Non è vero."
    )
    row.save()
    address = f"/admin/articles/rectification/{row.pk}/close/"
    dario.post(address, {**KEY, "reason": ""})
    assert not SentForm.objects.exists()
    dario.post(address, {**KEY, "reason": "Fuori termine."})
    row.refresh_from_db()
    assert row.state == RectificationState.DECLINED


def test_stored_forms_do_not_reveal_passwords(dario, direttore):
    typed = {
        **KEY,
        "old_password": "demo",
        "new_password1": "tre cavalli verdi",
        "new_password2": "tre cavalli verdi",
    }
    answers = [dario.post("/admin/password_change/", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert "cavalli" not in str(SentForm.objects.values())
