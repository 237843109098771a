from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.publishing import disagreements
from articles.publishing.derivation import is_current


class Command(BaseCommand):
    help = gettext_lazy(
        "Says whether what is derived agrees with the pieces: their words, links, pictures, and "
        "what search knows of them. Changes nothing; lists what does not agree, and ends with 1."
    )

    def handle(self, **options: Any) -> None:
        count = 0
        for line in disagreements():
            self.stdout.write(line)
            count += 1
        if count:
            text = ngettext("%(n)d disagreement.", "%(n)d disagreements.", count) % {"n": count}
            if is_current():
                advice = _("“derive_texts” works them out anew.")
            else:
                advice = _("This version has not worked them out yet: run “upgrade”.")
            raise CommandError(f"{text} {advice}")
        if options["verbosity"]:
            self.stdout.write(_("All that is derived agrees with the pieces."))
