"""The command `render_pictures`, which makes the missing renditions and share images."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, gettext_lazy, ngettext

from articles.management.progress import progress
from articles.models import ArticleText, Picture
from articles.pictures import RENDITIONS_VERSION
from articles.publishing import draw_missing, render_picture

AT_ONCE = 200


class Command(BaseCommand):
    help = gettext_lazy(
        "Makes the sizes and formats of every picture that has none yet, or those of an older "
        "version, and draws the share images that are not there. What is there already is left "
        "as it is, so it can be interrupted and run again."
    )

    def handle(self, **options: Any) -> None:
        count = 0
        pictures = Picture.objects.to_render(RENDITIONS_VERSION).order_by("pk")
        for picture in progress(pictures.iterator(), pictures.count()):
            if render_picture(picture):
                count += 1
            else:
                text = gettext("The file of “%(picture)s” cannot be read: %(file)s")
                names = {"picture": picture, "file": picture.file.name}
                self.stderr.write(text % names)
        keys = ArticleText.objects.exclude(share_image="").order_by("pk")
        keys = keys.values_list("article", flat=True)
        drawn = 0
        batches = range(0, keys.count(), AT_ONCE)
        for start in progress(batches, len(batches)):
            drawn += draw_missing(keys[start : start + AT_ONCE])
        if not options["verbosity"]:
            return
        text = ngettext("%(n)d picture rendered.", "%(n)d pictures rendered.", count)
        self.stdout.write(text % {"n": count})
        if drawn:
            text = ngettext("%(n)d share image drawn.", "%(n)d share images drawn.", drawn)
            self.stdout.write(text % {"n": drawn})
