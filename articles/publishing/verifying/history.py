"""Checks that each stored version of an article can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from reversion.models import Version

from articles.models import Article, ArticleVersion
from articles.publishing.verifying.faults import Check, Fault, of_each


def versions_can_be_read() -> Iterator[Fault]:
    rows = Version.objects.filter(content_type__app_label="articles")
    yield from of_each(
        rows.select_related("content_type"), _readable, name=lambda version: version.object_id
    )


def _readable(version: Version) -> Iterator[Fault]:
    try:
        [row] = json.loads(version.serialized_data)
        is_whole = (
            row["model"] == f"articles.{version.content_type.model}"
            and str(row["pk"]) == version.object_id
            and isinstance(row["fields"], dict)
        )
    except (KeyError, TypeError, ValueError):
        is_whole = False
    if not is_whole:
        state = getattr(version.revision, "article_version", None)
        words = {
            "version": state or version.revision_id, "what": version.content_type.name,
            "key": version.object_id,
        }  # fmt: skip
        message = _(
            "version “%(version)s”: what it keeps of %(what)s %(key)s cannot be read, so that it "
            "cannot be restored. The others can; this one is in a backup made before"
        )
        yield Fault(message % words)


def versions_have_their_article() -> Iterator[Fault]:
    of_articles = ContentType.objects.get_for_model(Article)
    stored = Version.objects.filter(revision=OuterRef("revision"), content_type=of_articles)
    for version in ArticleVersion.objects.filter(~Exists(stored)):
        message = _("version “%(version)s”: nothing is kept of its piece. It is in a backup")
        yield Fault(message % {"version": version})


CHECKS: tuple[Check, ...] = (versions_can_be_read, versions_have_their_article)
