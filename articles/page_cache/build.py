"""Hash of the paper's build, by which pages that another build made are not served by this one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from articles.delivery import static_files
from articles.delivery.build_hash import digest, settings_in, values_of, versions_of

_CODE = {".py", ".html", ".mo", ".txt", ".xml", ".css", ".js"}
_IMPORT = re.compile(rb"^\s*(?:from|import) (\w+)", re.MULTILINE)


def paper_build_hash() -> str:
    """Return a hash of everything that pages are made from: the code, the templates, the
    translations, the addresses of the static files, and the settings that the code reads, ours and
    that of the middleware. Whole pages may show anything, so that all the files count."""
    return digest(_parts())


def _parts() -> Iterator[tuple[str, bytes]]:
    names: set[str] = set()
    imported: set[str] = set()
    for folder in ("articles", "newsroom", "templates"):
        for path in (settings.BASE_DIR / folder).rglob("*"):
            if path.suffix in _CODE and path.is_file():
                content = path.read_bytes()
                yield path.relative_to(settings.BASE_DIR).as_posix(), content
                if path.suffix == ".py":
                    names |= settings_in(content)
                    imported |= {name.decode() for name in _IMPORT.findall(content)}
    for path in _middleware_files():
        names |= settings_in(path.read_bytes())
    yield from values_of(names)
    yield from versions_of(imported - {"articles", "newsroom"})
    yield "static files", static_files.addresses().encode()


def _middleware_files() -> set[Path]:
    """Return the source files of the middleware and of its base classes, whose settings make
    headers of pages."""
    middleware = [import_string(name) for name in settings.MIDDLEWARE]
    kinds = {kind for each in middleware for kind in getattr(each, "__mro__", [each])} - {object}
    return {Path(sys.modules[kind.__module__].__file__) for kind in kinds}
