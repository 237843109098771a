"""Keep a paper of a release, with content made by its own code, for those who will upgrade it.

    .venv/bin/python -m tests.upgrading.make 0.4.0 [COMMIT]

checks the release (a tag, or the commit that is to be one) out into a temporary folder, installs
what it wants into an environment of its own, and leaves `paper.sqlite3.xz`, `paper.sql.xz` (of
PostgreSQL, which must be installed) and `media.tar.xz` in tests/upgrading/RELEASE/.
"""

from __future__ import annotations

import argparse
import io
import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

import tests.environment  # noqa: F401  (before the settings are read)

os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
from tests.papers import Cluster  # noqa: E402

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", help="its name, such as 0.4.0")
    parser.add_argument("commit", nargs="?", help="where it is not the tag of that name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "code"
        run("git", "worktree", "add", "--detach", code, options.commit or options.release, at=ROOT)
        try:
            keep(code, HERE / options.release, Path(folder))
        finally:
            run("git", "worktree", "remove", "--force", code, at=ROOT)


def keep(code: Path, into: Path, folder: Path) -> None:
    run(sys.executable, "-m", "venv", code / ".venv", at=code)
    run(code / ".venv/bin/pip", "install", "--quiet", "-r", "requirements.txt", at=code)
    shrink_pictures(code)
    into.mkdir(exist_ok=True)
    fill(code, f"sqlite:///{folder}/paper.sqlite3", folder / "media")
    with sqlite3.connect(folder / "paper.sqlite3") as database:
        database.execute("VACUUM INTO ?", [str(folder / "small.sqlite3")])
    write(into / "paper.sqlite3.xz", (folder / "small.sqlite3").read_bytes())

    cluster = Cluster()
    try:
        address = cluster.make_database("paper")
        fill(code, address, folder / "media-of-postgresql")
        dump = ("pg_dump", "--no-owner", "--no-privileges", f"--dbname={address}")
        write(into / "paper.sql.xz", run(*dump, at=code))
    finally:
        cluster.remove()
    write_media([folder / "media", folder / "media-of-postgresql"], into / "media.tar.xz")


def shrink_pictures(code: Path) -> None:
    """Make the demo's pictures a few bytes each, with the sizes that the fixture says: none of what
    is tried later is about how they look."""
    pictures = code / "fixtures"
    fixture = pictures / "demo.json"
    rows = json.loads(fixture.read_text(encoding="utf-8"))
    for row in rows:
        if row["model"] == "articles.picture":
            path = pictures / row["fields"]["file"]
            size = row["fields"]["width"], row["fields"]["height"] = 48, 32
            Image.new("RGB", size, "#b4432a").save(path)
    fixture.write_text(json.dumps(rows), encoding="utf-8")


def fill(code: Path, database: str, media: Path) -> None:
    """A paper of that release with its demo, and with what its editors would have made."""
    environment = {
        **os.environ, "DEBUG": "true", "SECRET_KEY": "prova", "DATABASE_URL": database,
        "MEDIA_ROOT": str(media),
    }  # fmt: skip
    content = f"import runpy; runpy.run_path({str(HERE / 'content.py')!r})"
    for words in (("migrate", "-v0"), ("loaddata", "demo", "-v0"), ("shell", "-c", content)):
        run(code / ".venv/bin/python", "manage.py", *words, at=code, environment=environment)


def write(path: Path, text: bytes) -> None:
    path.write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))


def write_media(folders: Sequence[Path], path: Path) -> None:
    """Write the files of both papers, whose pictures have names that nobody guesses, but for share
    images, which are drawn again from what is known of an article."""
    files = {
        file.relative_to(folder): file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, file in files.items():
            if name.parts[0] != "share":
                tar.add(file, name)
    write(path, packed.getvalue())


def run(*command: object, at: Path, environment: dict[str, str] | None = None) -> bytes:
    words = [str(word) for word in command]
    return subprocess.run(  # noqa: S603  (our own commands)
        words, cwd=at, env=environment, check=True, stdout=subprocess.PIPE
    ).stdout


if __name__ == "__main__":
    main()
