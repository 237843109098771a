"""Checks of a backup before anything is changed: that it is complete to the byte, and fits this
paper.
"""

from __future__ import annotations

import os
import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from articles.ops.backups import manifest as manifests
from articles.ops.backups.databases import BackupRefused, engine
from articles.ops.backups.manifest import Manifest, read_manifest
from articles.ops.backups.pictures import is_safe
from articles.ops.backups.sums import Summed

T = TypeVar("T")
#: A function that shows progress through an iterable.
Progress = Callable[[Iterable[T]], Iterable[T]]

#: The folder of the pictures in the archive.
PICTURES = "media/"
_CHUNK = 1024 * 1024


def checked(
    tar: tarfile.TarFile, folder: Path, progress: Progress
) -> tuple[Manifest, list[tarfile.TarInfo]]:
    """Return the manifest of a backup and its pictures, and copy its database into the folder. The
    whole archive is read, so that a single wrong byte is refused here.
    """
    manifest, members, end = _read(tar)
    if manifest.engine != connection.vendor:
        words = {"theirs": manifest.engine, "ours": connection.vendor}
        raise BackupRefused(
            _(
                "The backup is of a %(theirs)s database, and this is %(ours)s: between the two "
                "go dumpdata and loaddata."
            )
            % words
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if newer := set(manifest.migrations) - known:
        words = {"names": ", ".join(sorted(newer))}
        raise BackupRefused(
            _("The backup was made by a newer version of the paper (%(names)s).") % words
        )
    if not members or members[0].name != engine().file:
        raise BackupRefused(_("The backup has no database."))
    for member in members[1:]:
        name = member.name.removeprefix(PICTURES)
        if name == member.name or not member.isfile() or not is_safe(name):
            raise BackupRefused(
                _("The backup has a file that does not belong there: %(name)s.")
                % {"name": member.name}
            )
    database = folder / engine().file
    with database.open("wb") as copy:
        digest = _copy(tar, members[0], copy)
    if digest != manifest.files[members[0].name if manifest.is_whole else ""]:
        raise BackupRefused(
            _("The database in the backup is damaged: %(what)s.") % {"what": "SHA-256"}
        )
    if manifest.is_whole:
        _check_files(tar, manifest, members[1:], progress)
        _check_sum(tar, manifest, end)
    engine().check(database)
    return manifest, members[1:]


def _read(tar: tarfile.TarFile) -> tuple[Manifest, list[tarfile.TarInfo], int]:
    """Return the manifest, the other members, and the place where the manifest begins: it comes
    last, and in backups of the first format it came first.
    """
    members = list(_members(tar))
    places = [place for place, member in enumerate(members) if member.name == manifests.NAME]
    if not places:
        if members and members[0].name == engine().file:
            raise BackupRefused(
                _(
                    "The backup was cut short, or damaged: what it says of itself is not there. "
                    "Nothing was changed; take another backup."
                )
            )
        raise BackupRefused(_("This is no backup of a paper."))
    member = members.pop(places[-1])
    content = tar.extractfile(member)
    if content is None:
        raise BackupRefused(_("This is no backup of a paper."))
    manifest = read_manifest(content.read())
    if manifest.is_whole:
        _check_end(tar, member, is_last=places[-1] == len(members))
    return manifest, members, member.offset


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield the members, and raise if the last is shorter than its header says: tarfile does not
    notice.
    """
    end = os.fstat(tar.fileobj.fileno()).st_size
    try:
        for member in tar:
            if member.offset_data + member.size > end:
                raise tarfile.ReadError(_("it is cut short"))
            yield member
    except (ValueError, OverflowError) as error:  # raised for an impossible header
        raise tarfile.ReadError(str(error)) from error


def _check_files(
    tar: tarfile.TarFile, manifest: Manifest, pictures: list[tarfile.TarInfo], progress: Progress
) -> None:
    """Raise BackupRefused if a picture differs from the manifest, or one is missing."""
    names = [member.name for member in pictures]
    wanted = manifest.files.keys() - {engine().file}
    twice = [name for name, count in Counter(names).items() if count > 1]
    if wrong := sorted(wanted ^ set(names)) or sorted(twice):
        raise BackupRefused(
            _("The backup has not the files that it says it has: %(names)s.")
            % {"names": ", ".join(wrong[:5])}
        )
    for member in progress(pictures):
        if _copy(tar, member, None) != manifest.files[member.name]:
            raise BackupRefused(
                _(
                    "In the backup %(name)s is damaged: it is not what was put there. Nothing was "
                    "changed; take another backup."
                )
                % {"name": member.name}
            )


def _check_end(tar: tarfile.TarFile, member: tarfile.TarInfo, *, is_last: bool) -> None:
    """Raise BackupRefused if anything follows the manifest except the zeros of a tar, up to a whole
    record.
    """
    file = tar.fileobj
    file.seek(member.offset_data + member.size)
    rest = file.read()
    is_end = is_last and not rest.strip(b"\0") and not file.tell() % tarfile.RECORDSIZE
    if not is_end or len(rest) < 2 * tarfile.BLOCKSIZE:
        raise BackupRefused(
            _("The backup was cut short, or something was added to it. Nothing was changed.")
        )


def _check_sum(tar: tarfile.TarFile, manifest: Manifest, end: int) -> None:
    """Raise BackupRefused if any byte before the manifest differs, even outside of files."""
    summed = Summed(tar.fileobj)
    tar.fileobj.seek(0)
    while (left := end - tar.fileobj.tell()) > 0 and summed.read(min(left, _CHUNK)):
        pass
    if summed.sum != manifest.archive_sha256:
        raise BackupRefused(
            _("The backup is damaged: it is not what was written. Nothing was changed.")
        )


def _copy(tar: tarfile.TarFile, member: tarfile.TarInfo, to: IO[bytes] | None) -> str:
    """Read a member, write it to a file if one is given, and return its sum."""
    summed = Summed(tar.extractfile(member))
    while chunk := summed.read(_CHUNK):
        if to is not None:
            to.write(chunk)
    return summed.sum
