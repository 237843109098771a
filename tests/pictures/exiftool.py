"""Headers of picture files, as another program reads them: ExifTool, https://exiftool.org."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

EXIFTOOL = shutil.which("exiftool")
needs_exiftool = pytest.mark.skipif(
    EXIFTOOL is None,
    reason="ExifTool is not installed (Debian: apt-get install libimage-exiftool-perl)",
)
#: What it tells of how a file and its pixels are packed, and of itself.
_OF_THE_FILE = {
    "SourceFile", "ExifTool", "File", "System", "Composite", "JFIF", "RIFF", "QuickTime", "Meta",
}  # fmt: skip
_OF_THE_PIXELS = {
    "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter", "PNG:ImageHeight",
    "PNG:ImageWidth", "PNG:Interlace", "PNG:Palette", "PNG:Transparency",
}  # fmt: skip
_ALL = ["-json", "-G1", "-a", "-u", "-charset", "iptc=utf8", "-all:all", "-"]


def add_to_header(data: bytes, *fields: str) -> bytes:
    """Return a file that says this too; fields are written `-GROUP:NAME=TEXT`."""
    done = subprocess.run(  # noqa: S603  (our own command)
        [EXIFTOOL, *fields, "-o", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout


def is_valid(data: bytes) -> bool:
    """Return True if nothing in a file is against the standards."""
    done = subprocess.run(  # noqa: S603  (our own command)
        [EXIFTOOL, "-json", "-validate", "-"], input=data, capture_output=True, check=True
    )
    return json.loads(done.stdout)[0]["Validate"] == "OK"


def read_header(data: bytes) -> dict[str, Any]:
    """Return what a file says besides its pixels, by group and name: all that is in it, known to
    the program or not, in every copy.
    """
    done = subprocess.run(  # noqa: S603  (our own command)
        [
            EXIFTOOL,
            "-json",
            "-G1",
            "-a",
            "-u",
            "-charset",
            "iptc=utf8",
            "-validate",
            "-all:all",
            "-",
        ],
        input=data,
        capture_output=True,
        check=True,
    )
    [found] = json.loads(done.stdout)
    return {
        name: value
        for name, value in found.items()
        if name.partition(":")[0] not in _OF_THE_FILE and name not in _OF_THE_PIXELS
    }
