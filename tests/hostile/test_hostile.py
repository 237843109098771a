"""Hundreds of hostile texts through every way in: nothing of them runs on any way out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.html import escape

from articles import publishing
from articles.db.choices import QuotationStanding
from articles.models import (
    Article,
    Imprint,
    Interest,
    OblivionDecision,
    OblivionRequest,
    Rectification,
    Source,
)
from articles.text.markup import clean_html, plain_text
from tests import factories as make
from tests.admin.articles.forms import ADD, form
from tests.hostile.pages import marks
from tests.hostile.table import batched, one_body, table
from tests.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.long]

#: What a page makes of a text is the same whatever the database: of another one it is tried whether
#: it takes them.
IS_SQLITE = connection.vendor == "sqlite"
EACH = 12 if IS_SQLITE else 72  # of them in an article


def test_the_table_is_told_apart_from_clean_pages():
    """The eye that reads the pages sees most of the table where it stands as it is."""
    seen = [text for text in table() if marks(text)]
    assert len(seen) > len(table()) * 2 / 3
    assert marks("<p>Un <em>testo</em> <a href='/articoli/'>piano</a>.</p>") == []


@pytest.mark.parametrize("text", table())
def test_cleaning_leaves_nothing_that_runs(text: str):
    assert marks(clean_html(text)) == []
    assert marks(clean_html(f"<p>Prima.</p>{text}<p>Dopo.</p>")) == []


def read_everything(reader: Reader, articles: list[Article]) -> None:
    """Read every surface on which those articles are."""
    addresses = {"/", "/articoli/", "/organizzazioni/", "/autori/", "/cerca/?q=script"}
    for article in articles:
        addresses |= {article.get_absolute_url(), article.section.get_absolute_url()}
        addresses |= {author.get_absolute_url() for author in article.signatures}
        addresses |= {tag.get_absolute_url() for tag in article.sorted_tags}
    for address in sorted(addresses):
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert marks(answer.text) == [], address
        for block in answer.text.split('<script type="application/ld+json">')[1:]:
            json.loads(block.partition("</script>")[0])
    for address in ("/feed/", "/feed/atom/", "/sitemap.xml", "/sitemap-news.xml"):
        ElementTree.fromstring(reader.get(address).content)  # noqa: S314  (our own)
    for address in ("/feed/json/", "/api/articles"):
        json.loads(reader.get(address).content)


def test_through_what_readers_are_told(reader: Reader):
    """Corrections, statements, notes, ties, declarations, the colophon, a withdrawal."""
    organization = make.make_organization("OpenAI")
    imprint = Imprint.objects.create(publisher="x")
    for number, batch in enumerate(batched(table(), EACH)):
        one, two, three, *_rest = [text.replace("\x00", "") or "x" for text in [*batch, *batch]]
        article = make.make_published(
            f"Pezzo {number}", body="<p>OpenAI.</p>", kind="sponsored", sponsor=one[:120],
            ai_use="assisted", ai_detail=two[:200],
        )  # fmt: skip
        source = Source(label=one[:200], unnamed_because=two[:200])
        publishing.save([article], publishing.Decisions(sources=[source]), by=None)
        tie = Interest(organization=organization, kind="owner", note=f"{number} {three}"[:300])
        tie.full_clean()
        tie.save()
        amendment = publishing.Amendment(
            "correction", one[:600] or "x", two[:600] or "x", number % 2 > 0
        )
        publishing.correct(article=article, amendment=amendment, by=None)
        statement = Rectification(article=article, sender=f"{number} {two}"[:200], text=three)
        publishing.receive_rectification(rectification=statement, by=None)
        statement = publishing.publish_rectification(rectification=statement, by=None)
        Article.objects.filter(pk=article.pk).update(body=f"<p>{escape(three)}</p>")
        stored = plain_text(Article.objects.get(pk=article.pk).body)
        quotation = article.quotations.create(text=stored, offset=0, organization=organization)
        named = publishing.Attribution(
            speaker=f"a{one}"[:120], organization=organization, role=two[:160]
        )
        publishing.decide_quotations(
            article=article,
            decisions=[publishing.QuotationDecision(quotation, QuotationStanding.CONFIRMED, named)],
            by=None,
        )
        quotation.refresh_from_db()
        request = OblivionRequest.objects.create(person=one[:200], request=two)
        request.articles.add(article)
        decision = OblivionDecision(
            request=request, article=article, kind="note", note=three[:600], reasons=one
        )
        publishing.decide_erasure(decision=decision, by=None)
        for name in ("publisher", "registration", "owners", "public_money", "principles"):
            setattr(imprint, name, two[:200])
        imprint.save()
        addresses = (
            article.get_absolute_url(), statement.get_absolute_url(), "/correzioni/", "/colophon/",
            "/organizzazioni/openai/", "/persone/", quotation.person.get_absolute_url(),
        )  # fmt: skip
        for address in addresses:
            answer = reader.get(address)
            assert answer.status_code == 200, address
            assert marks(answer.text) == [], address
            for block in answer.text.split('<script type="application/ld+json">')[1:]:
                json.loads(block.partition("</script>")[0])
        for address in ("/correzioni/feed/", "/correzioni/feed/atom/", "/feed/"):
            ElementTree.fromstring(reader.get(address).content)  # noqa: S314  (our own)
        for address in (
            "/correzioni/feed/json/",
            "/api/corrections",
            "/api/persons",
            f"/api/persons/{quotation.person.slug}/quotations",
            f"/api/articles/{article.slug}",
        ):
            cache.clear()
            json.loads(reader.get(address).content)
        publishing.withdraw(article=article, by=None, reason=one[:600])
        gone = reader.get(article.get_absolute_url())
        assert gone.status_code == 410 and marks(gone.text) == []


def publish_all() -> list[Article]:
    for article in Article.objects.all():
        if not article.is_public:
            publishing.publish(article=article, by=None)
    return list(Article.objects.for_page())


def test_through_the_form(desk_of, caporedattore, reader: Reader):
    desk = desk_of(caporedattore)
    for batch in batched(table(), EACH):
        first, second, third, *_rest = [*batch, *batch]
        typed = form(
            headline=f"Titolo {first}"[:200],
            kicker=second[:80],
            standfirst=third,
            notes=first,
            body=one_body(batch),
            byline_authors=[make.make_author(f"Ada {first}"[:100]).pk],
            tags=[f"tema {second}"[:80].replace(",", " ")],
        )
        answer = desk.post(ADD, typed)
        if answer.status_code == 200:  # said, and nothing kept: one sign is refused
            assert "I caratteri null non sono ammessi." in answer.text
            body = typed["body"].replace("\x00", "")
            answer = desk.post(ADD, {**typed, "headline": "Titolo", "tags": [], "body": body})
        assert answer.status_code == 302
    articles = publish_all()
    assert len(articles) == -(-len(table()) // EACH)
    read_everything(reader, articles)


def test_through_the_importer(tmp_path: Path, reader: Reader):
    make.make_section("Cronaca")
    for number, batch in enumerate(batched(table(), EACH)):
        path = tmp_path / f"{number}.txt"
        # A file with these signs in it is no text, and refused.
        text = re.sub(r"[\x00\x01]", "", "\n\n".join([*batch, "Di Fantasy"]))
        path.write_text(text, encoding="utf-8")
        call_command(
            "import_articles", path, section="cronaca", publish=True, headline=f"Titolo {number}"
        )
    articles = publish_all()
    assert len(articles) == -(-len(table()) // EACH)
    read_everything(reader, articles)


def test_through_what_is_asked(client: Client):
    """The API takes nothing in but questions; what it answers is data, whatever is asked."""
    make.make_published("Un titolo con script e alert")
    for text in table() if IS_SQLITE else table()[::6]:
        page = client.get("/cerca/", {"q": text, "organizzazione": text[:50]})
        assert page.status_code in {200, 404}
        assert marks(page.text) == [], text
        cache.clear()  # who asks so much is told to wait
        answer = client.get("/api/search", {"q": text})
        assert answer.status_code in {200, 422}
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_through_names(reader: Reader):
    """Names of organizations, of sections and of pictures are typed too."""
    texts = [text for text in table() if "\x00" not in text and "\n" not in text][::6]
    section = make.make_section("Sezione <script>alert(1)</script>")
    names = [
        make.make_organization(f"Spa{number} {text}"[:90]) for number, text in enumerate(texts)
    ]
    picture = make.make_picture("a.png", alt=texts[3][:90], caption=texts[5], credit=texts[9][:90])
    article = make.make_published("Nomi", section=section, lead_picture=picture)
    article.body += make.figure(picture, texts[7])
    publishing.save([article], publishing.Decisions(confirm=names), by=None)
    assert article.mentions.count() == len(names)
    read_everything(reader, [article])
    for name in names:
        answer = reader.get(name.get_absolute_url())
        assert answer.status_code == 200
        assert marks(answer.text) == [], name.name
