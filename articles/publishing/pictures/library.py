"""The picture library: uploads, renditions, and the places where pictures are used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from articles.delivery.tasks import enqueue, has_workers
from articles.models import Article, Picture, WorkingCopy
from articles.pictures import (
    RENDITIONS_VERSION,
    Photograph,
    PictureBusy,
    embed,
    folder_of,
    render_file,
)
from articles.pictures.storage import replace_file
from articles.publishing.articles.derived_text import derive_links
from articles.publishing.pictures.embedding import embed_rights
from articles.publishing.rights import may_edit_picture
from articles.publishing.stored_files import deleted_on_failure
from articles.text.slugs import make_slug

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.core.files.storage import Storage

_SECRET_BYTES = 8  # in a file's name


def add_picture(
    *, picture: Picture, photograph: Photograph, name: str, by: AbstractBaseUser | None
) -> Picture:
    """Store a new picture with its file and its renditions, as `files_of_new_picture` does. Raises
    PermissionDenied and ValidationError (also PictureBusy); nothing is then stored.

    The row is a single INSERT, and comes last: on SQLite, a transaction around everything would
    make all others wait for the renditions.
    """
    with files_of_new_picture(picture=picture, photograph=photograph, name=name, by=by):
        return store_new_picture(picture)


@contextmanager
def files_of_new_picture(
    *, picture: Picture, photograph: Photograph, name: str, by: AbstractBaseUser | None
) -> Iterator[None]:
    """Write the files of a new picture, and delete them again unless its row is stored in the
    block.

    The address is made from `name`, that of the uploaded file, and from a random part that nobody
    can guess, because whoever knows the address can see the picture even before its article is
    published. An address is never used for another picture. Where the paper has workers, they make
    the renditions, and until then pages show the file itself. Raises as `add_picture` does.
    """
    if by is not None and not by.has_perm("articles.add_picture"):
        raise PermissionDenied(_("You may not add pictures."))
    stem = make_slug(name.rpartition(".")[0], fallback="immagine")
    stem = f"{stem}-{token_hex(_SECRET_BYTES)}"
    picture.clean_fields(exclude=["file", "width", "height"])  # its rights, as they will be stored
    content = ContentFile(embed(photograph.content, picture.rights))
    with deleted_on_failure(picture.file.storage) as written:
        picture.file.save(f"{stem}.{photograph.extension}", content, save=False)
        written.append(picture.file.name)
        picture.width, picture.height = photograph.size
        picture.full_clean()
        if not has_workers():
            _render(picture, made=set(), written=written)
        yield
        if picture._state.adding:
            _delete_files(picture.file.storage, picture.file.name)


@transaction.atomic
def store_new_picture(picture: Picture) -> Picture:
    """Store the row of a picture whose files are written."""
    picture.save()
    if has_workers():
        enqueue(make_renditions, picture.pk)
    return picture


@task()
def make_renditions(key: int) -> None:
    if picture := Picture.objects.filter(pk=key).first():
        render_picture(picture)


@transaction.atomic
def save_picture(*, picture: Picture, by: AbstractBaseUser | None) -> Picture:
    """Store the description of a picture, and new crops if its focal point has changed: the old
    ones are deleted once the transaction is committed, and its rights, if they have changed, are
    written into its files. Articles with the picture in their text are rendered again. What the
    file shows never changes, because texts and their versions refer to it by name. Raises
    PermissionDenied and ValidationError; nothing is then stored."""
    stored = Picture.objects.select_for_update().get(pk=picture.pk)
    if by is not None and not may_edit_picture(by, stored):
        raise PermissionDenied(_("You may not change this picture: readers see it."))
    made = (
        {one.name for one in stored.renditions()}
        if stored.renditions_version == RENDITIONS_VERSION
        else set()
    )
    with deleted_on_failure(picture.file.storage) as written:
        picture.full_clean()
        _render(picture, made=made, written=written)
        picture.rights_pending = stored.rights_pending or stored.rights != picture.rights
        picture.save()
    transaction.on_commit(partial(_sweep, picture))
    if picture.rights_pending:
        enqueue(make_renditions, picture.pk)
    _show_anew(picture)
    return picture


def _show_anew(picture: Picture) -> None:
    """Render again the texts that show a picture."""
    for article in Article.objects.filter(_shows_in_text(picture)).distinct():
        derive_links(article)


def _shows_in_text(picture: Picture) -> Q:
    """Return the condition of articles whose text shows a picture, or a video that begins with
    it."""
    return Q(picture_uses__picture=picture) | Q(media_uses__media__poster=picture)


@transaction.atomic
def delete_picture(*, picture: Picture, by: AbstractBaseUser | None) -> None:
    """Delete a picture and its files, unless something shows it (ProtectedError) or an unsaved text
    does (ValidationError)."""
    if by is not None and not by.has_perm("articles.delete_picture"):
        raise PermissionDenied(_("You may not delete pictures."))
    if copies_with(picture).exists():
        text = _("This picture stands in a text that is not saved yet.")
        raise ValidationError(text, code="picture_in_copy")
    storage, name = picture.file.storage, picture.file.name
    picture.delete()
    transaction.on_commit(partial(_delete_files, storage, name))


def render_picture(picture: Picture) -> bool:
    """Write the rights of a picture into its files, make the renditions that are missing (those of
    a picture that a fixture brought, or that an older version of the code rendered), and then
    render again the texts that show it; return True if its file could be read."""
    while True:
        rights = picture.rights
        _render(picture, made=embed_rights(picture), written=[])
        with transaction.atomic():  # only now, so that others may write while the files are made
            rows = Picture.objects.select_for_update().filter(pk=picture.pk)
            stored = rows.first()
            if stored is None or stored.rights == rights:
                rows.update(renditions_version=picture.renditions_version, rights_pending=False)
                if stored is not None and stored.renditions_version != picture.renditions_version:
                    _show_anew(picture)
                return picture.renditions_version == RENDITIONS_VERSION
        picture = stored  # somebody changed them meanwhile, and the last word counts


def find_renditions(picture: Picture) -> None:
    """Record whether the renditions of a picture exist, and write its rights into the files that
    do: a copy of the paper brings rows, and perhaps not the files. `render_pictures` makes those
    that are missing."""
    wanted = {one.name for one in picture.renditions()}
    picture.renditions_version = RENDITIONS_VERSION if wanted == embed_rights(picture) else 0
    rows = Picture.objects.filter(pk=picture.pk)
    rows.update(renditions_version=picture.renditions_version, rights_pending=False)


def articles_with(picture: Picture) -> QuerySet[Article]:
    """Return the articles that show a picture, above their text or in it, the most recently changed
    first."""
    shows = Q(lead_picture=picture) | _shows_in_text(picture)
    return Article.objects.filter(shows).distinct().order_by("-modified_at", "-pk")


def copies_with(picture: Picture) -> QuerySet[WorkingCopy]:
    """Return the unsaved texts that contain a picture."""
    copies = WorkingCopy.objects.unfinished().with_picture(picture)
    return copies.select_related("person").order_by("-saved_at")


def _render(picture: Picture, *, made: set[str], written: list[str]) -> None:
    """Store the renditions that are not in `made`, and append the name of each stored file to
    `written`, for a caller that may have to delete it. Set `picture.renditions_version`, which is 0
    where the file cannot be read: the description of such a picture can still be corrected."""
    wanted = [one for one in picture.renditions() if one.name not in made]
    storage = picture.file.storage
    files: dict[str, bytes] = {}
    if wanted:
        try:
            with storage.open(picture.file.name) as file:
                files = render_file(file, wanted, picture.rights)
        except PictureBusy:
            raise
        except (OSError, ValidationError):
            picture.renditions_version = 0
            return
    for name, content in files.items():
        replace_file(storage, name, content)  # an interrupted attempt may have left one
        written.append(name)
    picture.renditions_version = RENDITIONS_VERSION


def _delete_files(storage: Storage, name: str) -> None:
    storage.delete(name)
    _delete_renditions(storage, name, keep=set())


def _sweep(picture: Picture) -> None:
    """Delete the renditions that the picture no longer needs."""
    keep = {one.name for one in picture.renditions()}
    _delete_renditions(picture.file.storage, picture.file.name, keep=keep)


def _delete_renditions(storage: Storage, name: str, *, keep: set[str]) -> None:
    folder = folder_of(name)
    try:
        files = {f"{folder}/{file}" for file in storage.listdir(folder)[1]}
    except FileNotFoundError:
        return
    for file in files - keep:
        storage.delete(file)
    if not files & keep:
        storage.delete(folder)
