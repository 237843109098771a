"""Pages that readers see and the desk previews: one function, so that a preview cannot lie."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.dates import written_day
from articles.heads import article_head
from articles.models import FRONT_PLACES, Article, FrontPlace

RELATED_PIECES = 6
_LEAST_RELATED = 3  # under which the section is asked too


def article_page(request: HttpRequest, piece: Article, *, is_preview: bool = False) -> HttpResponse:
    """The page of a piece that was loaded with `for_page()`. A preview is kept nowhere, found by
    no engine, and tells its address to nobody."""
    head = article_head(piece)
    context = {
        "head": head,
        "article": piece,
        "is_preview": is_preview,
        **_onward(piece),
        "share_links": [] if is_preview else share_links(piece.headline, head.url),
        "citation": citation(piece, head.url),
    }
    response = render(request, "articles/article.html", context)
    if is_preview:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def head_of_front(under: int = 0) -> tuple[list[int], list[int]]:
    """The keys of the pieces at the head of the front page, the lead first, and of as many `under`
    it. Where the desk left a place empty, or its time is over, the newest piece that is not there
    already takes it. Two queries."""
    chosen = dict(FrontPlace.objects.standing().values_list("position", "article"))
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)
    rest = iter([key for key in newest[: 2 * FRONT_PLACES + under] if key not in chosen.values()])
    top = [chosen.get(place) or next(rest, None) for place in range(FRONT_PLACES)]
    return [key for key in top if key], list(islice(rest, under))


def _onward(piece: Article) -> dict[str, Any]:
    """Where to go from a piece: what is about the same organisations, and where that is little,
    the newest of its section; and what came before and after it there."""
    others = Article.objects.published().exclude(pk=piece.pk).newest_first()
    about = [mention.organization_id for mention in piece.public_mentions]
    related = list(others.about(*about).values_list("pk", flat=True)[:RELATED_PIECES])
    if len(related) < _LEAST_RELATED and piece.section_id:
        more = others.in_section(piece.section).exclude(pk__in=related)
        related += more.values_list("pk", flat=True)[: _LEAST_RELATED - len(related)]
    beside = [piece.before_id, piece.after_id] if piece.published_at else [None, None]
    pieces = others.for_listing().in_bulk([*related, *filter(None, beside)])
    before, after = (pieces.get(key) for key in beside)
    return {
        "related": [pieces[key] for key in related if key in pieces],
        "piece_before": before,
        "piece_after": after,
    }


def share_links(headline: str, url: str) -> list[tuple[str, str]]:
    """Where to share a piece, with the address that does it: no script of anybody is needed."""
    title, address = quote(headline, safe=""), quote(url, safe="")
    return [
        ("Email", f"mailto:?subject={title}&body={address}"),
        ("WhatsApp", f"https://wa.me/?text={title}%20{address}"),
        ("Telegram", f"https://t.me/share/url?url={address}&text={title}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"),
    ]


def citation(piece: Article, url: str) -> str:
    """How to quote a piece: who, what, where, when, the address."""
    names = ", ".join(author.name for author in piece.signatures)
    parts = [
        names,
        f"«{piece.headline}»",
        settings.PAPER_NAME,
        written_day(piece.published_at),
        url,
    ]
    return ", ".join(part for part in parts if part)
