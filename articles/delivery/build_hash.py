"""The build hash: a fingerprint of everything that shapes a stored rendering. A rendering that
carries another hash is out of date, and is made again.

The inputs are discovered, and listed nowhere: the modules that the entry modules import within the
project, directly or not; the templates that these modules name, and those that templates include or
extend, with the tag libraries they load; the settings that all of these read; the catalogues of
translations; the way addresses are made, where addresses are made (routes, static files, uploads);
the versions of Python and of the packages that these modules import. Views, the admin, commands,
migrations and tests are not among them, because nothing imports upwards.
"""

from __future__ import annotations

import ast
import fnmatch
import hashlib
import importlib.metadata
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template import TemplateDoesNotExist, engines
from django.template.base import Lexer, TokenType
from django.urls.converters import get_converters
from django.utils.formats import FORMAT_SETTINGS

from articles.delivery import static_files

HASH_DIGITS = 8
_SETTING = re.compile(rb'\bsettings(?:\.|, ")([A-Z][A-Z0-9_]+)')
_TEMPLATE = re.compile(rb"""["']([\w/{}.-]+\.(?:html|xml|txt))["']""")
_PLACE = re.compile(r"\{[^}]*\}")  # the variable part of a formatted name
_INCLUDED = re.compile(rb"""["']([\w.]+\.urls)["']""")  # routes included by other routes
_QUOTED = "\"'"
#: The fields of a statement's node that hold other statements.
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
#: Settings that differ between machines, or between a command and the server, and show on no page.
#: Forgetting one here costs needless renderings, and never leaves an old one in use.
_OF_THE_MACHINE = {
    "BACKGROUND", "BASE_DIR", "CACHES", "DATABASES", "FIXTURE_DIRS", "MEDIA_ROOT",
    "PAGES_IN_MEMORY", "SECRET_KEY", "STATIC_ROOT", "STORAGES", "TASKS",
}  # fmt: skip
#: The settings by which Django itself formats words, numbers and dates.
_OF_DJANGO = {"LANGUAGE_CODE", "TIME_ZONE", "USE_I18N", "USE_TZ", *FORMAT_SETTINGS}
#: The modules that define addresses, by the name that Django's documentation gives them. Path
#: converters are found apart, among those that are registered.
_ROUTES = {"urls"}


@cache
def build_hash(*modules: str) -> str:
    """Return the build hash, eight hexadecimal digits, of what these modules make: their dotted
    names, as in `build_hash("articles.delivery.article_fragments")`. Code that stores a rendering
    stores this hash beside it, and compares the two before using the rendering.

    The first call takes about 0.1 s; the result is then cached for the life of the process. The
    addresses of static files are an input: a deployment that collects static files and renders
    pages must do so in this order, or in two processes.
    """
    return digest(inputs_of(*modules))


def inputs_of(*modules: str, templates: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield every input of the build hash of these modules and templates, as pairs of a name and
    its content."""
    inputs = _Inputs()
    for name in modules:
        inputs.add_module(name)
    for name in templates:
        inputs.add_template(name)
    return inputs.parts()


def digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """Return the hash of named contents, whatever their order."""
    mark = hashlib.sha256()
    for name, content in sorted(parts):
        mark.update(f"{name}\0{len(content)}\0".encode())
        mark.update(content)
    return mark.hexdigest()[:HASH_DIGITS]


@dataclass
class _Inputs:
    """The modules, templates and packages found so far."""

    modules: dict[str, Module] = field(default_factory=dict)
    templates: dict[str, bytes] = field(default_factory=dict)
    #: The modules imported from outside the project.
    external: set[str] = field(default_factory=set)

    def add_module(self, name: str, *, only: set[str] | None = None) -> None:
        """Add a module and, in turn, the modules that it imports. With `only`, follow the imports
        of modules with these last names alone, and nothing else."""
        module = read_module(name)
        if name in self.modules:
            return
        if module is None:
            self.external.add(name)
            return
        self.modules[name] = module
        for imported in module.imports:
            if only is None or imported.rpartition(".")[2] in only:
                self.add_module(imported, only=only)
        if only is not None:
            return
        for pattern in module.templates:
            for template in _templates_like(pattern):
                self.add_template(template)
        if "django.urls" in module.imports:
            self.add_module(settings.ROOT_URLCONF, only=_ROUTES)
            for kind in get_converters().values():
                # Converters that packages bring are registered when addresses are first resolved,
                # or never: leaving them out gives every process the same hash.
                if read_module(type(kind).__module__):
                    self.add_module(type(kind).__module__)

    def add_template(self, name: str) -> None:
        source = _template_source(name)
        if name in self.templates or source is None:
            return
        self.templates[name] = source.encode()
        for kind, value in _tags(source):
            if kind == "load":
                self.add_module(engines["django"].engine.libraries.get(value, value))
            else:
                for template in _templates_like(value):
                    self.add_template(template)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        for name, module in self.modules.items():
            yield name, module.source
        yield from self.templates.items()
        yield from catalogues()
        names = set(_OF_DJANGO)
        for module in self.modules.values():
            names |= module.settings
        yield from values_of(names)
        yield from versions_of(self.external)
        yield "uploads", default_storage.url("name").encode()
        if "django.templatetags.static" in self.external:
            yield "static files", static_files.addresses().encode()


@dataclass(frozen=True)
class Module:
    """A module of the project as text, with the modules it imports, the settings it reads, and the
    templates it names, with a star for the variable part of a formatted name."""

    source: bytes
    imports: frozenset[str]
    settings: frozenset[str]
    templates: frozenset[str]


@cache
def read_module(name: str) -> Module | None:
    """Return a module of the project by its dotted name, or None where the name belongs to no
    module of the project."""
    path = _path_of(name)
    if path is None:
        return None
    source = path.read_bytes()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    imports = {route.decode() for route in _INCLUDED.findall(source)}
    for node in _statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            imports |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                # From a package one imports either a module of it, or a name in its `__init__`.
                inner = f"{origin}.{alias.name}"
                imports.add(inner if _path_of(inner) else origin)
    templates = {_PLACE.sub("*", text.decode()) for text in _TEMPLATE.findall(source)}
    return Module(source, frozenset(imports), settings_in(source), frozenset(templates))


def settings_in(source: bytes) -> frozenset[str]:
    """Return the names of the settings that a source reads."""
    return frozenset(name.decode() for name in _SETTING.findall(source)) - _OF_THE_MACHINE


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield every statement that runs, leaving out those that only a type checker reads."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        yield node
        is_for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for name in ("orelse",) if is_for_types else _BODIES:
            todo += getattr(node, name, ())


@cache
def _path_of(module: str) -> Path | None:
    path = settings.BASE_DIR / module.replace(".", "/")
    for candidate in (path / "__init__.py", path.with_suffix(".py")):
        if candidate.is_file():
            return candidate
    return None


def _tags(source: str) -> Iterator[tuple[str, str]]:
    """Yield the tag libraries that a template loads, and the templates that it includes or extends,
    as pairs of the tag's name and its argument. A template named by a variable is given as a
    star."""
    for token in Lexer(source).tokenize():
        if token.token_type != TokenType.BLOCK:
            continue
        tag, *words = token.split_contents() or [""]
        if tag == "load":
            libraries = words[words.index("from") + 1 :] if "from" in words else words
            yield from (("load", library) for library in libraries)
        elif tag in {"include", "extends"}:
            is_quoted = words[0][0] in _QUOTED and words[0][-1] in _QUOTED
            yield tag, words[0][1:-1] if is_quoted else "*"


def _templates_like(pattern: str) -> list[str]:
    """Return the name itself, or the project's templates that match a name with stars."""
    if "*" not in pattern:
        return [pattern]
    return fnmatch.filter(_own_templates(), pattern)


@cache
def _own_templates() -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for folder in engines["django"].engine.dirs
        for path in Path(folder).rglob("*")
        if path.is_file()
    ]


def _template_source(name: str) -> str | None:
    """Return the text of a template, wherever Django finds it, or None where it finds none."""
    for loader in engines["django"].engine.template_loaders:
        for origin in loader.get_template_sources(name):
            try:
                return loader.get_contents(origin)
            except TemplateDoesNotExist:
                continue
    return None


def catalogues() -> Iterator[tuple[str, bytes]]:
    """Yield the compiled catalogues of translations, as pairs of a path and its content."""
    for path in settings.BASE_DIR.glob("*/locale/*/LC_MESSAGES/*.mo"):
        yield path.relative_to(settings.BASE_DIR).as_posix(), path.read_bytes()


def values_of(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield these settings with their values as JSON, sets in order."""
    for name in set(names) - _OF_THE_MACHINE:
        value = getattr(settings, name, None)
        yield f"settings.{name}", json.dumps(value, sort_keys=True, default=_plain).encode()


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else str(value)


def versions_of(modules: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the version of Python, and those of the packages to which these modules belong, whether
    or not a process has loaded them. A name that belongs to no package yields nothing."""
    yield "python", ".".join(map(str, sys.version_info[:2])).encode()
    packages = {
        package
        for module in modules
        for package in _distributions().get(module.partition(".")[0], ())
    }
    for package in packages:
        yield f"package {package}", importlib.metadata.version(package).encode()


@cache
def _distributions() -> Mapping[str, list[str]]:
    """Return the packages by the top-level modules that they install: PIL is Pillow's."""
    return importlib.metadata.packages_distributions()
