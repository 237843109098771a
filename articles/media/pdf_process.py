"""A process that reads one PDF from its standard input, and prints what is in it as JSON. It stops
by itself where the document wants more memory or time than any has a right to.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

_MEMORY = 768 * 1024**2
_SECONDS = 20
_MOST_OBJECTS = 500_000
#: Acts by the type of an action (ISO 32000-2, 12.6.4), by the subtype of an annotation, and by the
#: keys of any dictionary.
_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/SubmitForm": "form",
    "/ImportData": "form",
    "/GoToE": "attachment",
    "/RichMediaExecute": "rich",
}
_SUBTYPES = {
    "/FileAttachment": "attachment",
    "/RichMedia": "rich",
    "/3D": "rich",
    "/Movie": "rich",
    "/Screen": "rich",
    "/Sound": "rich",
}
_KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EmbeddedFiles": "attachment",
    "/EF": "attachment",
    "/XFA": "form",
}


def limit() -> None:
    """Bound the memory and the time of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def examine(file: BinaryIO) -> dict[str, Any]:
    """Return the number of pages of a document, whether it is encrypted, and what it could do."""
    from pypdf import PdfReader  # only here: the paper itself never loads it

    logging.disable(logging.CRITICAL)
    reader = PdfReader(file, strict=False)
    # One that only forbids to print or to copy opens without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        return {"encrypted": True, "pages": 0, "acts": []}
    acts = {act for each in _objects(reader) for act in _acts(each)}
    return {"encrypted": False, "pages": len(reader.pages), "acts": sorted(acts)}


def _objects(reader: Any) -> Iterator[Any]:
    """Yield every object of a document, whether anything leads to it or not."""
    from pypdf.generic import IndirectObject

    yield reader.trailer
    numbers = {
        (number, generation)
        for generation, table in reader.xref.items()
        for number in table
        if generation != 65535
    }
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise OverflowError(len(numbers))
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _acts(value: Any) -> Iterator[str]:
    """Yield what an object could do, with the values written inside it."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            for key, inner in dict.items(each):
                if key in _KEYS:
                    yield _KEYS[key]
                elif key == "/S" and inner in _ACTIONS:
                    yield _ACTIONS[inner]
                elif key == "/Subtype" and inner in _SUBTYPES:
                    yield _SUBTYPES[inner]
                waiting.append(inner)
        elif isinstance(each, list):
            waiting.extend(each)


if __name__ == "__main__":
    limit()
    sys.stdout.write(json.dumps(examine(sys.stdin.buffer)))
