from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, gettext_lazy, ngettext

from articles.management.progress import progress
from articles.models import Picture
from articles.pictures import RECIPE
from articles.publishing import render_picture


class Command(BaseCommand):
    help = gettext_lazy(
        "Makes the sizes and formats of every picture that has none yet, or those of an older "
        "version. What is there already is left as it is, so it can be interrupted and run again."
    )

    def handle(self, **options: Any) -> None:
        count = 0
        pictures = Picture.objects.exclude(recipe=RECIPE).order_by("pk")
        for picture in progress(pictures.iterator(), pictures.count()):
            if render_picture(picture):
                count += 1
            else:
                text = gettext("The file of “%(picture)s” cannot be read: %(file)s")
                names = {"picture": picture, "file": picture.file.name}
                self.stderr.write(text % names)
        if not options["verbosity"]:
            return
        text = ngettext("%(n)d picture rendered.", "%(n)d pictures rendered.", count)
        self.stdout.write(text % {"n": count})
