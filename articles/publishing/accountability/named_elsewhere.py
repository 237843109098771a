"""Places beside the text of an article in which readers meet the name of a person."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from articles.media import words_of_captions
from articles.models import Article, Media
from articles.models.editable_fields import is_address, is_html
from articles.publishing.drafts.snapshots import article_fields
from articles.text.erased_names import leads_to_name, names_pattern

_SHOWN = 120  # characters quoted from such a place
_LINK = re.compile(r'<(?:a href|img src)="([^"]*)"')


def named_elsewhere(article: Article, names: Sequence[str]) -> list[str]:
    """Return, in words, the places that contain one of the names. They are not changed with the
    article: other articles may show them, or a change would break them."""
    article = Article.objects.get(pk=article.pk)
    pattern = names_pattern(names)
    found = [
        place % {"words": words.strip()[:_SHOWN]}
        for place, words in _texts(article)
        if pattern.search(words)
    ]
    found += [
        place % {"words": address[:_SHOWN]}
        for place, address in _addresses(article)
        if leads_to_name(address, names)
    ]
    return list(dict.fromkeys(found))


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    for picture in _pictures(article):
        texts = (
            picture.alt,
            picture.caption,
            picture.credit,
            picture.creator,
            picture.copyright_notice,
            picture.ai_detail,
        )
        yield _("a picture: “%(words)s”"), " ".join(text for text in texts if text)
    for media in _media(article):
        texts = (media.title, media.description, media.credit, media.ai_detail, media.transcript)
        yield _("audio, video or a document: “%(words)s”"), " ".join(filter(None, texts))
        yield _("the captions of a video: “%(words)s”"), _captions(media)
    for correction in article.corrections.all():
        yield _("a correction: “%(words)s”"), correction.words
    for statement in article.rectifications.printed():
        yield _("a rectification: “%(words)s”"), f"{statement.sender} {statement.text}"
    for note in article.oblivion_decisions.in_force().notes():
        yield _("a note on how it ended: “%(words)s”"), note.note
    for interest in article.disclosed_interests:
        yield _("a note on an interest: “%(words)s”"), interest.note
    for author in article.signatures:
        yield _("a byline: “%(words)s”"), author.name
    for tie in article.mentions.visible().select_related("organization"):
        yield _("an organization: “%(words)s”"), tie.organization.name
    if article.section:
        yield _("the section: “%(words)s”"), article.section.name
    if part := getattr(article, "series_part", None):
        yield _("the series: “%(words)s”"), f"{part.series.name} {part.series.introduction}"
    if withdrawal := getattr(article, "withdrawal", None):
        yield _("the reason of the withdrawal: “%(words)s”"), withdrawal.reason


def _addresses(article: Article) -> Iterator[tuple[str, str]]:
    for name, field in article_fields().items():
        value = getattr(article, field.attname)
        if is_html(field):
            for link in _LINK.finditer(value):
                yield _("a link in the text: %(words)s"), html.unescape(link[1])
        elif is_address(field) and name != "slug":
            yield f"«{field.verbose_name}»: %(words)s", value
    for source in article.sources.all():
        yield _("the address of a source: %(words)s"), source.url
    for picture in _pictures(article):
        yield _("the file of a picture: %(words)s"), picture.file.name


def _pictures(article: Article) -> list:
    used = [use.picture for use in article.picture_uses.select_related("picture")]
    return [article.lead_picture, *used] if article.lead_picture else used


def _media(article: Article) -> list[Media]:
    return [use.media for use in article.media_uses.select_related("media")]


def _captions(media: Media) -> str:
    """Return the words of a video's captions; nothing where their file is not there."""
    if not media.captions:
        return ""
    try:
        with media.captions.open("rb") as file:
            return words_of_captions(file.read().decode("utf-8", "replace"))
    except FileNotFoundError:
        return ""
