"""The one thing that Django gives no other hook for: what follows from loading a fixture."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db.models.signals import post_save
from django.dispatch import receiver

from articles.models import Picture


@receiver(post_save, sender=Picture)
def bring_fixture_file(instance: Picture, raw: bool, **kwargs: Any) -> None:
    """Store the file of a picture that a fixture brings, so that `loaddata` alone gives a
    paper with its pictures. A file that is there already is left as it is."""
    if not raw or not instance.file:
        return
    name, storage = instance.file.name, instance.file.storage
    for folder in settings.FIXTURE_DIRS:
        root = Path(folder).resolve()
        source = (root / name).resolve()
        if source.is_relative_to(root) and source.is_file() and not storage.exists(name):
            with source.open("rb") as file:
                storage.save(name, File(file))
