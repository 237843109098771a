"""Fields of an article: each declares what it is, and a new one is in every list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import reversion
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client

from articles import publishing
from articles.db.choices import ErasureKind
from articles.db.fields import LineField
from articles.models import (
    Article,
    Interest,
    OblivionDecision,
    OblivionRequest,
    Rectification,
    Source,
    WorkingCopy,
)
from articles.models.editable_fields import is_html, is_line, is_relied_on, may_hold_names
from articles.publishing.accountability import corrections
from articles.publishing.accountability.erased_names import named_fields
from articles.publishing.drafts.reconcile import BOTH, Reconciler
from articles.publishing.drafts.snapshots import Snapshot
from articles.publishing.history import versions
from tests import factories as make
from tests.admin.articles.forms import change, form

pytestmark = pytest.mark.django_db

NAME = "Zibaldo Zini"


def test_each_field_declares_its_behaviour():
    fields = publishing.article_fields()

    def those(is_so) -> list[str]:
        return [name for name, field in fields.items() if is_so(field)]

    assert list(fields) == [
        "kicker", "headline", "standfirst", "body", "section", "kind", "lead_picture",
        "links_organizations", "notes", "published_at", "updated_at", "slug", "language",
        "canonical_url", "sponsor", "ai_use", "ai_detail",
    ]  # fmt: skip
    written = ["kicker", "headline", "standfirst", "sponsor"]
    assert those(is_line) == [*written, "ai_detail"]
    assert those(may_hold_names) == [
        "kicker", "headline", "standfirst", "body", "notes", "sponsor", "ai_detail"
    ]  # fmt: skip
    assert those(is_relied_on) == ["kicker", "headline", "standfirst", "body", "sponsor"]
    assert those(is_html) == ["body"]


KINDS = {
    "of ours": lambda: LineField(
        "dedica", max_length=80, blank=True, default="", is_relied_on=True
    ),
    "of Django": lambda: models.CharField("dedica", max_length=80, blank=True, default=""),
}


@pytest.fixture(params=KINDS)
def added(request) -> Iterator[str]:
    """A field more, as who takes the paper over would declare it."""
    name = "dedication"
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER TABLE articles_article ADD COLUMN {name} varchar(80) NOT NULL DEFAULT ''"
        )
    field = KINDS[request.param]()
    field.contribute_to_class(Article, name)
    reversion.unregister(Article)
    versions.register_article()
    yield name
    Article._meta.local_fields.remove(field)
    Article._meta._expire_cache()
    delattr(Article, name)
    reversion.unregister(Article)
    versions.register_article()


def test_added_field_is_in_every_list(added: str, reader: Client, desk_of, direttore):
    desk = desk_of(direttore)
    article = make.make_published("Un titolo", dedication="A Pia", body="<p>Un testo.</p>")
    first = article.version

    # The form asks for it, saves it, and the history says so.
    page = desk.get(change(article))
    assert 'name="dedication"' in page.text and "A Pia" in page.text
    typed = form(article, dedication=f"A {NAME} ", amendment_kind="typo")
    assert desk.post(change(article), typed).status_code == 302
    article = Article.objects.get()
    assert article.dedication == f"A {NAME}"
    version = publishing.version_of(article.pk, article.version)
    assert version.summary == "dedica"
    assert Snapshot.of_version(version).fields[added] == f"A {NAME}"

    # It is merged, and where two differ a person is asked.
    began = Snapshot.of_version(publishing.version_of(article.pk, first))
    theirs = Snapshot.of_version(version)
    assert Reconciler(began, began, theirs).reconciled({}).fields[added] == f"A {NAME}"
    mine = Snapshot({**began.fields, added: "A Lia"})
    [point] = Reconciler(began, mine, theirs).points
    assert (point.key, point.label, point.mine) == (added, "dedica", "A Lia")
    copy = WorkingCopy.objects.create(
        person=direttore, article=article, base_version=first, saved_at=article.modified_at,
        typed=f"headline=Un+titolo&{added}=A+Lia",
    )  # fmt: skip
    merge = desk.get(f"/admin/articles/article/copies/{copy.key}/merge/")
    assert f'name="{added}"' in merge.text and "Lia" in merge.text

    # It can be given back.
    before = publishing.version_of(article.pk, first)
    publishing.restore_version(article=article, version=before, by=None)
    assert Article.objects.get().dedication == "A Pia"
    publishing.restore_version(article=Article.objects.get(), version=version, by=None)

    # A name goes from it, does not come back by itself, and is there again when that is undone.
    decision = take_out(Article.objects.get())
    assert Article.objects.get().dedication == "A Z. Z."
    article = Article.objects.get()
    article.dedication = NAME
    with pytest.raises(ValidationError, match="un nome che è stato tolto"):
        publishing.save([article], by=None)
    publishing.undo_erasure(decision=decision, by=None, why="Sì.")
    assert Article.objects.get().dedication == f"A {NAME}"


def test_version_older_than_a_field_is_readable(reader):
    article = make.make_article()
    version = publishing.version_of(article.pk, article.version)
    stored = version.revision.version_set.get(content_type__model="article")
    stored.serialized_data = stored.serialized_data.replace('"sponsor": ""', '"gone": ""')
    stored.save()
    assert Snapshot.of_version(version).fields["sponsor"] == ""


def test_merge_can_keep_both_notes():
    began, mine, theirs = (
        Snapshot({**dict.fromkeys(publishing.article_fields(), ""), "notes": text})
        for text in ("", "Mia", "Loro")
    )
    [point] = (reconciler := Reconciler(began, mine, theirs)).points
    assert (
        point.takes_both and reconciler.reconciled({"notes": BOTH}).fields["notes"] == "Loro\n\nMia"
    )


def take_out(article: Article, names: str = f"{NAME}\nZini") -> OblivionDecision:
    request = OblivionRequest.objects.create(person="Chi chiede", request="Così.")
    request.articles.add(article)
    decision = OblivionDecision(
        request=request, article=article, kind=ErasureKind.INITIALS, reasons="Sì.",
        names=names, initials="Z. Z.",
    )  # fmt: skip
    decision.left = publishing.decide_erasure(decision=decision, by=None)
    return decision


@pytest.mark.parametrize("name", sorted(named_fields()))
def test_erased_name_leaves_every_field_with_names(name: str, reader: Client):
    field = publishing.article_fields()[name]
    text = f"<p>Lo dice {NAME}.</p>" if is_html(field) else f"Lo dice {NAME}"
    fields = {
        "kind": "sponsored", "sponsor": "Acme", "ai_use": "assisted", "ai_detail": "La bozza",
        "headline": "Un titolo", "kicker": "Occhiello", "standfirst": "Sommario.",
        "body": "<p>Un testo.</p>", "hours_ago": 1,
    }  # fmt: skip
    article = make.make_published(**{**fields, name: text})
    decision = take_out(article)
    assert decision.left == []
    masked = getattr(Article.objects.get(), name)
    assert "Zini" not in masked and "Z. Z." in masked
    path = Article.objects.get().get_absolute_url()
    api = path.replace("/articoli/", "/api/articles/").rstrip("/")
    for where in ("/", path, api, f"{api}/ninjs", "/feed/", "/feed/atom/", "/feed/json/",
                  "/sitemap-news.xml", "/api/search?q=lo+dice", "/cerca/?q=lo+dice"):  # fmt: skip
        page = reader.get(where)
        assert page.status_code == 200 and "zini" not in page.text.lower(), where
    publishing.undo_erasure(decision=decision, by=None, why="Sì.")
    assert getattr(Article.objects.get(), name) == text


def test_erased_sponsor_is_named_nowhere(reader: Client):
    """The name stood eight times on the page, and nobody was told."""
    article = make.make_published("Una casa", kind="sponsored", sponsor=NAME)
    assert reader.get(article.get_absolute_url()).text.count(NAME) > 4
    assert take_out(article).left == []
    page = reader.get(article.get_absolute_url()).text
    assert "Zini" not in page and "Z. Z." in page


def test_erased_name_beside_the_article_is_listed():
    words = {"caption": "In aula", "credit": "Noi", "alt": "Un’aula", "creator": NAME}
    picture = make.make_picture("zibaldo-zini.png", copyright_notice="© Zini Foto", **words)
    organization = make.make_organization("Zini Costruzioni")
    interest = Interest.objects.create(
        organization=organization, kind="owner", note="Zini ha una quota del giornale."
    )
    article = make.make_published(
        "Un titolo",
        authors=[make.make_author(NAME)],
        section=make.make_section("Il caso Zini"),
        lead_picture=picture,
        canonical_url="https://example.org/a/zibaldo_zini%20assolto",
        body='<p>Parla Zini Costruzioni, e <a href="/x/Zini.html">altri</a>.</p>',
    )
    source = Source(label="Il ricorso", url="https://example.org/zini", unnamed_because="È Zini")
    publishing.save(
        [article], publishing.Decisions(sources=[source], confirm=[organization]), by=None
    )
    amendment = publishing.Amendment("correction", "Era Zini.", "Non era.")
    publishing.correct(article=article, amendment=amendment, by=None)
    statement = Rectification(article=article, sender=NAME, text="Non è vero.")
    publishing.receive_rectification(rectification=statement, by=None)
    publishing.publish_rectification(rectification=statement, by=None)
    make.make_series("Gli anni di Zini", article)
    left = "; ".join(take_out(Article.objects.get(pk=article.pk)).left)
    for words in (
        f"Un’aula In aula Noi {NAME} © Zini Foto",
        "una correzione: «Era Zini.", "una rettifica: «Zibaldo Zini",
        interest.note, f"una firma: «{NAME}»", "un’organizzazione: «Zini Costruzioni»",
        "la sezione: «Il caso Zini»", "la serie: «Gli anni di Zini»",
        "un collegamento nel testo: /x/Zini.html",
        "l’indirizzo di una fonte: https://example.org/zini", "zibaldo_zini%20assolto",
    ):  # fmt: skip
        assert words in left, words
    assert Article.objects.get(pk=article.pk).sources.get().unnamed_because == "È Z. Z."


@pytest.mark.parametrize(
    "ties",
    [{"tags": [NAME]}, {"sources": [Source(label=f"Parla {NAME}")]}],
    ids=["a tag", "a source"],
)
def test_erased_name_beside_the_text_is_refused(ties: dict):
    article = make.make_published(f"Parla {NAME}")
    take_out(article)
    article = Article.objects.get()
    with pytest.raises(ValidationError, match="un nome che è stato tolto"):
        publishing.save([article], publishing.Decisions(**ties), by=None)
    article.slug = "parla-zibaldo-zini-2"
    with pytest.raises(ValidationError, match="un nome che è stato tolto"):
        publishing.save([article], by=None)


def test_erased_name_is_found_in_any_typography():
    body = "<p>Lo dice Zibaldo&nbsp;D’Angelo.</p><p>ZIBALDO D'ANGELO.</p>"
    article = make.make_published("Un titolo", body=body, lead_picture=None)
    take_out(article, names="Zibaldo D'Angelo")
    assert Article.objects.get().body == "<p>Lo dice Z. Z.</p>\n<p>Z. Z.</p>"


def test_changed_figure_in_the_kicker_is_told_to_readers():
    before, after = Article(kicker="Dopo 3 anni"), Article(kicker="Dopo 4 anni")
    assert corrections.what_readers_would_miss(before, after)
