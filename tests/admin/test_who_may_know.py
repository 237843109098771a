"""A name that was taken out of an article is read by nobody who may not, whatever they ask; and who
may enter, or recover what was deleted."""

from __future__ import annotations

import re
import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus, ErasureKind
from articles.models import (
    Article,
    ArticleVersion,
    EditorialAct,
    FormerAddress,
    OblivionDecision,
    OblivionRequest,
    WorkingCopy,
)
from tests import factories as make
from tests.addresses.routes import ARTICLES, routes
from tests.admin.articles.forms import LIST, form

NAME = "Zibaldo Zini"
DELETED = f"{LIST}deleted/"


@pytest.fixture
def article(db, caporedattore) -> Article:
    """An article from which a name was taken, which stood wherever it can."""
    article = make.make_published(
        f"{NAME} accusato", standfirst=f"{NAME} nega.", tags=[NAME],
        body=f"<p>{NAME} nega. «Non è vero niente», ha detto {NAME}.</p>",
    )  # fmt: skip
    publishing.withdraw(article=article, by=caporedattore, reason=f"Parla {NAME}.")
    publishing.publish(article=article, by=caporedattore)
    request = OblivionRequest.objects.create(person="Z. Z.", request="Sono stato assolto.")
    request.articles.add(article)
    decision = OblivionDecision(
        request=request, article=article, kind=ErasureKind.INITIALS, reasons="Assolto.",
        names=f"{NAME}\nZini", initials="Z. Z.",
    )  # fmt: skip
    publishing.decide_erasure(decision=decision, by=None)
    return Article.objects.get()


@pytest.fixture
def carla(desk_of, caporedattore) -> Client:
    return desk_of(caporedattore)


def write_copy(desk: Client, article: Article, base: int) -> str:
    """The pages of a working copy that says it began from that version."""
    key = uuid.uuid4()
    fields = {"_copy": str(key), "_base": str(base), "_article": str(article.pk)}
    assert desk.post(f"{LIST}copies/write/", {**form(article), **fields}).status_code == 200
    return f"{LIST}copies/{key}/"


def test_merging_with_a_hidden_version_is_refused(carla, desk_of, direttore, article):
    assert ArticleVersion.objects.filter(
        article_key=article.pk, number__lt=article.version
    ).exists()
    for number in range(1, article.version):
        copy = write_copy(carla, article, number)
        assert carla.post(f"{copy}merge/", {"_theirs": str(number)}).status_code == 403
        for page in (f"{copy}merge/", copy, f"{copy}page/"):
            answer = carla.get(page)
            assert answer.status_code == 200 and "Zini" not in answer.text, page
        assert carla.post(f"{copy}merge/", {"_theirs": str(article.version)}).status_code == 302
    assert not WorkingCopy.objects.filter(typed__contains="Zini").exists()
    dario = desk_of(direttore)
    copy = write_copy(dario, article, 1)
    assert dario.post(f"{copy}merge/", {"_theirs": "1"}).status_code == 302


@pytest.mark.parametrize("words", ["Zini", "zibaldo", f'"{NAME}"', "accusato Zini", NAME])
def test_log_search_does_not_find_an_erased_name(carla, desk_of, direttore, article, words: str):
    page = carla.get("/admin/articles/editorialact/", {"q": words}).text
    assert 'class="field-note"' not in page
    page = carla.get("/admin/articles/editorialact/", {"q": "accusato"}).text
    assert "Z. Z." in page and "zini" not in page.lower() and "zibaldo" not in page.lower()
    assert NAME in desk_of(direttore).get("/admin/articles/editorialact/", {"q": words}).text


@pytest.mark.parametrize("words", ["'ndrangheta", '"Zibaldo', '"Zini', '""', "''", "accusato '"])
def test_log_search_accepts_an_unclosed_quotation_mark(carla, article, words: str):
    page = carla.get("/admin/articles/editorialact/", {"q": words})
    assert page.status_code == 200
    assert "zini" not in page.text.partition('id="result_list"')[2].lower()


def test_old_address_with_an_erased_name_is_not_listed(carla, desk_of, direttore, article):
    old = FormerAddress.objects.get(path__contains="zini")
    other = FormerAddress.objects.create(path="/articoli/altro/", target="/articoli/nuovo/")
    addresses = "/admin/articles/formeraddress/"
    for page in (addresses, f"{addresses}?q=zini", f"{addresses}{old.pk}/change/"):
        assert "zibaldo" not in carla.get(page, follow=True).text
    assert other.path in carla.get(addresses).text
    assert old.path in desk_of(direttore).get(addresses).text


@pytest.mark.long
def test_no_desk_page_shows_an_erased_name(carla, caporedattore, article):
    """The walk covers every address of articles, and every list with the matches of each search."""
    copy = uuid.UUID(write_copy(carla, article, 1).split("/")[-2])
    values = {"object_id": str(article.pk), "number": "1", "key": str(copy)}
    patterns = [route for route in routes() if route.family == ARTICLES]
    patterns += [
        route for route in routes() if "articles/" in route.pattern and not route.parameters
    ]
    for route in patterns:
        path = route.path(values)
        for query in ("", "?q=zini", "?now=1"):
            answer = carla.get(f"{path}{query}")
            assert answer.status_code < 500
            text = re.sub(r'(q=|q%3d|value=")zini', "", answer.text.lower())
            if "tag" not in path and "articles/article/add" not in path:
                assert "zibaldo" not in text and "zini" not in text, f"{path}{query}"


def test_a_role_without_the_box_reads_no_draft(client: Client, caporedattore):
    draft = make.make_article("Una bozza")
    client.force_login(caporedattore)
    assert client.get(draft.get_absolute_url()).status_code == 200
    User.objects.filter(pk=caporedattore.pk).update(is_staff=False)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert not Article.objects.visible_to(User.objects.get(pk=caporedattore.pk)).exists()


def delete(article: Article, by: User) -> ArticleVersion:
    publishing.delete_article(article=article, by=by)
    return ArticleVersion.objects.filter(article_key=article.pk or 0).first() or (
        publishing.deleted_articles().get(headline=article.headline)
    )


def test_a_redattore_recovers_only_their_own(
    desk_of, redattore, other_redattore, caporedattore, direttore
):
    signed = make.make_author("Rosa Firma", user=redattore)
    begun = make.make_article("Cominciato da me", by=None)
    Article.objects.filter(pk=begun.pk).update(created_by=redattore)
    publishing.save([Article.objects.get(pk=begun.pk)], by=redattore)
    articles = {
        "own": Article.objects.get(pk=begun.pk),
        "signed": make.make_article("Firmato da me", authors=[signed]),
        "other": make.make_article("Di un altro"),
    }
    versions = {name: delete(article, direttore) for name, article in articles.items()}
    rosa = desk_of(redattore)
    page = rosa.get(DELETED).text
    assert "Cominciato da me" in page and "Firmato da me" in page
    assert "Di un altro" not in page
    assert rosa.post(DELETED, {"version": versions["other"].pk}).status_code == 403
    assert (
        desk_of(other_redattore).post(DELETED, {"version": versions["own"].pk}).status_code == 403
    )
    assert not Article.objects.exists()
    assert rosa.post(DELETED, {"version": versions["signed"].pk}).status_code == 302
    assert "Di un altro" in desk_of(caporedattore).get(DELETED).text
    assert desk_of(caporedattore).post(DELETED, {"version": versions["own"].pk}).status_code == 302
    back = Article.objects.get(headline="Cominciato da me")
    assert (back.status, back.created_by) == (ArticleStatus.DRAFT, redattore)


def test_deleted_articles_of_others_cost_no_query_each(
    redattore, direttore, django_assert_max_num_queries
):
    for number in range(8):
        delete(make.make_article(f"Di un altro {number}"), direttore)
    with django_assert_max_num_queries(6):
        assert publishing.recoverable_by(redattore, most=100) == []


def test_role_is_enough_to_enter(client: Client, db):
    group = Group.objects.get(name="Redattore")
    empty = Group.objects.create(name="Lettori")
    person = User.objects.create_user("nuova")
    person.groups.add(empty)
    assert not User.objects.get(pk=person.pk).is_staff
    person.groups.add(group)
    assert User.objects.get(pk=person.pk).is_staff
    client.force_login(person)
    assert client.get("/admin/").status_code == 200
    person.groups.set([empty])
    assert not User.objects.get(pk=person.pk).is_staff
    assert client.get("/admin/").status_code == 302
    group.user_set.add(person)
    assert User.objects.get(pk=person.pk).is_staff
    group.user_set.remove(person)
    assert not User.objects.get(pk=person.pk).is_staff


def test_removed_role_ends_access(db, django_capture_on_commit_callbacks):
    person = make.make_user("nuova", "Redattore")
    root = User.objects.create_superuser("radice")
    root.groups.add(Group.objects.get(name="Redattore"))
    with django_capture_on_commit_callbacks(execute=True):
        Group.objects.get(name="Redattore").delete()
    assert not User.objects.get(pk=person.pk).is_staff
    assert User.objects.get(pk=root.pk).is_staff


def test_account_form_says_who_may_enter(desk_of, direttore):
    dario = desk_of(direttore)
    person = User.objects.create_user("nuova")
    page = f"/admin/auth/user/{person.pk}/change/"
    assert "No: serve un ruolo, cioè un gruppo." in dario.get(page).text
    assert 'name="is_staff"' not in dario.get(page).text
    group = Group.objects.get(name="Redattore")
    typed = {"username": "nuova", "is_active": "on", "groups": [group.pk]}
    assert dario.post(page, typed).status_code == 302
    person.refresh_from_db()
    assert person.is_staff
    assert "Sì." in dario.get(page).text
    User.objects.filter(pk=person.pk).update(is_staff=False)
    assert "toglilo, salva, e ridallo" in dario.get(page).text
    assert dario.post(page, typed).status_code == 302
    person.refresh_from_db()
    assert not person.is_staff  # nobody gave it again


def test_account_with_every_permission_enters(desk_of, db):
    root = User.objects.create_superuser("radice")
    person = User.objects.create_user("nuova")
    page = f"/admin/auth/user/{person.pk}/change/"
    moment = timezone.localtime(person.date_joined)
    typed = {
        "username": "nuova", "is_active": "on", "is_superuser": "on",
        "date_joined_0": f"{moment:%d/%m/%Y}", "date_joined_1": f"{moment:%H:%M:%S}",
    }  # fmt: skip
    desk = desk_of(root)
    assert desk.post(page, typed).status_code == 302
    person.refresh_from_db()
    assert person.is_superuser and person.is_staff
    del typed["is_superuser"]
    assert desk.post(page, typed).status_code == 302
    person.refresh_from_db()
    assert not person.is_superuser and not person.is_staff


def test_log_entries_of_others_are_found(carla):
    article = make.make_article("Una bozza con un nome")
    publishing.submit(article=article, by=None, note="Guarda Zini")
    page = carla.get("/admin/articles/editorialact/", {"q": "Zini"}).text
    assert "Una bozza con un nome" in page
    assert EditorialAct.objects.exists()
