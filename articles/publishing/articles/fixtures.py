"""Derivation for rows that `loaddata` stores without `save`: done once for each article, when all
its rows are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db.models import Prefetch

from articles.db.choices import ArticleStatus
from articles.linking import ParsedText
from articles.models import Article, ArticleText, MediaUse, Mention, PictureUse, SearchEntry
from articles.publishing.articles.derived_text import derived_of
from articles.publishing.articles.rendered_body import dossiers_in, media_in, pictures_in
from articles.publishing.organizations.names import current_finder, names_changed, people_changed
from articles.publishing.organizations.reading import Reading, day_of
from articles.publishing.pictures.share_images import draw_later, wanted_share_image
from articles.search import ENTRY_COLUMNS, make_entry, weigh
from articles.text import markup

AT_ONCE = 200
#: The most articles whose share images are drawn as they are loaded, which takes a thirtieth of a
#: second each. Those of a larger fixture come with the files of its paper, or are drawn by
#: `render_pictures`.
MOST_DRAWN = 200

_DERIVED = ("words", "people", "rendered_body", "share_image")


@dataclass
class Loaded:
    """A record of what was loaded: the keys of the articles of which some row was, and whether
    names of organizations or people were."""

    articles: set[int] = field(default_factory=set)
    has_names: bool = False
    has_people: bool = False


_loaded: ContextVar[Loaded | None] = ContextVar("loaded", default=None)


@contextmanager
def loading() -> Iterator[Loaded]:
    """Postpone the derivation from rows loaded in the block to its end."""
    loaded = Loaded()
    token = _loaded.set(loaded)
    try:
        yield loaded
    finally:
        _loaded.reset(token)
    if loaded.has_names:
        names_changed()
    if loaded.has_people:
        people_changed()
    derive_articles(loaded.articles)


def note_loaded_article(key: int) -> None:
    """Note an article of which a row was loaded; outside `loading`, derive at once."""
    if (loaded := _loaded.get()) is not None:
        loaded.articles.add(key)
    else:
        derive_articles([key])


def note_changed_names() -> None:
    """Note that names of organizations changed."""
    if (loaded := _loaded.get()) is not None:
        loaded.has_names = True
    else:
        names_changed()


def note_changed_people() -> None:
    """Note that names of people changed."""
    if (loaded := _loaded.get()) is not None:
        loaded.has_people = True
    else:
        people_changed()


def derive_articles(keys: Iterable[int]) -> None:
    """Store what follows from the texts and ties of these articles, where it is not stored already.
    The result is that of `derive_text`, in the same number of queries for a group of articles as
    for one."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        _derive(ordered[start : start + AT_ONCE])
    if len(ordered) <= MOST_DRAWN:
        draw_later(ordered)


def _derive(keys: list[int]) -> None:
    articles = (
        Article.objects.filter(pk__in=keys)
        .select_related("section", "text", "search_entry")
        .prefetch_related(
            "bylines",
            "tagged_items",
            "picture_uses",
            "media_uses",
            Prefetch(
                "mentions",
                Mention.objects.visible().select_related("organization"),
                to_attr="seen_ties",
            ),
        )
    )
    finder = current_finder()
    texts: list[ArticleText] = []
    entries: list[SearchEntry] = []
    old_entries: list[int] = []
    uses: list[PictureUse] = []
    old_uses: list[int] = []
    media_uses: list[MediaUse] = []
    old_media_uses: list[int] = []
    for article in articles:
        known_text = getattr(article, "text", None)
        known_entry = getattr(article, "search_entry", None)
        article_texts = article.headline, article.standfirst, markup.plain_text(article.body)
        reading = Reading(
            article_texts, [], ParsedText.read(article_texts, finder), finder, day_of(article)
        )
        _texts, derived = derived_of(article, reading, dossiers_in(article.seen_ties))
        text = ArticleText(article=article, share_image=wanted_share_image(article), **derived)
        if not _are_alike(text, known_text, _DERIVED):
            texts.append(text)
        entry = _entry_of(article, article_texts)
        if not _are_alike(entry, known_entry, ENTRY_COLUMNS):
            old_entries += [known_entry.pk] if known_entry else []
            entries += [entry] if entry else []
        shown = pictures_in(article)
        tied = {use.picture_id: use.pk for use in article.picture_uses.all()}
        old_uses += [tied[key] for key in tied.keys() - shown]
        uses += [PictureUse(article=article, picture_id=key) for key in shown - tied.keys()]
        there = media_in(article)
        kept = {use.media_id: use.pk for use in article.media_uses.all()}
        old_media_uses += [kept[key] for key in kept.keys() - there]
        media_uses += [MediaUse(article=article, media_id=key) for key in there - kept.keys()]
    ArticleText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["article"], update_fields=_DERIVED
    )
    SearchEntry.objects.filter(pk__in=old_entries).delete()
    SearchEntry.objects.bulk_create(entries)
    PictureUse.objects.filter(pk__in=old_uses).delete()
    PictureUse.objects.bulk_create(uses)
    MediaUse.objects.filter(pk__in=old_media_uses).delete()
    MediaUse.objects.bulk_create(media_uses)


def _are_alike(
    one: ArticleText | SearchEntry | None, other: ArticleText | SearchEntry | None, names: Iterable
) -> bool:
    if one is None or other is None:
        return one is other
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _entry_of(article: Article, texts: tuple[str, str, str]) -> SearchEntry | None:
    """Return the search entry of an article; None for one that is not published."""
    if article.status != ArticleStatus.PUBLISHED:
        return None
    return make_entry(
        article,
        weigh(article, texts),
        organizations=[tie.organization_id for tie in article.seen_ties],
        authors=[byline.author_id for byline in article.bylines.all()],
        tags=[item.tag_id for item in article.tagged_items.all()],
    )
