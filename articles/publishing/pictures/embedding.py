"""The rights of a picture, in the files that are stored of it.

They are written into the files that are there, under the addresses that they have. That of the
uploaded file stands in texts and in their history, and cannot change; those of renditions stand in
feeds, in search engines' results and in pages that others keep. With the rights in its name, a
rendition would leave a broken picture in all of these whenever somebody corrects a comma of its
caption. What changes is some hundred bytes that no reader sees, and no pixel: a browser that has
the file need not hurry, and those who keep it for others ask again after a day (`Cache-Control` in
deploy/nginx and for buckets), by a validator that the new bytes change.

The row is the truth, and the files follow it once it is committed: `rights_pending` is set in the
same transaction, and cleared when they have. The row of a picture whose process was killed in
between still says what is missing, and `render_pictures` writes it; `verify` looks at every file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.models import Picture
from articles.pictures import NotEmbeddable, carries, embed
from articles.pictures.storage import replace_file

if TYPE_CHECKING:
    from django.core.files.storage import Storage

    from articles.pictures import Rights


def embed_rights(picture: Picture) -> set[str]:
    """Write the rights of a picture into those of its files that do not carry them; return the
    names of the renditions that do then. The others are missing, or have no room for rights, and
    are to be made anew.
    """
    storage, rights = picture.file.storage, picture.rights
    names = [one.name for one in picture.renditions()]
    carrying = {name for name in names if _embed(storage, name, rights)}
    _embed(storage, picture.file.name, rights)
    return carrying


def _embed(storage: Storage, name: str, rights: Rights) -> bool:
    """Return True if the file carries the rights now."""
    try:
        with storage.open(name) as file:
            if carries(file, rights):
                return True
            file.seek(0)
            content = embed(file.read(), rights)
    except (OSError, NotEmbeddable):
        return False
    replace_file(storage, name, content)
    return True


def file_without_rights(picture: Picture) -> str:
    """Return the name of a file of a picture that does not carry its rights and should; empty if
    all do. An uploaded file in a format that has no room for them is no fault: only a fixture
    brings one.
    """
    storage, rights = picture.file.storage, picture.rights
    for name in [one.name for one in picture.renditions()]:
        with storage.open(name) as file:
            if not carries(file, rights):
                return name
    with storage.open(picture.file.name) as file:
        if carries(file, rights):
            return ""
        file.seek(0)
        try:
            embed(file.read(), rights)
        except NotEmbeddable:
            return ""
    return picture.file.name
