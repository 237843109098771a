"""Archive of the register of requests to be forgotten: a table, the data and the documents."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from articles.formats.spreadsheets import csv_table
from articles.models import OblivionDocument, OblivionRequest


def register() -> bytes:
    """Return a ZIP file of the whole register."""
    file = io.BytesIO()
    rows = OblivionRequest.objects.prefetch_related("articles", "decisions__article")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        requests = [_row_data(row) for row in rows]
        archive.writestr("registro.json", json.dumps(requests, ensure_ascii=False, indent=1))
        archive.writestr("registro.csv", _table(requests))
        for document in OblivionDocument.objects.iterator(chunk_size=1):
            name = f"documenti/{document.request_id}/{document.pk}-{document.name}"
            archive.writestr(name, bytes(document.content))
    return file.getvalue()


def _row_data(row: OblivionRequest) -> dict[str, Any]:
    return {
        "id": row.pk,
        "chi_chiede": row.person,
        "recapito": row.contact,
        "ricevuta_il": str(row.received_on),
        "scade_il": str(row.due_on),
        "risposta_il": str(row.answered_on or ""),
        "richiesta": row.request,
        "pezzi": [article.slug for article in row.articles.all()],
        "decisioni": [
            {
                "pezzo": each.article.slug,
                "decisione": str(each.get_kind_display()),
                "motivi": each.reasons,
                "nota": each.note,
                "nomi": each.name_list,
                "iniziali": each.initials,
                "chi": each.by_name,
                "quando": each.at.isoformat(),
                "annullata": each.undone_at.isoformat() if each.undone_at else "",
                "annullata_da": each.undone_by_name,
                "annullata_perche": each.undone_why,
            }
            for each in row.decisions.all()
        ],
    }


def _table(requests: Iterable[dict[str, Any]]) -> str:
    """Return the register as CSV: a line for each decision, and one for a request without any."""
    first = ["id", "chi_chiede", "recapito", "ricevuta_il", "scade_il", "risposta_il", "richiesta"]
    second = ["pezzo", "decisione", "motivi", "nota", "iniziali", "chi", "quando", "annullata"]
    rows = [
        [row[name] for name in first] + [decision.get(name, "") for name in second]
        for row in requests
        for decision in row["decisioni"] or [{"pezzo": ", ".join(row["pezzi"])}]
    ]
    return csv_table([*first, *second], rows)
