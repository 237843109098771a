"""The editor of texts: what it knows beside the tools that django-prose-editor ships."""

from django_prose_editor.config import html_tags
from js_asset import static_lazy

#: The scripts, each with the extensions that it defines; one that ships under the same name is
#: replaced.
_SCRIPTS = {
    "figure": ("Figure", "Image", "Caption"),
    "gallery": ("Gallery",),
    "players": ("Player",),
    "table": ("TableFigure", "TableTitle", "Table", "TableRow", "TableHeader", "TableCell"),
    "embed": ("LinkFigure",),
    "lists": ("OrderedList",),
    "notes": ("Footnote", "PullQuote", "Box"),
    "marks": ("Strike", "InlineQuote", "Abbreviation", "Phrase", "Language"),
    "paste_in_lines": ("PasteInLines",),
    "paste_report": ("PasteReport",),
}
# No extension declares tags: `articles.text.markup` alone decides what a body may hold.
EXTENSIONS = [
    {
        "js": [static_lazy(f"articles/{script}.js")],
        "extensions": {name: html_tags([]) for name in names},
    }
    for script, names in _SCRIPTS.items()
]
