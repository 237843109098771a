"""Tasks that can wait, done by the paper's workers where it has any: nothing is lost on the way."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from articles import publishing
from articles.db.choices import BatchState, MentionStanding
from articles.delivery.tasks import has_workers
from articles.models import Article, ArticleFragments, LinkingBatch, Mention, Picture
from articles.pictures import RENDITIONS_VERSION
from articles.publishing.pictures.embedding import file_without_rights
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def workers(settings) -> None:
    settings.BACKGROUND = "database"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work() -> None:
    call_command("db_worker", batch=True, interval=0.01, verbosity=0, startup_delay=False)


def waiting() -> int:
    return DBTaskResult.objects.ready().count()


def test_picture_is_there_at_once_and_renditions_later(desk_of):
    picture = make.make_picture("a.png")
    assert picture.renditions_version != RENDITIONS_VERSION and waiting() == 1
    article = make.make_published("Con la foto", lead_picture=picture)
    assert (
        picture.file.url
        in desk_of(make.make_user("r", "Redattore")).get(article.get_absolute_url()).text
    )
    work()
    picture = Picture.objects.get()
    assert picture.renditions_version == RENDITIONS_VERSION
    assert all(picture.file.storage.exists(one.name) for one in picture.renditions())
    assert waiting() == 0


def test_worker_writes_a_new_credit_into_the_files():
    picture = make.make_picture("a.png")
    work()
    picture = Picture.objects.get()
    picture.credit = "Ugo Neri"
    publishing.save_picture(picture=picture, by=None)
    assert waiting() == 1 and file_without_rights(picture)
    work()
    assert not file_without_rights(picture) and not Picture.objects.get().rights_pending


def test_article_is_public_before_any_worker_runs(client):
    article = make.make_published("Appena uscito")
    assert not ArticleFragments.objects.exists() and waiting() > 0
    assert client.get(article.get_absolute_url()).status_code == 200
    assert "Appena uscito" in client.get("/").text
    work()
    assert ArticleFragments.objects.get().article == article
    name = article.text.share_image
    assert name and Picture._meta.get_field("file").storage.exists(name)


def test_dossier_is_recounted_when_an_embargo_ends():
    make.make_organization("OpenAI")
    article = make.make_scheduled("Domani", body="<p>OpenAI.</p>")
    waits = DBTaskResult.objects.filter(run_after__year__lt=9000).values_list(
        "run_after", flat=True
    )
    assert article.published_at in set(waits)


def test_rolled_back_task_is_not_run():
    with pytest.raises(RuntimeError), transaction.atomic():
        make.make_published("Mai uscito")
        raise RuntimeError
    assert waiting() == 0 and not Article.objects.exists()


def test_failing_task_blocks_no_other(monkeypatch, caplog):
    make.make_published("Uno")
    monkeypatch.setattr("articles.delivery.article_fragments.parts_of", lambda article: 1 / 0)
    work()
    assert waiting() == 0 and DBTaskResult.objects.failed().exists()
    monkeypatch.undo()
    call_command("render_pieces", verbosity=0)
    assert ArticleFragments.objects.count() == 1


def test_worker_reads_the_archive(desk_of):
    make.make_published("Uno", body="<p>Scrive di Anthropic e basta.</p>")
    organization = make.make_organization("Anthropic")
    work()
    desk = desk_of(make.make_user("dario", "Direttore"))
    where = f"/admin/articles/organization/{organization.pk}/archive/"
    desk.post(where, {"_act": "gather"})
    assert LinkingBatch.objects.get().state == BatchState.GATHERING
    assert "Il lavoro va avanti da solo" in desk.get(where).text
    desk.post(where, {"_act": "continue", "batch": LinkingBatch.objects.get().pk})
    assert waiting() == 1, "pressing again does not do it twice"
    work()
    batch = LinkingBatch.objects.get()
    assert batch.state == BatchState.READY and batch.changes.count() == 1
    desk.post(where, {"_act": "apply", "batch": batch.pk})
    work()
    assert LinkingBatch.objects.get().state == BatchState.APPLIED
    tie = Mention.objects.get()
    assert tie.organization == organization and tie.standing == MentionStanding.AUTOMATIC
    assert has_workers()
