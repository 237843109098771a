"""PDF documents, opened in a process of their own with little memory and little time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.media.formats import PDF, Contents, broken, cut_short

#: The most seconds that a process may take for one document.
_AT_MOST = 30
_ROOT = Path(__file__).resolve().parent.parent.parent
_END, _END_WITHIN = b"%%EOF", 1024

#: What a document may not do, in words, by what `pdf_process` calls it.
_ACTS = {
    "script": gettext_lazy("a script"),
    "launch": gettext_lazy("an action that starts a program"),
    "form": gettext_lazy("a form that sends or fetches data"),
    "attachment": gettext_lazy("another file attached"),
    "rich": gettext_lazy("audio, video or 3D inside"),
}


def starts_as_pdf(head: bytes) -> bool:
    return head[:5] == b"%PDF-"


def read_pdf(file: File, size: int) -> Contents:
    """Read a PDF, and count its pages.

    One that asks for a password is refused, because readers could not open it. So is one with
    scripts, actions that start programs or send data, or other files inside: whoever saves it opens
    it in a program of their own, where no policy of the paper reaches, and trusts the paper that
    gave it. Printed anew as PDF it has lost them.
    """
    file.seek(max(size - _END_WITHIN, 0))
    if _END not in file.read(_END_WITHIN):
        raise cut_short(PDF.name)
    found = _examine(file)
    if found["encrypted"]:
        raise ValidationError(
            _("The PDF is protected by a password: save it without, and send it again."),
            code="pdf_encrypted",
        )
    if acts := [str(_ACTS[act]) for act in found["acts"]]:
        raise ValidationError(
            _(
                "The PDF has in it what could harm who opens it: %(acts)s. Print it anew as PDF, "
                "which takes that away."
            ),
            code="pdf_active",
            params={"acts": ", ".join(acts)},
        )
    if not found["pages"]:
        raise broken(PDF.name)
    return Contents(PDF, pages=found["pages"])


def _examine(file: BinaryIO) -> dict:
    """Return what `articles.media.pdf_process` says of a document."""
    command = [sys.executable, "-m", "articles.media.pdf_process"]
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy, 1024 * 1024)
        copy.seek(0)
        try:
            done = subprocess.run(  # noqa: S603  (our own)
                command,
                stdin=copy,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={},  # it has no need of our secrets
                timeout=_AT_MOST,
                check=True,
            )
            return json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError):
            raise ValidationError(
                _("The PDF cannot be read: it is damaged, or too complicated. Export it again."),
                code="pdf_unreadable",
            ) from None
