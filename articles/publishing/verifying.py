"""Whether what is derived agrees with the pieces it is derived from."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from articles import markup
from articles.choices import QuotationStanding
from articles.dates import written_month
from articles.models import Article, ArticleText, Quotation, SearchEntry
from articles.publishing.dossiers import miscounted
from articles.publishing.namesakes import doubles, misnamed
from articles.publishing.share import wanted_share_picture
from articles.publishing.tallies import misjudged_authors, misjudged_months
from articles.publishing.texts import derived_of, pictures_in
from articles.publishing.triggers import broken_triggers
from articles.search import broken_indexes, entry_of

_AT_ONCE = 200
_OF_ENTRY = ("place", "terms", "weights", "facets")


def disagreements() -> Iterator[str]:
    """What does not agree, in words, piece by piece; nothing where all is well. Changes nothing."""
    confirmed = Quotation.objects.filter(standing=QuotationStanding.CONFIRMED, hidden_by=None)
    pieces = Article.objects.select_related("text", "search_entry").order_by("pk")
    pieces = pieces.prefetch_related(Prefetch("quotations", confirmed, to_attr="confirmed"))
    for article in pieces.iterator(chunk_size=_AT_ONCE):
        for what in _differences(article):
            yield f"{article.slug}: {what}"
    orphans = SearchEntry.objects.filter(~Exists(Article.objects.filter(pk=OuterRef("article_id"))))
    for entry in orphans:
        yield _("search has an entry of a piece that is there no more: %(n)d") % {
            "n": entry.article_id
        }
    for organization in miscounted():
        words = {"name": organization.name, "n": organization.article_count}
        yield _("the dossier of %(name)s does not count its %(n)d pieces") % words
    for author in misjudged_authors():
        words = {"name": author.name, "n": author.there}
        yield _("the %(n)d pieces of %(name)s are not counted") % words
    for day, there in misjudged_months():
        words = {"name": written_month(day), "n": there}
        yield _("the %(n)d pieces of %(name)s are not counted") % words
    for double in doubles():
        yield _("two of one name, and nobody has said whether they are one: %(both)s") % {
            "both": double
        }
    for row in misnamed():
        words = {"kind": row._meta.verbose_name, "name": row.name}
        yield _("%(kind)s: the key of “%(name)s” is not that of its name") % words
    for name in sorted(broken_triggers(connection)):
        yield _("a change is not told to who reads: “%(name)s” is missing. Run migrate") % {
            "name": name
        }
    for name in broken_indexes(connection):
        yield _("the index “%(name)s” does not agree with its table") % {"name": name}


def _differences(article: Article) -> Iterator[str]:
    if article.body != markup.clean_html(article.body):
        yield _("the body is not clean")
    text = markup.plain_text(article.body)
    for quotation in article.confirmed:
        if text[quotation.offset : quotation.offset + len(quotation.text)] != quotation.text:
            words = {"words": quotation.text[:80]}
            yield _("the quotation “%(words)s” is not where it is said to be") % words
    if article.word_count != markup.word_count(markup.plain_text(article.body)):
        yield _("the words are not counted")
    texts, derived = derived_of(article)
    try:
        stored = article.text
    except ArticleText.DoesNotExist:
        yield _("nothing is derived from its text")
    else:
        for name, value in derived.items():
            if getattr(stored, name) != value:
                yield _("“%(name)s” is not what its text gives") % {"name": name}
        if stored.share_picture != wanted_share_picture(article):
            yield _("its share picture is not the one of its headline")
    if set(article.picture_uses.values_list("picture", flat=True)) != pictures_in(article):
        yield _("the pictures it shows are not noted")
    wanted, entry = entry_of(article, texts), getattr(article, "search_entry", None)
    if wanted is None and entry is not None:
        yield _("search has it, and readers do not")
    elif wanted is not None and entry is None:
        yield _("search does not have it")
    elif wanted is not None:
        for name in _OF_ENTRY:
            if getattr(wanted, name) != getattr(entry, name):
                yield _("what search has of it is old: “%(name)s”") % {"name": name}
