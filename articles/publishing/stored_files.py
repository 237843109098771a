"""Files that are written before their rows, and deleted again if these are not stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.ops.outages import is_full, is_read_only

if TYPE_CHECKING:
    from django.core.files.storage import Storage


@contextmanager
def deleted_on_failure(storage: Storage) -> Iterator[list[str]]:
    """Delete the files whose names are added to the list if the block fails, since their row is not
    stored. A full disk, or one that is read-only, raises ValidationError to tell the person who
    uploads.
    """
    written: list[str] = []
    try:
        yield written
    except BaseException as error:
        for name in written:
            storage.delete(name)
        if is_full(error):
            text = _("The server's disk is full, and the file was not kept: tell who keeps it.")
            raise ValidationError(text, code="disk_full") from error
        if is_read_only(error):
            text = _(
                "The server may not write on its disk, and the file was not kept: tell who keeps "
                "it."
            )
            raise ValidationError(text, code="disk_read_only") from error
        raise
