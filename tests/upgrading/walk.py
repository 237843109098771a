"""Steps tried on a paper of a past release, in a process of its own: it is run by `manage.py
shell` on that paper. Prints `whole` at the end."""

from __future__ import annotations

import io
import sys

from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.html import escape

from articles.models import Article, Author, Organization, Section, Tag
from articles.publishing.articles.rederivation import is_current
from articles.publishing.roles import PERMISSIONS

#: What the first release gave its groups besides, which stays as it is.
ALSO_GIVEN_BY_THE_FIRST = {
    "articles.change_organization",
    "articles.change_organizationname",
    "articles.delete_organizationname",
    *(f"taggit.{act}_tag" for act in ("view", "add", "change", "delete")),
}


def main() -> None:
    call_command("migrate", verbosity=0)
    decide_doubles()
    call_command("upgrade", verbosity=0)
    assert is_current()
    for role, permissions in PERMISSIONS.items():
        held = permissions_of(role)
        assert permissions <= held, permissions - held
        assert held - permissions <= ALSO_GIVEN_BY_THE_FIRST, held - permissions
    cleaned = Article.objects.get(headline="I segni che non si vedono")
    assert cleaned.body == "<p>OpenAI e DeepSeek in città.</p>"
    output = io.StringIO()
    try:
        call_command("verify", stdout=output)
    except CommandError as error:
        raise AssertionError(f"{error}\n{output.getvalue()}") from error
    read_as_a_reader()
    work_as_an_editor()
    sys.stdout.write("whole")


def permissions_of(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions
    names = rows.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in names}


def decide_doubles() -> None:
    """Do as a person at the desk does with a name that is there twice: say what distinguishes
    one, or give it another name."""
    waiting = 0
    for model in (Author, Organization, Section, Tag):
        for row in model.objects.filter(name_key="").order_by("pk"):
            if model in (Section, Tag):
                row.name = f"{row.name.strip()} {row.pk}"
            else:
                row.distinguished_by = f"{row.pk}"
            row.save()
            waiting += 1
    there_were = 10 if Section.objects.filter(slug="sezione-1").exists() else 0
    assert waiting == there_were, waiting


def read_as_a_reader() -> None:
    reader = Client(SERVER_NAME="127.0.0.1")
    published = list(Article.objects.published().order_by("pk"))
    assert len(published) > 20
    for article in published:
        assert escape(article.headline) in get(reader, article.get_absolute_url())
    front = get(reader, "/")
    assert 'href="/articoli/' in front
    assert "/articoli/il-pezzo-corretto/" in get(reader, "/organizzazioni/openai/")
    assert "Il pezzo corretto" in get(reader, "/cerca/?q=pezzo+corretto")
    for address in ("/feed/", "/feed/atom/", "/feed/json/", "/sitemap.xml", "/articoli/"):
        get(reader, address)
    for subject in (*Author.objects.all(), *Section.objects.all()):
        assert reader.get(subject.get_absolute_url()).status_code in {200, 404}
    for tag in Tag.objects.filter(slug__startswith="collide-"):
        get(reader, f"/temi/{tag.slug}/")
    assert reader.get("/articoli/il-pezzo-ritirato/").status_code == 410
    assert reader.get("/articoli/l-embargo/").status_code == 404
    moved = reader.get("/articoli/il-pezzo-che-cambia-indirizzo/")
    assert (moved.status_code, moved["Location"]) == (301, "/articoli/il-suo-indirizzo-nuovo/")


def work_as_an_editor() -> None:
    desk = Client(SERVER_NAME="127.0.0.1")
    editor = User.objects.get(username="vera.direttore")
    assert editor.check_password("demo")
    assert editor.has_perms(["articles.publish_article", "auth.add_user"])
    desk.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/admin/", "/admin/articles/article/", "/admin/articles/editorialact/"):
        get(desk, address)
    for article in Article.objects.order_by("pk").reverse()[:3]:
        get(desk, f"/admin/articles/article/{article.pk}/change/")
        get(desk, f"/admin/articles/article/{article.pk}/history/")


def get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer.content.decode()


if __name__ == "<run_path>":
    main()
