"""The library of audio, video and documents: uploads, their texts, and where they are used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.media import MIME_TYPES, Contents
from articles.models import Article, Media, WorkingCopy
from articles.publishing.articles.derived_text import derive_links
from articles.publishing.rights import may_edit_media
from articles.publishing.stored_files import deleted_on_failure

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.core.files.storage import Storage

_SECRET_BYTES = 16  # the whole name of a file


def add_media(
    *,
    media: Media,
    upload: File,
    contents: Contents,
    captions: str = "",
    by: AbstractBaseUser | None,
) -> Media:
    """Store a new file with its row, as `files_of_new_media` does. Raises PermissionDenied and
    ValidationError; nothing is then stored."""
    files = {"upload": upload, "contents": contents, "captions": captions}
    with files_of_new_media(media=media, by=by, **files):
        return store_new_media(media)


@contextmanager
def files_of_new_media(
    *,
    media: Media,
    upload: File,
    contents: Contents,
    captions: str = "",
    by: AbstractBaseUser | None,
) -> Iterator[None]:
    """Write the file of a new row, and its captions, and delete them again unless the row is stored
    in the block. `contents` is what `read_media` says of the upload.

    The address is random, and its extension follows the content: whoever knows it can open the file
    even before its article is published, and nobody can guess it. The row comes last, as a single
    INSERT: on SQLite, a transaction around the writing of a large file would make all others wait.
    Raises as `add_media` does.
    """
    if by is not None and not by.has_perm("articles.add_media"):
        raise PermissionDenied(_("You may not add audio, video and documents."))
    describe(media, contents, upload.size)
    with deleted_on_failure(media.file.storage) as written:
        upload.content_type = media.mime_type  # and not what the browser says: a bucket serves it
        media.file.save(f"{_token()}.{contents.format.extension}", upload, save=False)
        written.append(media.file.name)
        if captions:
            _write_captions(media, captions)
            written.append(media.captions.name)
        media.full_clean()
        yield
        if media._state.adding:
            _delete_files(media.file.storage, written)


def describe(media: Media, contents: Contents, size: int) -> None:
    """Set what the bytes of a file say of it."""
    media.kind, media.mime_type = contents.format.kind, contents.format.mime_type
    media.size, media.pages = size, contents.pages or None
    media.duration = max(round(contents.seconds), 1) if contents.seconds else None
    media.width, media.height = contents.width or None, contents.height or None


@transaction.atomic
def store_new_media(media: Media) -> Media:
    """Store the row of a file that is written."""
    media.save()
    return media


@transaction.atomic
def save_media(*, media: Media, captions: str | None = None, by: AbstractBaseUser | None) -> Media:
    """Store what is said of a file, and its captions: None leaves them as they are, an empty text
    takes them away. The texts that show the file are rendered again. The file itself never changes,
    because texts and their versions refer to it by name. Raises PermissionDenied and
    ValidationError; nothing is then stored."""
    stored = Media.objects.select_for_update().get(pk=media.pk)
    if by is not None and not may_edit_media(by, stored):
        raise PermissionDenied(_("You may not change this file: readers have it."))
    with deleted_on_failure(media.file.storage) as written:
        media.captions = stored.captions.name
        if captions is not None:
            media.captions = ""
            if captions:
                _write_captions(media, captions)
                written.append(media.captions.name)
        media.full_clean()
        media.save()
    if stored.captions and media.captions != stored.captions:
        old = stored.captions.name
        transaction.on_commit(partial(_delete_files, media.file.storage, [old]))
    for article in articles_with_media(media):
        derive_links(article)
    return media


@transaction.atomic
def delete_media(*, media: Media, by: AbstractBaseUser | None) -> None:
    """Delete a file and its captions, unless an article has it (ProtectedError) or an unsaved text
    does (ValidationError)."""
    if by is not None and not by.has_perm("articles.delete_media"):
        raise PermissionDenied(_("You may not delete audio, video and documents."))
    if copies_with_media(media).exists():
        text = _("This file stands in a text that is not saved yet.")
        raise ValidationError(text, code="media_in_copy")
    storage, names = media.file.storage, [media.file.name, media.captions.name]
    media.delete()
    transaction.on_commit(partial(_delete_files, storage, names))


def articles_with_media(media: Media) -> QuerySet[Article]:
    """Return the articles whose text shows or links a file, the most recently changed first."""
    return Article.objects.filter(media_uses__media=media).order_by("-modified_at", "-pk")


def copies_with_media(media: Media) -> QuerySet[WorkingCopy]:
    """Return the unsaved texts that contain a file."""
    copies = WorkingCopy.objects.unfinished().with_media(media)
    return copies.select_related("person").order_by("-saved_at")


def _write_captions(media: Media, text: str) -> None:
    content = ContentFile(text.encode())
    content.content_type = MIME_TYPES["vtt"]
    media.captions.save(f"{_token()}.vtt", content, save=False)


def _token() -> str:
    return token_hex(_SECRET_BYTES)


def _delete_files(storage: Storage, names: list[str]) -> None:
    for name in names:
        if name:
            storage.delete(name)
