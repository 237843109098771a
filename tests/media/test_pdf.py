"""Documents that could harm who opens them are refused, and broken ones cost little."""

from __future__ import annotations

import io
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pypdf import PdfWriter

from articles.media import read_media
from tests.media.files import pdf

SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def read(data: bytes):
    return read_media(ContentFile(data, name="atto.pdf"))


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        read(data)
    [error] = refused.value.error_list
    return error.code, error.messages[0]


@pytest.mark.parametrize(
    ("root", "objects"),
    [
        (f"/OpenAction {SCRIPT}", ()),
        ("/OpenAction 5 0 R", (SCRIPT,)),
        ("/OpenAction << /S /#4aavaScript /J#53 (a) >>", ()),
        ("/AA << /WC << /S /JavaScript /JS 5 0 R >> >>", ("(a)",)),
        ("", (SCRIPT,)),  # nothing leads to it, and a program may still find it
        ("/OpenAction << /S /Launch /F (cmd.exe) >>", ()),
        ("/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", ("<< /Type /Filespec >>",)),
        ("", ("<< /Type /Annot /Subtype /FileAttachment >>",)),
        ("", ("<< /Type /Annot /Subtype /RichMedia >>",)),
        ("/AcroForm << /XFA (a) >>", ()),
        ("", ("<< /A << /S /SubmitForm /F (https://altrove.example) >> >>",)),
    ],
)
def test_document_that_does_something_is_refused(root, objects):
    assert refusal(pdf(*objects, root=root))[0] == "pdf_active"


def test_refusal_says_what_was_found():
    assert "uno script" in refusal(pdf(root=f"/OpenAction {SCRIPT}"))[1]


def test_links_and_destinations_are_no_harm():
    link = "<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.it) >> >>"
    assert read(pdf(link, root="/OpenAction [3 0 R /Fit]")).pages == 2


def locked(*, user_password: str) -> bytes:
    file = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(user_password=user_password, owner_password="altra", algorithm="AES-256")
    writer.write(file)
    return file.getvalue()


def test_password_is_refused():
    lock = "<< /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -44 >>"
    assert refusal(pdf(lock, trailer="/Encrypt 5 0 R /ID [(a) (a)]"))[0] == "pdf_encrypted"
    assert refusal(locked(user_password="segreta"))[0] == "pdf_encrypted"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf()[:150], "media_cut_short"),
        (b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF\n", "pdf_unreadable"),
        (pdf(pages=0), "media_broken"),
        (pdf().replace(b"/Kids [3 0 R 4 0 R]", b"/Kids [2 0 R 2 0 R]"), "pdf_unreadable"),
    ],
    ids=["cut", "junk", "no pages", "circle"],
)
def test_broken_document_is_refused(data, code):
    assert refusal(data)[0] in {code, "pdf_unreadable"}


@pytest.mark.long
def test_document_that_swells_is_given_up():
    """Its objects are in a stream of three gigabytes of zeros."""
    packer = zlib.compressobj(9)
    zeros = b"".join(packer.compress(b"\0" * 2**20) for _ in range(3000)) + packer.flush()
    stream = (
        f"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(zeros)} >>\n"
        f"stream\n{zeros.decode('latin-1')}\nendstream"
    )
    data = pdf(stream, pages=1)
    assert read(data).pages == 1 or refusal(data)[0] == "pdf_unreadable"


def test_document_that_only_forbids_to_print_is_taken():
    assert read(locked(user_password="")).pages == 1
