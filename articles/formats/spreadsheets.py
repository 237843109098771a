"""Tables for spreadsheets, as Italian ones open them: a semicolon between, and a mark by which they
know the letters (UTF-8). They take nothing in it for a formula
(https://owasp.org/www-community/attacks/CSV_Injection)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_table(header: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    for row in (header, *rows):
        writer.writerow([_inert(str(value)) for value in row])
    return "\ufeff" + file.getvalue()


def _inert(value: str) -> str:
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
