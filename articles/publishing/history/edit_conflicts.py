"""Edit conflicts: each save of an article is a version, and none is written over another unseen."""

from __future__ import annotations

from django.db.models import F

from articles.models import Article


class EditConflict(Exception):
    """Somebody saved the article after this text was begun. Nothing was stored.

    `base` is the version that the text began from, `current` the one that is there now.
    """

    def __init__(self, article: Article, *, base: int, current: int) -> None:
        super().__init__(f"{article.pk}: {base} < {current}")
        self.article, self.base, self.current = article, base, current


def raise_version(article: Article, stored: Article, base_version: int | None = None) -> None:
    """Give the article its next version, if it is still at `base_version`; otherwise raise
    EditConflict. The database decides, whoever else is saving at this moment."""
    expected = stored.version if base_version is None else base_version
    claimed = Article.objects.filter(pk=stored.pk, version=expected)
    if not claimed.update(version=F("version") + 1):
        raise EditConflict(stored, base=expected, current=stored.version)
    article.version = expected + 1
