"""Unpublished content is on no surface and in no count that readers see.

Every public address is walked: the routes are read from the URL table, so that a new one that this
walk does not know is a failure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus, NameKind
from articles.models import (
    Article,
    Author,
    FrontPlace,
    Organization,
    Person,
    Rectification,
    RelatedArticle,
    Section,
    Series,
    Tag,
)
from articles.site.api import api
from articles.urls import urlpatterns
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARKER = "Zibaldone"
SENTENCE = "Il CEO di OpenAI Sam Altman ha detto: «Una parola è poca»."
#: What a reader may ask beside the path.
QUERIES = {
    "articles:search": [
        *(
            f"?q=parola&{name}=zibaldone-{slug}"
            for name, slug in (("organizzazione", "spa"), ("firma", "ada"), ("tema", "tema"))
        ),
        "?q=zibaldone",
        "?q=parola",
        "?q=zibaldon",
        "?q=%22zibaldone%22",
    ],
    "articles:correction_list": ["", "?organizzazione=openai"],
    "articles:organization_list": ["", "?lettera=Z", "?ordine=notizie", "?genere=company"],
}


def walked() -> Iterator[str]:
    """Yield every public address, of what is published and of what is not."""
    slugs = {
        name: list(model.objects.values_list("slug", flat=True))
        for name, model in {
            "article": Article,
            "organization": Organization,
            "author": Author,
            "section": Section,
            "series": Series,
            "tag": Tag,
            "rectification": Rectification,
            "person": Person,
        }.items()
    }
    today = timezone.localtime()
    months = [(today.year, today.month), ((today + dt.timedelta(days=40)).year, 1), (2024, 5)]
    for pattern in urlpatterns:
        if not isinstance(pattern, URLPattern) or not pattern.name:
            continue
        name = f"articles:{pattern.name}"
        special: dict[str, list[list]] = {
            "preview": [["nessuno"]],
            "year": [[year] for year in {year for year, _month in months}],
            "month": [list(month) for month in months],
            "sitemap_month": [list(month) for month in months],
            "sitemap_organizations": [[1], [2]],
            "pair": [[a, b] for a in slugs["organization"] for b in slugs["organization"] if a < b],
        }
        if pattern.name in special:
            arguments = special[pattern.name]
        else:
            kind = pattern.name.partition("_")[0]
            takes_slug = "slug" in str(pattern.pattern)
            arguments = [[slug] for slug in slugs[kind]] if takes_slug else [[]]
        for given in arguments:
            for query in QUERIES.get(name, [""]):
                yield reverse(name, args=given) + query
    for path in api.get_openapi_schema()["paths"]:
        if "{slug}" not in path:
            yield f"{path}?q=zibaldone&limit=100" if path.endswith("search") else path
            continue
        kind = path.split("/")[2]
        kind = kind if kind in slugs else kind.rstrip("s")
        yield from (path.replace("{slug}", slug) for slug in slugs[kind])


def read(reader: Client, paths: list[str]) -> dict[str, tuple[int, bytes]]:
    answers = {}
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code < 500, path
        answers[path] = answer.status_code, answer.content
    return answers


@pytest.fixture
def paper() -> None:
    """A paper with something on every page."""
    make.make_organization("OpenAI")
    make.make_organization("DeepSeek")
    for number in range(5):
        make.make_published(
            f"Parola {number}", hours_ago=number + 2, body=f"<p>OpenAI e DeepSeek. {SENTENCE}</p>",
            section=make.make_section("Modelli"), tags=["tema"],
            lead_picture=make.make_picture(f"{number}.png"),
        )  # fmt: skip
    for article in Article.objects.all():
        make.confirm_quotations(article)
    make.make_series("Le parole", *Article.objects.oldest_first()[:3])
    make.make_podcast("Modelli")
    make.make_published(
        "Parola detta",
        hours_ago=8,
        section=make.make_section("Modelli"),
        body=f"<p>OpenAI.</p>{make.link_to(make.make_media())}",
    )
    old = dt.datetime(2024, 5, 3, 9, tzinfo=dt.UTC)
    make.make_published("Parola vecchia", published_at=old, body="<p>OpenAI.</p>")


def hide(headline: str, status: ArticleStatus = ArticleStatus.DRAFT, **fields) -> Article:
    """An article full of what nobody may know: names of its own, and names that pages count."""
    fields.setdefault("authors", [make.make_author(f"{MARKER} Ada"), make.make_author()])
    recording = make.link_to(make.make_media(title=f"{MARKER} detta", transcript=MARKER))
    article = make.make_article(
        f"{MARKER} parola: {headline}",
        kicker=MARKER,
        standfirst=f"OpenAI e {MARKER}.",
        body=f"<p>{MARKER} Spa, OpenAI, DeepSeek e la parola. {SENTENCE}</p>"
        f"<p>«Due {MARKER} sono troppi», ha detto Rosa {MARKER} di OpenAI.</p>{recording}",
        section=fields.pop("section", None) or make.make_section(f"{MARKER} sezione"),
        tags=["tema", f"{MARKER} tema"],
        lead_picture=make.make_picture(f"{headline}.png", caption=MARKER, creator=MARKER),
        status=status,
        **fields,
    )
    make.confirm_quotations(article)
    return article


def test_unpublished_content_changes_no_page(paper, reader: Client, monkeypatch):
    before = read(reader, list(walked()))
    make.make_organization(f"{MARKER} Spa", (MARKER, NameKind.ALIAS))
    soon = timezone.now() + dt.timedelta(hours=24)
    draft = hide("bozza")
    submitted = hide("revisione", ArticleStatus.REVIEW)
    withdrawn = hide("ritiro", ArticleStatus.WITHDRAWN)
    embargo = hide(
        "embargo", ArticleStatus.PUBLISHED, published_at=soon, section=make.make_section("Modelli")
    )
    FrontPlace.objects.create(position=0, article=embargo, until=soon + dt.timedelta(days=1))
    series = Series.objects.get()
    first, *others = (part.article for part in series.parts.in_order())
    parts = [embargo, first, withdrawn, *others, draft]
    publishing.save_series(series=series, parts=parts)
    make.make_series(f"{MARKER} serie", submitted)
    for related in (draft, embargo, withdrawn):
        RelatedArticle.objects.create(article=first, related=related)
    hidden = read(reader, list(walked()))
    for path, (status, content) in hidden.items():
        if "&" in path or (path in before and MARKER.lower() not in path):
            assert (status, content) == before[path], path
        elif "/sezioni/" in path:  # a section is no secret: its name stands at the desk's door
            assert content.lower().count(b"parola") == 0, path
        else:
            assert status in (404, 410) or MARKER.encode() not in content, path
            assert status in (200, 404, 410), path
            assert status != 410 or content.count(MARKER.encode()) <= 1, path

    now = embargo.published_at
    monkeypatch.setattr(timezone, "now", lambda: now - dt.timedelta(seconds=1))
    assert MARKER.encode() not in reader.get("/").content
    monkeypatch.setattr(timezone, "now", lambda: now)
    for path in (
        "/", "/articoli/", embargo.get_absolute_url(), "/sezioni/modelli/", "/autori/",
        "/organizzazioni/", "/organizzazioni/zibaldone-spa/", "/temi/zibaldone-tema/",
        "/feed/", "/feed/atom/", "/feed/json/", "/sezioni/modelli/feed/",
        "/serie/le-parole/", "/serie/le-parole/feed/", "/api/series/le-parole",
        "/sezioni/modelli/podcast/",
        "/organizzazioni/openai/feed/", "/autori/zibaldone-ada/feed/json/", "/temi/tema/feed/atom/",
        "/cerca/?q=zibaldone", "/api/articles", "/api/search?q=zibaldone", "/api/tags",
        "/persone/rosa-zibaldone/", "/persone/", "/api/persons",
        "/api/organizations", f"/api/articles/{embargo.slug}/ninjs", "/sitemap-news.xml",
    ):  # fmt: skip
        answer = reader.get(path)
        assert answer.status_code == 200 and MARKER.encode() in answer.content, path


def test_withdrawn_article_leaves_every_surface(paper, reader: Client):
    make.make_organization(f"{MARKER} Spa")
    article = hide("ritiro", ArticleStatus.PUBLISHED)
    assert MARKER.encode() in reader.get("/").content
    publishing.withdraw(article=article, by=None)
    for path, (status, content) in read(reader, list(walked())).items():
        if status == 410 and path == article.get_absolute_url():
            assert f"{MARKER} parola: ritiro" in content.decode()  # the headline, and no more
            assert f"{MARKER} Spa" not in content.decode()
        elif "/sezioni/" not in path and "q=zib" not in path and "q=%22zib" not in path:
            assert MARKER.encode() not in content, path


def test_distinctions_of_homonyms_stay_at_the_desk(paper, reader: Client):
    for model in (Author, Organization, Person, Section, Tag):
        assert model.objects.update(distinguished_by=MARKER), model
    found = [
        path
        for path, (_status, content) in read(reader, list(walked())).items()
        if "zib" not in path.lower() and MARKER.lower() in content.decode(errors="replace").lower()
    ]
    assert found == []
