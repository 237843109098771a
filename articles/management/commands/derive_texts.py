"""The command `derive_texts`, which derives anew what follows from the text of every article."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_lazy, ngettext

from articles.management.progress import progress
from articles.models import Article
from articles.publishing.articles.rederivation import derive_anew


class Command(BaseCommand):
    help = gettext_lazy(
        "Works out anew what follows from the text of every piece: its words for the index, the "
        "people it names, its links to the dossiers, the quotations to be checked. Counts anew "
        "whose pieces they are, and of when. “upgrade” does it after an update that changes how "
        "they are found; ties and decisions are left as they are."
    )

    def handle(self, **options: Any) -> None:
        count = 0
        articles = Article.objects.order_by("pk")
        for _article in progress(derive_anew(articles), articles.count()):
            count += 1
        text = ngettext("%(n)d piece worked out.", "%(n)d pieces worked out.", count)
        self.stdout.write(text % {"n": count})
