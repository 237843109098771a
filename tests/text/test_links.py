import re

import pytest

from articles.text.links import Link, link_first
from articles.text.markup import clean_html


def link_names(text: str) -> list[Link]:
    return [
        Link(match.start(), match.end(), f"/{match[0].lower()}/")
        for match in re.finditer(r"\b(?:OpenAI|Meta)\b", text)
    ]


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ("<p>OpenAI e OpenAI</p>", '<p><a href="/openai/">OpenAI</a> e OpenAI</p>'),
        ("<h2>OpenAI</h2>\n<p>OpenAI</p>", '<h2>OpenAI</h2>\n<p><a href="/openai/">OpenAI</a></p>'),
        (
            '<p><a href="https://x.it">OpenAI</a> OpenAI</p>',
            '<p><a href="https://x.it">OpenAI</a> <a href="/openai/">OpenAI</a></p>',
        ),
        (
            "<blockquote><p>OpenAI</p>\n</blockquote>\n<ul><li>Meta</li>\n</ul>",
            "<blockquote><p>OpenAI</p>\n</blockquote>\n"
            '<ul><li><a href="/meta/">Meta</a></li>\n</ul>',
        ),
        (
            "<p>Open<em>AI</em>, <strong>OpenAI</strong></p>",
            '<p>Open<em>AI</em>, <strong><a href="/openai/">OpenAI</a></strong></p>',
        ),
        ("<p>1 &lt; 2 &amp; OpenAI</p>", '<p>1 &lt; 2 &amp; <a href="/openai/">OpenAI</a></p>'),
        ("<p>Una riga<br>Meta</p>", '<p>Una riga<br><a href="/meta/">Meta</a></p>'),
        ("<p>Nessuno</p>", "<p>Nessuno</p>"),
        ("", ""),
    ],
)
def test_first_mention_of_each_is_linked(body: str, linked: str):
    assert clean_html(body) == body
    assert link_first(body, link_names, addresses=2) == linked
