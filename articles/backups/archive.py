"""The file: a tar with what it is, the database, the pictures."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.backups.databases import BackupRefused, engine
from articles.backups.pictures import is_safe, put_back, stored_files
from articles.models import Article

T = TypeVar("T")
#: Shows how far something is, while it is gone through.
Progress = Callable[[Iterable[T]], Iterable[T]]

FORMAT = 1
_MANIFEST = "paper.json"
_PICTURES = "media/"
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Summary:
    """What is in a backup, or was put back from it."""

    made_at: str
    pieces: int
    pictures: int
    size: int


def make_backup(path: Path, *, progress: Progress = iter) -> Summary:
    """Write the paper into a new file. The database is that of one moment, and the pictures are
    copied after it, so that each that it knows is there. A backup that does not get to its end
    leaves nothing behind. Raises BackupRefused."""
    if path.exists():
        raise BackupRefused(_("%(file)s is there already: choose another name.") % {"file": path})
    if not path.parent.is_dir():
        raise BackupRefused(_("The folder %(folder)s does not exist.") % {"folder": path.parent})
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
            summary = _write(unfinished, Path(folder), progress)
        os.replace(unfinished, path)
    except OSError as error:
        raise BackupRefused(
            _("The backup cannot be written: %(what)s.") % {"what": error}
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return summary


def _write(path: Path, folder: Path, progress: Progress) -> Summary:
    made_at = timezone.now().isoformat(timespec="seconds")
    database = folder / engine().file
    engine().dump(database)
    names = list(stored_files())
    manifest = {
        "format": FORMAT,
        "made_at": made_at,
        "engine": connection.vendor,
        "migrations": sorted(_applied()),
        "pieces": Article.objects.count(),
        "database_sha256": _digest(database),
    }
    count = 0
    with path.open("xb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, _MANIFEST, json.dumps(manifest, indent=1).encode())
            tar.add(database, database.name)
            for name in progress(names):
                count += _add_picture(tar, name)
        file.flush()
        os.fsync(file.fileno())
    return Summary(made_at, manifest["pieces"], count, path.stat().st_size)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _add_picture(tar: tarfile.TarFile, name: str) -> bool:
    try:
        with default_storage.open(name) as content:
            member = tarfile.TarInfo(_PICTURES + name)
            member.size = content.size
            tar.addfile(member, content)
    except FileNotFoundError:  # somebody deleted the picture meanwhile
        return False
    return True


def restore_backup(path: Path, *, replace: bool = False, progress: Progress = iter) -> Summary:
    """Put the paper of a backup in the place of this one. The whole backup is read and checked
    before anything is touched. A paper that has pieces is written over only with `replace`. Raises
    BackupRefused."""
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        try:
            with tarfile.open(path) as tar:
                manifest, pictures = _checked(tar, Path(folder))
                if not replace and _has_pieces():
                    raise BackupRefused(
                        _("This paper has pieces: with --replace they give way to the backup.")
                    )
                engine().load(Path(folder) / engine().file)
                call_command("migrate", verbosity=0, interactive=False)
                for member in progress(pictures):
                    content = tar.extractfile(member)
                    assert content is not None  # noqa: S101  (only files are in the list)
                    put_back(member.name.removeprefix(_PICTURES), member.size, content)
        except (tarfile.TarError, EOFError, OSError) as error:
            words = {"file": path, "what": error}
            raise BackupRefused(_("%(file)s cannot be read: %(what)s.") % words) from error
    size = sum(member.size for member in pictures)
    return Summary(manifest["made_at"], manifest["pieces"], len(pictures), size)


def _checked(tar: tarfile.TarFile, folder: Path) -> tuple[dict[str, Any], list[tarfile.TarInfo]]:
    """What the backup says of itself, and its pictures; its database is put into the folder. All
    of it is gone through, so that one that was cut short is refused here."""
    members = list(_members(tar))
    if not members or members[0].name != _MANIFEST:
        raise BackupRefused(_("This is no backup of a paper."))
    manifest = json.loads(tar.extractfile(members[0]).read())
    if manifest.get("format") != FORMAT:
        raise BackupRefused(_("The backup was made by a newer version of the paper."))
    if manifest["engine"] != connection.vendor:
        words = {"theirs": manifest["engine"], "ours": connection.vendor}
        raise BackupRefused(
            _(
                "The backup is of a %(theirs)s database, and this is %(ours)s: between the two "
                "go dumpdata and loaddata."
            )
            % words
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if newer := set(manifest["migrations"]) - known:
        words = {"names": ", ".join(sorted(newer))}
        raise BackupRefused(
            _("The backup was made by a newer version of the paper (%(names)s).") % words
        )
    names = [member.name for member in members]
    if names[1:2] != [engine().file]:
        raise BackupRefused(_("The backup has no database."))
    for member in members[2:]:
        name = member.name.removeprefix(_PICTURES)
        if name == member.name or not member.isfile() or not is_safe(name):
            raise BackupRefused(
                _("The backup has a file that does not belong there: %(name)s.")
                % {"name": member.name}
            )
    database = folder / engine().file
    with tar.extractfile(members[1]) as source, database.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            copy.write(chunk)
    if _digest(database) != manifest["database_sha256"]:
        raise BackupRefused(
            _("The database in the backup is damaged: %(what)s.") % {"what": "SHA-256"}
        )
    engine().check(database)
    return manifest, members[2:]


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The members, each as long as it says: tarfile does not tell of a last one cut short."""
    end = os.fstat(tar.fileobj.fileno()).st_size
    for member in tar:
        if member.offset_data + member.size > end:
            raise tarfile.ReadError(_("it is cut short"))
        yield member


def _has_pieces() -> bool:
    there = Article._meta.db_table in connection.introspection.table_names()
    return there and Article.objects.exists()


def _applied() -> set[str]:
    return {".".join(key) for key in MigrationLoader(connection).applied_migrations}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
