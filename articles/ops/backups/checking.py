"""Whether a backup is what was written, to the byte, and of this paper: before anything is
touched."""

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
#: Shows how far something is, while it is gone through.
Progress = Callable[[Iterable[T]], Iterable[T]]

#: Where the pictures are in the archive.
PICTURES = "media/"
_CHUNK = 1024 * 1024


def checked(
    tar: tarfile.TarFile, folder: Path, progress: Progress
) -> tuple[Manifest, list[tarfile.TarInfo]]:
    """What the backup says of itself, and its pictures; its database is put into the folder. All
    of it is gone through, so that one of which a byte is another is refused here."""
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
        sum_of_it = _copy(tar, members[0], copy)
    if sum_of_it != manifest.files[members[0].name if manifest.is_whole else ""]:
        raise BackupRefused(
            _("The database in the backup is damaged: %(what)s.") % {"what": "SHA-256"}
        )
    if manifest.is_whole:
        _check_files(tar, manifest, members[1:], progress)
        _check_sum(tar, manifest, end)
    engine().check(database)
    return manifest, members[1:]


def _read(tar: tarfile.TarFile) -> tuple[Manifest, list[tarfile.TarInfo], int]:
    """What the backup says of itself, the other members, and where it begins: it stands last, and
    in backups of the first format it stood first."""
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
    said = members.pop(places[-1])
    content = tar.extractfile(said)
    if content is None:
        raise BackupRefused(_("This is no backup of a paper."))
    manifest = read_manifest(content.read())
    if manifest.is_whole:
        _check_end(tar, said, is_last=places[-1] == len(members))
    return manifest, members, said.offset


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The members, each as long as it says: tarfile does not tell of a last one cut short."""
    end = os.fstat(tar.fileobj.fileno()).st_size
    try:
        for member in tar:
            if member.offset_data + member.size > end:
                raise tarfile.ReadError(_("it is cut short"))
            yield member
    except (ValueError, OverflowError) as error:  # of a head that says what no head says
        raise tarfile.ReadError(str(error)) from error


def _check_files(
    tar: tarfile.TarFile, manifest: Manifest, pictures: list[tarfile.TarInfo], progress: Progress
) -> None:
    """Raise BackupRefused where a picture is not what the manifest says, or one is missing."""
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


def _check_end(tar: tarfile.TarFile, said: tarfile.TarInfo, *, is_last: bool) -> None:
    """Raise BackupRefused where anything comes after the manifest: a tar has zeros there, up to a
    whole record."""
    file = tar.fileobj
    file.seek(said.offset_data + said.size)
    rest = file.read()
    is_end = is_last and not rest.strip(b"\0") and not file.tell() % tarfile.RECORDSIZE
    if not is_end or len(rest) < 2 * tarfile.BLOCKSIZE:
        raise BackupRefused(
            _("The backup was cut short, or something was added to it. Nothing was changed.")
        )


def _check_sum(tar: tarfile.TarFile, manifest: Manifest, end: int) -> None:
    """Raise BackupRefused where a byte before the manifest is another, be it of no file."""
    summed = Summed(tar.fileobj)
    tar.fileobj.seek(0)
    while (left := end - tar.fileobj.tell()) > 0 and summed.read(min(left, _CHUNK)):
        pass
    if summed.sum != manifest.archive_sha256:
        raise BackupRefused(
            _("The backup is damaged: it is not what was written. Nothing was changed.")
        )


def _copy(tar: tarfile.TarFile, member: tarfile.TarInfo, to: IO[bytes] | None) -> str:
    """Read a member, into a file where one is given, and return its sum."""
    summed = Summed(tar.extractfile(member))
    while chunk := summed.read(_CHUNK):
        if to is not None:
            to.write(chunk)
    return summed.sum
