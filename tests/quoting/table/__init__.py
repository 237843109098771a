"""Sentences of many shapes, all our own, with the speakers in them.

A quotation is identified by its beginning, its speaker by `person / role / organization`, each
empty where there is none. `-` is nobody: words without a speaker, titles, names.
"""

from __future__ import annotations

from tests.quoting.table.case import Case
from tests.quoting.table.context import CONTEXT
from tests.quoting.table.newspapers import NEWSPAPERS
from tests.quoting.table.saying import SAYING
from tests.quoting.table.several import SEVERAL
from tests.quoting.table.unspoken import UNSPOKEN

__all__ = ["CASES", "MISSED", "ORGANIZATIONS", "Case"]

#: The organizations that the sentences are read with.
ORGANIZATIONS = (
    "DeepSeek",
    "OpenAI",
    "Meta",
    "Google",
    "Microsoft",
    "Mistral AI",
    "Anthropic",
    "NVIDIA",
    "Hugging Face",
    "Commissione europea",
    "Garante della privacy",
    "Politecnico di Milano",
    "Ferrero",
    "Reuters",
    "Eni",
    "X",
)

CASES = (*SAYING, *CONTEXT, *SEVERAL, *UNSPOKEN, *NEWSPAPERS)

#: What the finder makes of the rest, by how the words begin: nobody, or somebody else.
MISSED = {
    "Tra un anno": "-",  # a surname that was not introduced, and no verb of saying
    "Prendetevi": "-",
    "Chiunque": "-",
    "Grazie": "-",
    "Meglio": "-",  # no subject, in a paragraph behind that of the person
    "Nessun": "-",  # «è la linea di»
    "Le multe": "//Commissione europea",  # who spoke for it stands in a phrase of its own
    "Non facciamo": "//NVIDIA",
}
