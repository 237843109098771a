"""Share images, which represent articles where their addresses are shared."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from articles.db.choices import ArticleKind, ArticleStatus
from articles.delivery.tasks import enqueue
from articles.models import Article, ArticleText
from articles.pictures import draw_share_image, share_name

_AT_ONCE = 200


def derive_share_image(article: Article) -> None:
    """Draw the share image of an article that is published or scheduled, once the transaction is
    committed, so that a preview leaves no file behind. The file's name depends on what is drawn:
    the same content is drawn once, and the old file is deleted when the content changes. A draft
    has no share image."""
    wanted = wanted_share_image(article)
    texts = ArticleText.objects.filter(article=article)
    known = texts.values_list("share_image", flat=True).first()
    if known is None:
        return
    if wanted:
        draw_later([article.pk])
    if known != wanted:
        texts.update(share_image=wanted)
        if known:
            transaction.on_commit(partial(_forget, known))


def derive_share_images(articles: QuerySet[Article]) -> None:
    """Draw the share images of many articles, as `derive_share_image` does, after a change of
    their section or its name."""
    texts = ArticleText.objects.filter(article__in=articles.values("pk"))
    changed, old = [], set()
    for text in texts.select_related("article__section").iterator(chunk_size=_AT_ONCE):
        if (wanted := wanted_share_image(text.article)) != text.share_image:
            old.add(text.share_image)
            text.share_image = wanted
            changed.append(text)
    ArticleText.objects.bulk_update(changed, ["share_image"], batch_size=_AT_ONCE)
    if changed:
        draw_later(text.article_id for text in changed)
    for name in old - {""}:
        transaction.on_commit(partial(_forget, name))


def wanted_share_image(article: Article) -> str:
    """Return the name of the file of an article's share image; empty where it has none. The name
    contains the article's id, so that guessing the headline of an article under embargo finds
    nothing."""
    if article.status != ArticleStatus.PUBLISHED:
        return ""
    return share_name(str(article.uuid), *_drawn_texts(article))


def _drawn_texts(article: Article) -> tuple[str, str, str]:
    """Return the texts to draw: the headline, the label above it (its section, or its sponsor's)
    and the paper's name."""
    label = article.section.name if article.section else ""
    if article.kind == ArticleKind.SPONSORED:
        label = str(article.kind_label)
    return article.headline, label, settings.PAPER_NAME


def draw_later(keys: Iterable[int]) -> None:
    """Draw the share images of these articles once the transaction is committed."""
    enqueue(draw_share, *keys)


@task()
def draw_share(*keys: int) -> None:
    draw_missing(keys)


def draw_missing(keys: Iterable[int]) -> int:
    """Draw the missing share images of these articles; return how many."""
    drawn = 0
    texts = ArticleText.objects.filter(article__in=list(keys)).exclude(share_image="")
    for text in texts.select_related("article__section"):
        if not default_storage.exists(text.share_image):
            data = draw_share_image(*_drawn_texts(text.article))
            default_storage.save(text.share_image, ContentFile(data))
            drawn += 1
    return drawn


def _forget(name: str) -> None:
    if not ArticleText.objects.filter(share_image=name).exists():
        default_storage.delete(name)
