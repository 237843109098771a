"""Backup files: a tar with the database, the pictures, and a manifest."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.ops.backups import manifest as manifests
from articles.ops.backups.checking import PICTURES, Progress, checked
from articles.ops.backups.databases import BackupRefused, engine
from articles.ops.backups.manifest import Manifest
from articles.ops.backups.pictures import PutBack, stored_files
from articles.ops.backups.sums import Summed


@dataclass(frozen=True)
class Summary:
    """The contents of a backup that was made or restored; `is_checked` if it had the sum of every
    file, and all agreed.
    """

    made_at: str
    pieces: int
    pictures: int
    size: int
    is_checked: bool = True


def make_backup(path: Path, *, progress: Progress = iter) -> Summary:
    """Write the paper into a new file. The database is copied as of one moment, and the pictures
    after it, so that every picture it refers to is there. A backup that fails leaves no file
    behind. Raises BackupRefused.
    """
    if path.exists():
        raise BackupRefused(_("%(file)s is there already: choose another name.") % {"file": path})
    if not path.parent.is_dir():
        raise BackupRefused(_("The folder %(folder)s does not exist.") % {"folder": path.parent})
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
            summary = _write(unfinished, Path(folder), progress)
        os.replace(unfinished, path)
    except (DatabaseError, connection.Database.Error) as error:
        raise _database_is_damaged(error) from error
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
    migrations, pieces = sorted(_applied()), Article.objects.count()
    files: dict[str, str] = {}
    with path.open("xb") as file:
        summed = Summed(file)
        with tarfile.open(fileobj=summed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            with database.open("rb") as content:
                files[database.name] = _add(tar, database.name, content, database.stat().st_size)
            for name in progress(list(stored_files())):
                try:
                    with default_storage.open(name) as content:
                        files[PICTURES + name] = _add(tar, PICTURES + name, content, content.size)
                except FileNotFoundError:  # somebody deleted the picture meanwhile
                    continue
            manifest = Manifest(
                made_at, connection.vendor, migrations, pieces, files, archive_sha256=summed.sum
            ).encode()
            _add(tar, manifests.NAME, io.BytesIO(manifest), len(manifest))
        file.flush()
        os.fsync(file.fileno())
    return Summary(made_at, pieces, len(files) - 1, path.stat().st_size)


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> str:
    """Add a file, and return its sum."""
    member = tarfile.TarInfo(name)
    member.size = size
    summed = Summed(content)
    tar.addfile(member, summed)
    return summed.sum


def restore_backup(path: Path, *, replace: bool = False, progress: Progress = iter) -> Summary:
    """Replace this paper by that of a backup. The whole backup is read and checked before anything
    is changed, and if a later step fails, the previous state is restored. A paper that has articles
    is overwritten only with `replace`. Raises BackupRefused.
    """
    with tempfile.TemporaryDirectory(prefix="restore-") as name:
        folder = Path(name)
        try:
            with tarfile.open(path, "r:") as tar:
                manifest, pictures = checked(tar, folder, progress)
                if not replace and _has_pieces():
                    raise BackupRefused(
                        _("This paper has pieces: with --replace they give way to the backup.")
                    )
                put_back = PutBack(folder)
                try:
                    for member in progress(pictures):
                        content = tar.extractfile(member)
                        picture = member.name.removeprefix(PICTURES)
                        digest = manifest.files.get(member.name, "")
                        put_back.put(picture, content, member.size, digest)
                    with engine().replaced_by(folder / engine().file, folder):
                        call_command("migrate", verbosity=0, interactive=False)
                except BaseException:
                    put_back.undo()
                    raise
        except (DatabaseError, connection.Database.Error) as error:
            raise _database_is_damaged(error) from error
        except (tarfile.TarError, EOFError, OSError) as error:
            words = {"file": path, "what": error}
            raise BackupRefused(_("%(file)s cannot be read: %(what)s.") % words) from error
    size = sum(member.size for member in pictures)
    return Summary(manifest.made_at, manifest.pieces, len(pictures), size, manifest.is_whole)


def _has_pieces() -> bool:
    has_table = Article._meta.db_table in connection.introspection.table_names()
    return has_table and Article.objects.exists()


def _applied() -> set[str]:
    return {".".join(key) for key in MigrationLoader(connection).applied_migrations}


def _database_is_damaged(error: Exception) -> BackupRefused:
    words = {"what": error, "name": connection.settings_dict["NAME"]}
    return BackupRefused(
        _(
            "The database that is here, %(name)s, does not answer or is damaged: %(what)s. Where "
            "it is damaged, put it aside under another name, and restore again."
        )
        % words
    )
