"""The command `render_pieces`, which makes the missing fragments of articles and dossiers."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_lazy, ngettext

from articles.delivery.article_fragments import render_articles, to_render_q
from articles.delivery.dossier_fragments import make_dossiers
from articles.management.progress import progress
from articles.models import Article, Organization

AT_ONCE = 100


class Command(BaseCommand):
    help = gettext_lazy(
        "Makes the pages of the pieces that are not ready, and the dossiers: after an update that "
        "changes how they look, an import, a name that changed. What is ready is left as it is, so "
        "that it can be stopped and run again. Without it pages are made when they are read, "
        "which takes longer."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        keys = list(
            Article.objects.filter(to_render_q()).newest_first().values_list("pk", flat=True)
        )
        count = 0
        for start in progress(range(0, len(keys), AT_ONCE)):
            count += render_articles(keys[start : start + AT_ONCE])
        owners = list(Organization.objects.with_published_articles().values_list("pk", flat=True))
        for start in progress(range(0, len(owners), AT_ONCE)):
            count += make_dossiers(owners[start : start + AT_ONCE])
        if verbosity:
            text = ngettext("%(n)d page made.", "%(n)d pages made.", count)
            self.stdout.write(text % {"n": count})
