"""The command `prepare_demo`, which loads the demo into an empty paper."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Author, Organization, Section

PASSWORD = "demo"  # noqa: S105  (made only while DEBUG is on, and printed)
ACCOUNTS = {"direttore": "Direttore", "caporedattore": "Caporedattore", "redattore": "Redattore"}


class Command(BaseCommand):
    help = gettext_lazy(
        "Loads the demo into a paper that has nothing yet, with its pages, and, while DEBUG is on, "
        "makes the three demo accounts where there is no account. Otherwise changes nothing."
    )

    def handle(self, **options: Any) -> None:
        if self.prepare():
            call_command("render_pieces", verbosity=0)

    @transaction.atomic
    def prepare(self) -> bool:
        """Load the demo into an empty paper; return True if it was loaded."""
        is_loaded = False
        user_model = get_user_model()
        fresh = not user_model.objects.exists()
        if fresh and not any(
            model.objects.exists() for model in (Article, Author, Organization, Section)
        ):
            call_command("loaddata", "demo", verbosity=0)
            self.stdout.write(_("The demo is loaded."))
            is_loaded = True
        if fresh and settings.DEBUG:
            for username, group in ACCOUNTS.items():
                user = user_model.objects.create_user(username, password=PASSWORD, is_staff=True)
                user.groups.add(Group.objects.get(name=group))
            self.stdout.write(_("The demo accounts are made."))
        elif fresh:
            self.stdout.write(
                _(
                    "Nobody can enter the desk yet: "
                    ".venv/bin/python manage.py createsuperuser makes the first account."
                )
            )
        return is_loaded
