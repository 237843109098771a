"""Addresses of working copies, and the fields a page sends with what is typed."""

from __future__ import annotations

import uuid

from articles.models import Article

WRITE = "/admin/articles/article/copies/write/"
HOLD = "/admin/articles/article/copies/hold/"
TOKEN = "/admin/articles/article/copies/token/"


def copy_fields(
    article: Article | None = None, key: uuid.UUID | None = None, holder: str = "page"
) -> dict:
    return {
        "_copy": str(key or uuid.uuid4()),
        "_holder": holder,
        "_base": str(article.version if article else 0),
        "_article": str(article.pk) if article else "",
    }
