from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext_lazy, ngettext

from articles.management.progress import progress
from articles.models import Article
from articles.publishing import count_anew, derive_text, find_quotations

AT_ONCE = 200


class Command(BaseCommand):
    help = gettext_lazy(
        "Works out anew what follows from the text of every piece: its words for the index, the "
        "people it names, its links to the dossiers, the quotations to be checked. Counts anew "
        "whose pieces they are, and of when. Needed once after an update that changes how they "
        "are found; ties and decisions are left as they are."
    )

    def handle(self, **options: Any) -> None:
        count = 0
        pieces = Article.objects.order_by("pk")
        for article in progress(pieces.iterator(chunk_size=AT_ONCE), pieces.count()):
            derive_text(article)
            find_quotations(article)
            count += 1
        count_anew(connection)
        text = ngettext("%(n)d piece worked out.", "%(n)d pieces worked out.", count)
        self.stdout.write(text % {"n": count})
