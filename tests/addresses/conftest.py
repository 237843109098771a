"""One paper with a row of every kind, for all the addresses of a module; nothing of it stays."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import publishing
from articles.db.choices import ArticleStatus, ErasureKind
from articles.models import (
    FormerAddress,
    Imprint,
    OblivionDecision,
    OblivionDocument,
    OblivionRequest,
    Rectification,
    WorkingCopy,
)
from articles.publishing import Amendment
from articles.publishing.articles import previews
from tests import factories as make
from tests.addresses.walking import Walk

SENTENCE = "Il CEO di OpenAI Sam Altman ha detto: «Una parola è poca, due sono troppe»."
GROUPS = {"redattore": "Redattore", "caporedattore": "Caporedattore", "direttore": "Direttore"}


def make_people() -> dict[str, User]:
    people = {name: make.make_user(name, group) for name, group in GROUPS.items()}
    people["nobody"] = User.objects.create_user("nobody", password="demo")
    people["root"] = User.objects.create_superuser("root", password="demo")
    return people


def make_rows(people: dict[str, User]) -> None:
    """Make at least one row of every model that the desk shows."""
    direttore = people["direttore"]
    organization = make.make_organization("OpenAI")
    make.make_organization("DeepSeek")
    picture, media = make.make_picture(), make.make_media()
    make.make_podcast()
    text = {
        "body": f"<p>OpenAI e DeepSeek. {SENTENCE}</p>{make.link_to(media)}",
        "tags": ["tema"],
        "lead_picture": picture,
    }
    live = make.make_published("Un pezzo che si legge", by=people["redattore"], **text)
    make.confirm_quotations(live)
    make.make_series("Una serie", live, make.make_published("La seconda parte", **text))
    draft = make.make_article("Una bozza", by=people["redattore"], **text)
    make.make_article("In revisione", status=ArticleStatus.REVIEW, **text)
    make.make_scheduled("Domani", **text)
    make.make_article("Ritirato", status=ArticleStatus.WITHDRAWN, **text)
    publishing.delete_article(article=make.make_article("Cancellato"), by=direttore)
    publishing.correct(
        article=live,
        amendment=Amendment(kind="correction", wrong="Erano sei.", right="Sono cinque."),
        by=direttore,
    )
    for number in range(2):  # one to be closed, one closed
        statement = Rectification(article=live, sender=f"Spa {number}", text="Non è vero.")
        publishing.receive_rectification(rectification=statement, by=direttore)
    publishing.publish_rectification(rectification=statement, by=direttore)
    request = OblivionRequest.objects.create(person="Z. Z.", request="Sono stato assolto.")
    request.articles.add(live)
    OblivionDocument.objects.create(request=request, name="a.pdf", content=b"%PDF-1.4")
    decision = OblivionDecision(
        request=request, article=live, kind=ErasureKind.NOTE, reasons="Sì.", note="Assolto.",
        by=direttore, at=timezone.now(),
    )  # fmt: skip
    publishing.decide_erasure(decision=decision, by=direttore)
    previews.make_link(article=draft, by=direttore, label="avvocata")
    FormerAddress.objects.get_or_create(path="/articoli/vecchio/", target=live.get_absolute_url())
    if not Imprint.objects.exists():
        Imprint.objects.create()
    DBTaskResult.objects.create(
        task_path="articles.publishing.pictures.library.make_renditions", queue_name="default",
        args_kwargs={"args": [1], "kwargs": {}}, backend_name="default", run_after=timezone.now(),
    )  # fmt: skip
    for person in people.values():
        typed = f"headline=Altro&body=%3Cp%3EAltro.%3C%2Fp%3E&section={draft.section_id}"
        for article in (draft, live, None):
            WorkingCopy.objects.create(
                person=person, article=article, typed=typed, base_version=1 if article else 0,
                headline="Altro", saved_at=timezone.now(),
            )  # fmt: skip
    assert organization.pk


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Walk]:
    """A walk in a transaction that is rolled back with all that was done on the way."""
    media = tmp_path_factory.mktemp("media")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=quick),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        logging.disable(logging.CRITICAL)  # what is refused is told there, thousands of times
        cache.clear()
        people = make_people()
        make_rows(people)
        yield Walk(people, media)
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quick_and_clean() -> None:
    """Override the fixture of all other tests, which have a folder each: here all share one
    paper."""
