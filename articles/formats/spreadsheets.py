"""Tables as CSV for Italian spreadsheets: separated by semicolons, with a byte order mark for
UTF-8. No value is taken for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
"""

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
