"""The command `backup`, which writes the whole paper into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.progress import progress
from articles.ops.backups import BackupRefused, make_backup


class Command(BaseCommand):
    help = gettext_lazy(
        "Writes the whole paper into one file: the database as it is at one moment, while others "
        "write, and all the uploaded files. It takes the place of no file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            made = make_backup(file.absolute(), progress=progress)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        words = {
            "file": file,
            "pieces": made.pieces,
            "pictures": made.pictures,
            "size": filesizeformat(made.size),
        }
        self.stdout.write(
            _("%(file)s: %(pieces)d pieces, %(pictures)d uploaded files, %(size)s.") % words
        )
