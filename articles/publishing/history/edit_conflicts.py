"""Edit conflicts: each save of an article is a version, and no save overwrites another unseen."""

from __future__ import annotations

from django.db.models import F

from articles.models import Article


class EditConflict(Exception):
    """A conflict with a version that somebody saved after this text was begun. Nothing was stored.
    `base` is the version from which the text began, `current` the present one."""

    def __init__(self, article: Article, *, base: int, current: int) -> None:
        super().__init__(f"{article.pk}: {base} < {current}")
        self.article, self.base, self.current = article, base, current


def raise_version(article: Article, stored: Article, base_version: int | None = None) -> None:
    """Give the article its next version if the stored one is still at `base_version`; otherwise
    raise EditConflict. A single conditional UPDATE decides, whoever else saves at the same
    moment."""
    expected = stored.version if base_version is None else base_version
    claimed = Article.objects.filter(pk=stored.pk, version=expected)
    if not claimed.update(version=F("version") + 1):
        raise EditConflict(stored, base=expected, current=stored.version)
    article.version = expected + 1
