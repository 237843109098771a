"""Templates that are rendered once, and then filled with parts."""

from __future__ import annotations

import pytest
from django.template import engines

from articles.site import layout
from articles.site.layout import Layout
from articles.text import markup


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch):
    """Fill a template, given as its source, with parts."""

    def filled(source: str, **parts: layout.Part) -> str:
        template = engines["django"].from_string(source)
        monkeypatch.setattr(
            layout, "render_to_string", lambda _name, context: template.render(context)
        )
        return Layout([]).filled("a_page.html", **parts)

    return filled


def test_parts_fill_a_template(fill):
    rows = [{"name": markup.trusted("<b>uno</b>")}, {"name": markup.trusted("due")}]
    source = "{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}{% if more %}…{% endif %}"
    assert fill(source, rows=rows, more="") == "<li><b>uno</b></li><li>due</li>…"


def test_empty_list_of_parts_is_false(fill):
    assert fill("{% if rows %}sì{% else %}no{% endif %}", rows=[]) == "no"


@pytest.mark.parametrize(
    "change",
    ["upper", "lower", "title", "truncatewords:2", "truncatechars:9", "force_escape"],
)
def test_template_that_changes_a_part_is_refused(fill, change: str):
    with pytest.raises(ValueError, match="a_page.html changes a part"):
        fill(f"{{{{ name|{change} }}}}", name=markup.trusted("Uno"))
