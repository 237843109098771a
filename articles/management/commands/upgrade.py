"""The command `upgrade`, which does all that a new version of the code needs."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.delivery import static_files
from articles.management.progress import progress
from articles.publishing.articles.rederivation import articles_to_derive, derive_anew, is_current


class Command(BaseCommand):
    help = gettext_lazy(
        "Does all that a new version of the code needs: collects the static files (with DEBUG "
        "off), migrates, renders the pictures, works out anew what follows from texts, makes the "
        "pages. Does only what is to be done; when it is stopped, run again it goes on from there."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        self.verbosity = verbosity
        # Static files come first, because rendered pages contain their addresses.
        if not settings.DEBUG:
            self.say(_("Static files…"))
            static_files.collect()
        self.say(_("Database…"))
        call_command("migrate", interactive=False, verbosity=0)
        self.say(_("Pictures…"))
        call_command("render_pictures", verbosity=verbosity)
        self.say(_("Texts…"))
        self.derive()
        self.say(_("Pages…"))
        call_command("render_pieces", verbosity=verbosity)
        self.say(_("The paper is ready."))

    def derive(self) -> None:
        if is_current():
            return
        articles, count = articles_to_derive(), 0
        for _article in progress(derive_anew(articles), articles.count()):
            count += 1
        text = ngettext("%(n)d piece worked out.", "%(n)d pieces worked out.", count)
        self.say(text % {"n": count})

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)
            self.stdout.flush()
