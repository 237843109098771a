"""Checks of the files of pictures: uploads, renditions, and share images."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext as _
from PIL import Image

from articles.models import ArticleText, Picture
from articles.pictures import RENDITIONS_VERSION, SHARE_HEIGHT, SHARE_WIDTH, size_of_picture
from articles.pictures.turns import PictureBusy
from articles.publishing.pictures.embedding import file_without_rights
from articles.publishing.pictures.library import render_picture
from articles.publishing.pictures.share_images import draw_share
from articles.publishing.verifying.faults import Check, Fault, of_each


def pictures_are_whole() -> Iterator[Fault]:
    """Check each file that was uploaded, decoded to its end, the header of each rendition, and the
    rights in all of them."""
    yield from of_each(Picture.objects.all(), _of_picture, name=lambda one: one.file.name)


def _of_picture(picture: Picture) -> Iterator[Fault]:
    words = {"file": picture.file.name}
    try:
        with default_storage.open(picture.file.name) as file:
            size = size_of_picture(file)
    except FileNotFoundError:
        message = _("%(file)s: the file is not there. Put it back from a backup, under this name")
        yield Fault(message % words)
        return
    except PictureBusy:
        yield Fault(_("%(file)s: not looked at, another was being made. Run verify again") % words)
        return
    except (ValidationError, OSError):
        message = _("%(file)s: the file is damaged. Put it back from a backup, under this name")
        yield Fault(message % words)
        return
    if size != (picture.width, picture.height):
        message = _("%(file)s: the file is another picture. Put it back from a backup")
        yield Fault(message % words)
        return
    if picture.renditions_version != RENDITIONS_VERSION:
        return  # not rendered yet: pages show the file itself
    is_whole = True
    for one in picture.renditions():
        if _size_of(one.name) != (one.width, one.height):
            message = _("%(file)s: a size that pages show is missing or damaged: %(name)s")
            yield Fault(message % {**words, "name": one.name}, partial(_render, picture.pk))
            is_whole = False
    if is_whole and (name := file_without_rights(picture)):
        message = _("%(file)s: a file does not carry the rights that the desk wrote: %(name)s")
        yield Fault(message % {**words, "name": name}, partial(_render, picture.pk))


def _size_of(name: str) -> tuple[int, int] | None:
    """Return the width and height in a picture's header; None where the file is missing, cut short
    or no picture."""
    try:
        with default_storage.open(name) as file:
            head = file.read(12)
            if head[:4] == b"RIFF" and int.from_bytes(head[4:8], "little") + 8 > file.size:
                return None
            file.seek(0)
            with Image.open(file) as image:
                if image.format == "AVIF":
                    image.load()  # its header does not give its length
                return image.size
    except (OSError, SyntaxError, ValueError):
        return None


def _render(key: int) -> None:
    """Make the renditions that are missing or damaged, and write rights where they are not."""
    picture = Picture.objects.get(pk=key)
    for one in picture.renditions():
        if _size_of(one.name) != (one.width, one.height):
            default_storage.delete(one.name)
    render_picture(picture)


def share_images_are_there() -> Iterator[Fault]:
    """Check that share images exist. Within a transaction nothing is checked, because they are
    drawn when it ends."""
    if connection.in_atomic_block:
        return
    texts = ArticleText.objects.exclude(share_image="").select_related("article")
    yield from of_each(texts, _of_share, name=lambda text: text.article.slug)


def _of_share(text: ArticleText) -> Iterator[Fault]:
    if _size_of(text.share_image) != (SHARE_WIDTH, SHARE_HEIGHT):
        message = _("%(slug)s: the picture by which it is shared is missing or damaged: %(file)s")
        words = {"slug": text.article.slug, "file": text.share_image}
        yield Fault(message % words, partial(_draw, text.article_id, text.share_image))


def _draw(article: int, name: str) -> None:
    default_storage.delete(name)
    draw_share.call(article)


CHECKS: tuple[Check, ...] = (pictures_are_whole, share_images_are_there)
