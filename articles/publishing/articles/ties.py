"""The bylines, tags, sources and related articles of articles: stored by changing only the rows
that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

from articles.models import Byline, RelatedArticle, Source, Tag, TaggedArticle
from articles.publishing.articles.changes import Change, stored_among
from articles.publishing.articles.decisions import Decisions
from articles.publishing.subjects.namesakes import tags_called
from articles.text.characters import clean_line


def set_ties(changes: Sequence[Change]) -> None:
    """Set the ties of articles whose rows are stored. Bylines take three queries at most, whatever
    the number of articles, and related articles too; tags take as many, and those that look up each
    distinct set of names; each source takes some of its own."""
    _sign(changes)
    _relate(changes)
    _tag(changes)
    for change in changes:
        if change.decided.sources is not None:
            _cite(change, change.decided.sources)


def _sign(changes: Iterable[Change]) -> None:
    """Set the bylines, in the order of the authors."""
    _arrange(Byline, "author", changes, lambda decided: decided.authors)


def _relate(changes: Iterable[Change]) -> None:
    """Set the related articles, in their order."""
    _arrange(RelatedArticle, "related", changes, lambda decided: decided.related)


def _arrange(
    model: type[Model],
    name: str,
    changes: Iterable[Change],
    wanted_by: Callable[[Decisions], Sequence[Model] | None],
) -> None:
    """Set the ties of a model that stand in an order; `name` is the model's field for what the
    article is tied to, and `wanted_by` gives the rows to tie it to, or None."""
    decided = [change for change in changes if wanted_by(change.decided) is not None]
    there = _rows_there(model, "article", decided)
    gone: list[int] = []
    new: list[Model] = []
    for change in decided:
        rows = there[change.article.pk]
        wanted = list(enumerate(wanted_by(change.decided)))
        present = [(row.position, getattr(row, f"{name}_id")) for row in rows]
        if present == [(position, row.pk) for position, row in wanted]:
            continue
        gone += [row.pk for row in rows]
        ties = [
            model(article=change.article, position=position, **{name: row})
            for position, row in wanted
        ]
        change.ties += ties
        new += ties
    _replace(model, gone, new)


def _tag(changes: Iterable[Change]) -> None:
    """Set the tags, creating those that do not exist."""
    tagged = [change for change in changes if change.decided.tags is not None]
    there = _rows_there(TaggedArticle, "content_object", tagged)
    found: dict[tuple[str, ...], list[Tag]] = {}
    gone: list[int] = []
    new: list[TaggedArticle] = []
    for change in tagged:
        names = tuple(map(clean_line, change.decided.tags))
        if names not in found:
            found[names] = tags_called(names)
        rows = {row.tag_id: row.pk for row in there[change.article.pk]}
        items = [
            TaggedArticle(content_object=change.article, tag=tag)
            for tag in found[names]
            if rows.pop(tag.pk, None) is None
        ]
        gone += rows.values()
        change.ties += items
        new += items
    _replace(TaggedArticle, gone, new)


def _cite(change: Change, sources: Iterable[Source]) -> None:
    """Set the sources, each identified by its label."""
    article = change.article
    rows = article.sources.all() if change.stored else ()
    before = {source.label: source for source in rows}
    for source in sources:
        label = clean_line(source.label)
        known = before.pop(label, None) or Source(article=article, label=label)
        known.kind, known.url, known.date = source.kind, source.url, source.date
        known.unnamed_because = source.unnamed_because
        known.full_clean()
        known.save()
        change.ties.append(known)
    if before:
        article.sources.filter(pk__in=[source.pk for source in before.values()]).delete()


def _rows_there(model: type[Model], name: str, changes: Iterable[Change]) -> dict[int, list]:
    """Return the present rows of the articles that were stored before, by article; `name` is the
    model's field for the article."""
    there: dict[int, list] = defaultdict(list)
    if articles := stored_among(changes):
        for row in model.objects.filter(**{f"{name}__in": articles}):
            there[getattr(row, f"{name}_id")].append(row)
    return there


def _replace(model: type[Model], gone: list[int], new: list[Model]) -> None:
    if gone:
        model.objects.filter(pk__in=gone).delete()
    if new:
        model.objects.bulk_create(new)
