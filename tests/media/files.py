"""Files of audio, video and documents for the tests: samples, and PDFs built object by object."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def pdf(*objects: str, pages: int = 2, root: str = "", trailer: str = "") -> bytes:
    """Return a PDF with so many empty pages, with more objects (from number 3 + pages on), more
    entries of the root and of the trailer."""
    numbers = range(3, 3 + pages)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>" for _ in numbers),
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count, start = len(bodies) + 1, len(out)
    out += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def archive() -> bytes:
    """Return a ZIP with a page inside, to hide behind another file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("pagina.html", "<script>alert(1)</script>")
    return out.getvalue()


VTT = """WEBVTT

1
00:00.000 --> 00:01.000
Buongiorno a tutti.

00:01.000 --> 00:02.000
Fine.
"""
