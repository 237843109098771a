"""Plain functions that make what a test needs, through the same doors as the paper itself."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import publishing
from articles.db.choices import ArticleStatus, NameKind, QuotationStanding
from articles.media import read_media
from articles.models import (
    Article,
    Author,
    Media,
    Organization,
    OrganizationName,
    Picture,
    Section,
    Series,
)
from articles.pictures import read_photograph
from articles.text.slugs import make_slug
from tests.media.files import pdf, sample

HOUR = dt.timedelta(hours=1)


def make_user(name: str, group: str | None = None, **fields: Any) -> User:
    user = User.objects.create_user(name, password="demo", is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_author(name: str = "Di Fantasy", **fields: Any) -> Author:
    known = Author.objects.filter(name=name).first()
    return known or publishing.save_subject(subject=Author(name=name, **fields))


def make_section(name: str = "Modelli", **fields: Any) -> Section:
    known = Section.objects.filter(name=name).first()
    return known or publishing.save_subject(subject=Section(name=name, **fields))


def _usual(model: type[Author] | type[Section], name: str) -> Author | Section:
    """The author or section of an article for which a test names none. Nobody else is called
    so: what `publishing.save_subject` would ask is answered, and nearly every test would ask it."""
    if known := model.objects.filter(name=name).first():
        return known
    if model.objects.filter(slug=make_slug(name)).exists():  # of one that a test renamed
        return publishing.save_subject(subject=model(name=name))
    return model.objects.create(name=name, slug=make_slug(name))


def make_organization(name: str, *forms: tuple[str, NameKind], **fields: Any) -> Organization:
    organization = publishing.save_organization(organization=Organization(name=name, **fields))
    for text, kind in forms:
        OrganizationName.objects.create(organization=organization, text=text, kind=kind)
    return organization


def make_series(name: str = "Una serie", *parts: Article, **fields: Any) -> Series:
    return publishing.save_series(series=Series(name=name, **fields), parts=parts)


def relate(article: Article, *related: Article) -> Article:
    """Choose the related articles of an article, as an editor does."""
    stored = Article.objects.get(pk=article.pk)
    publishing.save([stored], publishing.Decisions(related=related), by=None)
    return stored


def make_article(
    headline: str = "Un titolo",
    *,
    body: str = "<p>Un testo breve.</p>",
    by: User | None = None,
    authors: list[Author] | None = None,
    status: ArticleStatus = ArticleStatus.DRAFT,
    published_at: dt.datetime | None = None,
    tags: list[str] | None = None,
    **fields: Any,
) -> Article:
    """An article in any state, reached by the verbs that lead there."""
    fields.setdefault("section", _usual(Section, "Cronaca"))
    article = Article(headline=headline, body=body, published_at=published_at, **fields)
    signed = [_usual(Author, "Di Fantasy")] if authors is None else authors
    publishing.save([article], publishing.Decisions(authors=signed, tags=tags), by=None)
    if by is not None:
        Article.objects.filter(pk=article.pk).update(created_by=by)
    if status == ArticleStatus.REVIEW:
        publishing.submit(article=article, by=None)
    if status in (ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN):
        publishing.publish(article=article, by=None)
    if status == ArticleStatus.WITHDRAWN:
        publishing.withdraw(article=article, by=None)
    return Article.objects.get(pk=article.pk)


def make_published(headline: str = "Un titolo", *, hours_ago: float = 1, **fields: Any) -> Article:
    fields.setdefault("published_at", timezone.now() - hours_ago * HOUR)
    return make_article(headline, status=ArticleStatus.PUBLISHED, **fields)


def confirm_quotations(article: Article) -> None:
    """A person says yes to all that is offered of an article, as it is offered."""
    publishing.decide_quotations(
        article=article,
        decisions=[
            publishing.QuotationDecision(
                each,
                QuotationStanding.CONFIRMED,
                publishing.Attribution(
                    speaker=each.speaker,
                    person=each.person,
                    organization=each.organization,
                    role=each.role,
                    is_former=each.is_former,
                    said_on=each.said_on,
                ),
            )
            for each in article.quotations.all()
        ],
        by=None,
    )


def make_scheduled(headline: str = "Un embargo", **fields: Any) -> Article:
    return make_published(headline, published_at=timezone.now() + 24 * HOUR, **fields)


def picture_bytes(size: tuple[int, int] = (60, 40), kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#b4432a").save(file, kind)
    return file.getvalue()


def make_picture(name: str = "foto.png", *, data: bytes = b"", **fields: Any) -> Picture:
    fields = {"alt": "Una macchia rossa", "credit": "La redazione", **fields}
    photograph = read_photograph(ContentFile(data or picture_bytes()))
    return publishing.add_picture(
        picture=Picture(**fields), photograph=photograph, name=name, by=None
    )


def make_media(name: str = "tone.mp3", *, captions: str = "", **fields: Any) -> Media:
    """A file of audio or video, or a document: one of the samples, or a PDF."""
    data = pdf(pages=12) if name.endswith(".pdf") else sample(name)
    upload = ContentFile(data, name=name)
    fields = {"title": "La prima puntata", "credit": "La redazione", **fields}
    if not (captions or name.endswith(".pdf")):
        fields.setdefault("transcript", "Buongiorno a tutti.")
    return publishing.add_media(
        media=Media(**fields),
        upload=upload,
        contents=read_media(upload),
        captions=captions,
        by=None,
    )


def make_podcast(name: str = "Voci", **fields: Any) -> Section:
    """A section whose audio is a podcast. Its cover has the measures of one, and little in it."""
    cover = make_picture("copertina.png")
    Picture.objects.filter(pk=cover.pk).update(width=1400, height=1400)
    section = make_section(name)
    values = {"podcast_image_id": cover.pk, "podcast_category": "News: Tech News", **fields}
    Section.objects.filter(pk=section.pk).update(podcast=True, **values)
    section.refresh_from_db()
    return section


def link_to(media: Media) -> str:
    """A link to a file in a text."""
    return f'<p><a href="/media/{media.file.name}">{media.title}</a></p>'


def figure(picture: Picture, caption: str = "", *, alt: str | None = None) -> str:
    """A picture in a text, as the editor writes it."""
    attribute = "" if alt is None else f' alt="{alt}"'
    caption = f"<figcaption>{caption}</figcaption>\n" if caption else ""
    return f'<figure><img src="/media/{picture.file.name}"{attribute}>{caption}</figure>'
