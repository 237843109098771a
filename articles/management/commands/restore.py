"""The command `restore`, which puts the paper of a backup in the place of this one."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.progress import progress
from articles.ops.backups import BackupRefused, restore_backup


class Command(BaseCommand):
    help = gettext_lazy(
        "Puts the paper of a backup in the place of this one, which must have no pieces unless "
        "--replace is given. The backup is checked before anything is touched; pictures that are "
        "here and not in it stay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help=_("let the pieces that are here give way to the backup"),
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            done = restore_backup(file.absolute(), replace=replace, progress=progress)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not done.is_checked:
            self.stderr.write(
                _(
                    "This backup is of an older format: the sums of its pictures are not in it, "
                    "and nobody can say whether they are whole. “verify” looks at them now."
                )
            )
        words = {"pieces": done.pieces, "pictures": done.pictures, "made_at": done.made_at}
        self.stdout.write(
            _("The paper is that of %(made_at)s: %(pieces)d pieces, %(pictures)d files.") % words
        )
