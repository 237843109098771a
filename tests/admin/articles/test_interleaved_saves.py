"""Many hands on one article: whatever the order, every sentence is in the article, in its history
or in a working copy."""

from __future__ import annotations

import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles import publishing
from articles.models import Article, ArticleVersion, WorkingCopy
from tests import factories as make
from tests.admin.articles.forms import change, form

WRITERS = 8
SAVES = 6  # by each
BODY = "\n".join(f"<p>Capoverso {n}.</p>" for n in range(12))


@pytest.fixture
def article(transactional_db) -> Article:
    return make.make_article("Un pezzo", body=BODY)


def write_and_save(user: User, key: int, dice: random.Random, number: int) -> None:
    """Open the form, write a sentence somewhere, keep a working copy, save; where another was
    quicker, take the merged text and save that, or leave it."""
    desk = Client()
    desk.force_login(user)
    article = Article.objects.get(pk=key)
    sentence = f"Frase {number} di {user.username}."
    blocks = article.body.split("\n")
    place = dice.randrange(len(blocks))
    blocks[place] = blocks[place].replace("</p>", f" {sentence}</p>", 1)
    copy = str(uuid.uuid4())
    typed = form(article, body="\n".join(blocks), _copy=copy)
    fields = {"_copy": copy, "_holder": copy, "_article": str(key), "_base": str(article.version)}
    if dice.random() < 0.5:
        desk.post("/admin/articles/article/copies/write/", {**typed, **fields})
    answer = desk.post(change(article), typed)
    if "/merge/" in answer.url and dice.random() < 0.7:
        opened = desk.post(answer.url, {}, follow=True)
        merged = opened.context["adminform"].form
        again = form(
            article,
            body=merged["body"].value(),
            _base=str(opened.context["base_version"]),
            _copy=str(opened.context["copy_key"]),
        )
        desk.post(change(article), again)


def everything_stored(key: int) -> str:
    bodies = [Article.objects.get(pk=key).body]
    for version in ArticleVersion.objects.filter(article_key=key):
        bodies.append(publishing.Snapshot.of_version(version).fields["body"])
    typed = WorkingCopy.objects.filter(article=key).values_list("typed", flat=True)
    return "\n".join([*bodies, *(text.replace("+", " ") for text in typed)])


def run(people: list[User], key: int, *, saves: int) -> None:
    def work(user: User, seed: int, who: int) -> None:
        dice = random.Random(seed)
        try:
            for number in range(saves):
                write_and_save(user, key, dice, who * saves + number)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        jobs = [pool.submit(work, user, n, n) for n, user in enumerate(people)]
        for job in jobs:
            job.result()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_saves_by_eight_writers_lose_no_sentence(article):
    people = [make.make_user(f"persona{n}", "Caporedattore") for n in range(WRITERS)]
    run(people, article.pk, saves=SAVES)
    stored = everything_stored(article.pk)
    sentences = [
        f"Frase {who * SAVES + number} di persona{who}."
        for who in range(WRITERS)
        for number in range(SAVES)
    ]
    assert [sentence for sentence in sentences if sentence not in stored] == []
    numbers = ArticleVersion.objects.filter(article_key=article.pk).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, Article.objects.get().version + 1))


@pytest.mark.django_db(transaction=True)
def test_saves_in_two_tabs_of_one_person_lose_no_sentence(article):
    person = make.make_user("persona", "Caporedattore")
    run([person] * 2, article.pk, saves=20)
    stored = everything_stored(article.pk)
    assert [n for n in range(40) if f"Frase {n} di persona." not in stored] == []
