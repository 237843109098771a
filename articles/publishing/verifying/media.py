"""Checks of the files of audio, video and documents."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from articles.media import read_captions, read_media
from articles.models import Media
from articles.publishing.verifying.faults import Check, Fault, of_each


def media_are_whole() -> Iterator[Fault]:
    """Check each file, read to its end, and the captions of videos."""
    yield from of_each(Media.objects.all(), _of_media, name=lambda one: one.file.name)


def _of_media(media: Media) -> Iterator[Fault]:
    for name in filter(None, (media.file.name, media.captions.name)):
        words = {"file": name}
        try:
            is_same = _is_same(media, name)
        except FileNotFoundError:
            message = _(
                "%(file)s: the file is not there. Put it back from a backup, under this name"
            )
            yield Fault(message % words)
        except (ValidationError, OSError):
            message = _("%(file)s: the file is damaged. Put it back from a backup, under this name")
            yield Fault(message % words)
        else:
            if not is_same:
                yield Fault(_("%(file)s: it is another file. Put it back from a backup") % words)


def _is_same(media: Media, name: str) -> bool:
    """Return True if a stored file is the one that was sent, as far as its measures tell."""
    with default_storage.open(name) as file:
        if name == media.captions.name:
            return bool(read_captions(file.read()))
        if file.size != media.size:
            return False
        try:
            return read_media(file).format.mime_type == media.mime_type
        except ValidationError as error:
            if error.code == "media_too_heavy":  # the limit was higher when it was sent
                return True
            raise


CHECKS: tuple[Check, ...] = (media_are_whole,)
