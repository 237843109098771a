"""Saves article after article, as fast as it can, and says each that is saved: to be killed."""

from __future__ import annotations

import os
import sys

import django


def main(first: int, last: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from articles import publishing
    from articles.models import Article, Organization
    from tests import factories as make

    if not Organization.objects.exists():
        make.make_organization("OpenAI")
    print("ready", flush=True)  # noqa: T201  (what the test reads)
    for number in range(first, last + 1):
        article = Article.objects.filter(slug=f"pezzo-{number}").first()
        if article is None:
            body = f"<p>OpenAI e il numero {number}.</p>"
            article = make.make_article(f"Pezzo {number}", body=body, tags=["tema"])
        if not article.is_public:
            publishing.publish(article=article, by=None)
        print(number, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
