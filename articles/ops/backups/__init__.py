"""Backups of a whole paper in one file: its database, and every picture."""

from articles.ops.backups.archive import BackupRefused, Summary, make_backup, restore_backup

__all__ = ["BackupRefused", "Summary", "make_backup", "restore_backup"]
