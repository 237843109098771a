"""Costs grow in proportion to what somebody sends, and no faster."""

from __future__ import annotations

import random
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.access.clients import client_ip, client_network
from articles.admin import base
from articles.admin.widgets import TagNamesField
from articles.models.erasures import OblivionDecision
from articles.quoting import place_of
from articles.search import sentence_with
from articles.site.api import api
from articles.text import markup
from articles.text.diff import compare_blocks, compare_texts, merge
from articles.text.markup import bounding, clean_html
from benchmarks import costs
from tests import factories as make

#: What costs the square costs a hundred times as much, and this machine is never alone.
AT_MOST = 40


@pytest.fixture(autouse=True)
def measured_once(monkeypatch):
    monkeypatch.setattr(costs, "TIMES", 1)


CASES = [
    case
    for case in costs.cases()
    if not case.name.startswith("HTML") or case.unit in {"<blockquote>", "<ul><li>a", "<div>a"}
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cost_grows_in_proportion_to_the_input(case: costs.Case):
    *_seconds, ratio = costs.ratio_of(case._replace(size=case.size // 6))
    assert ratio <= AT_MOST


# What is bounded is what it was


def test_sentence_is_found_behind_any_text():
    text = "." * 20_000 + " Prima frase. Il «modello aperto.» Poi… basta! Ultima"
    for stem, sentence in (("prim", "Prima frase."), ("bast", "basta!"), ("ultim", "Ultima")):
        assert "".join(part.text for part in sentence_with(text, frozenset([stem]))) == sentence


@pytest.mark.parametrize(
    "tag",
    ["blockquote", "div", "ul><li", "ol", "em", "b><i", "span", "x-y", "section", "a href=/x"],
)
@pytest.mark.parametrize("is_closed", [True, False])
def test_deep_nesting_loses_no_word(tag: str, is_closed: bool):
    """Words are not stuck together, nor repeated, either."""
    words = [f"parola{number}" for number in range(3_000)]
    names = [part.split()[0] for part in reversed(tag.split("><"))]
    closed = "".join(f"</{name}>" for name in names) * len(words) if is_closed else ""
    clean = clean_html("".join(f"<{tag}>{word} " for word in words) + closed)
    assert re.findall(r"\w+", markup.plain_text(clean)) == words
    assert clean_html(str(clean)) == clean
    deepest = depth = 0
    for end in re.findall(r"<(/?)(?:blockquote|ul|ol|li|p|em|strong|a)\b", clean):
        depth += -1 if end else 1
        deepest = max(deepest, depth)
    assert deepest <= 20


def test_long_text_is_cleaned_like_a_short_one(monkeypatch):
    """Bounding its nested levels first gives the same text."""
    source = (
        "<h2>Uno</h2><p>Il <b>modello</b> e <a href='https://x.example/?a=1&amp;b=2'>qui</a><br>"
        "altro &lt;p&gt; 1 < 2 <!-- <p>no</p> --></p><ul><li><p>a</p><li>b<ul><li>c</ul></ul>"
        "<script>if (a<b) '</p>'</script><div>d<p>e</p>f</div><table><tr><td>g<td>h</table>"
        '<blockquote lang=en>i</blockquote><figure><img src="/media/pictures/a.jpg" alt="È &quot;">'
        "<figcaption>l</figcaption></figure><p title='>'>m<p>n"
    )
    expected = clean_html(source)
    monkeypatch.setattr(bounding, "MOST_TAGS", 0)
    assert clean_html(source) == expected
    assert "<script" not in expected and "no" not in markup.plain_text(expected).split()


@pytest.mark.parametrize(
    "source",
    ["<p>a<del>b<p>c</p>d</del></p>f", "<p>a<del>b</p><p>c</p>", "<p>a<svg>b</svg>c", "x<del>y"],
)
def test_what_was_deleted_stays_out_of_a_long_text_too(source: str, monkeypatch):
    monkeypatch.setattr(bounding, "MOST_TAGS", 0)
    assert {"b", "d", "y"}.isdisjoint(markup.plain_text(clean_html(source)))


def test_bounded_text_is_still_cleaned(monkeypatch):
    """The cleaner accepts any jumble of markup, though its levels are bounded first."""
    monkeypatch.setattr(bounding, "MOST_TAGS", 0)
    dice = random.Random(20)
    parts = ["<p", "<b>", "</b>", ">", '"', "'", "=", " x", "<script>", "</script>", "<!--", "-->",
             "<img src=x onerror=alert(1)>", "<a href='javascript:x'>", "<svg>", "</", "<", "&lt;",
             "<style>", "<a href=\"/x' onclick=y\">", "<li>", "<ul>", "/"]  # fmt: skip
    for _ in range(150):
        clean = clean_html("".join(dice.choices(parts, k=40)))
        assert not re.search(r"<(?!/?(?:p|strong|em|a|ul|li|br)\b)", clean)
        for attribute in re.findall(r"<[a-z]+ ([^>]*)>", clean):
            assert re.fullmatch(r'href="/[^"]*"', attribute)
        assert clean_html(str(clean)) == clean


def test_repetitive_texts_are_compared():
    row = compare_texts("a b " * 900 + "fine", "a c " * 900 + "fine")
    assert not row.before[-1].is_changed and any(span.is_changed for span in row.before)
    assert "".join(span.text for span in row.after) == "a c " * 900 + "fine"
    same, *rest = merge(["x"] * 400, ["x"] * 400 + ["mio"], ["loro"] + ["x"] * 400)
    assert [part.is_contested for part in (same, *rest)] == [False] * (1 + len(rest))
    assert [word for part in (same, *rest) for word in part.merged] == ["loro", *["x"] * 400, "mio"]


def test_wholly_different_text_is_shown_whole():
    before = [f"<p>prima {number}</p>" for number in range(300)]
    after = [f"<p>dopo {number}</p>" for number in range(300)]
    rows = compare_blocks(before, after)
    assert sum(bool(row.before) for row in rows) == sum(bool(row.after) for row in rows) == 300


def test_words_are_located_in_a_text():
    text = "Disse:  «E'  vero…»\nE basta."
    assert place_of('"E’ vero..."', text) == (8, 19)
    assert text[slice(*place_of("vero...» E", text))] == "vero…»\nE"
    assert place_of("assente", text) is None


# Words that are looked for, rows, tags


def test_long_query_uses_its_first_words(desk_of, direttore, django_assert_max_num_queries):
    make.make_organization("Parola Prima")
    desk = desk_of(direttore)
    words = " ".join(["parola", "prima"] * 750)
    for name in ("organization", "picture", "article", "person", "editorialact"):
        with django_assert_max_num_queries(20):
            page = desk.get(reverse(f"admin:articles_{name}_changelist"), {"q": words})
        assert page.status_code == 200
        assert "non si cercano" in page.text
        assert len(page.wsgi_request.GET["q"].split()) <= 16
    page = desk.get(reverse("admin:articles_organization_changelist"), {"q": "parola prima"})
    assert "non si cercano" not in page.text and "Parola Prima" in page.text
    field = {"app_label": "articles", "model_name": "article", "field_name": "section"}
    page = desk.get(reverse("admin:autocomplete"), {**field, "term": words})
    assert page.json()["results"] == []


def test_claimed_form_rows_are_not_made(desk_of, direttore, monkeypatch):
    monkeypatch.setattr(base, "MOST_NEW_ROWS", 3)
    path = reverse("admin:articles_article_add")
    counts = {"sources-TOTAL_FORMS": "1000000", "sources-INITIAL_FORMS": "0"}
    page = desk_of(direttore).post(path, {"headline": "Un titolo", **counts})
    assert page.status_code == 200 and "al più 3 righe" in page.text
    assert len(re.findall(r'id="id_sources-\d+-kind"', page.text)) == 3


def test_tags_and_name_forms_are_bounded():
    field = TagNamesField()
    assert len(field.clean([f"tema {number}" for number in range(50)])) == 50
    with pytest.raises(ValidationError, match="al più 50 temi, e questi sono 51"):
        field.clean([f"tema {number}" for number in range(51)])
    names = "\n".join(f"Mario Rossi {number}" for number in range(21))
    with pytest.raises(ValidationError, match="al più 20 forme"):
        OblivionDecision(kind="initials", reasons="x", names=names, initials="M. R.").clean()


# Who asks


def test_forwarded_address_is_ignored_without_a_proxy(client: Client, db, monkeypatch, settings):
    [throttle] = api.throttle
    monkeypatch.setattr(throttle, "num_requests", 3)
    answers = [
        client.get("/api/search", {"q": f"x{number}"}, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        for number in range(5)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    settings.BEHIND_PROXY = True
    headers = {"HTTP_X_FORWARDED_FOR": "192.0.2.1, 198.51.100.7"}
    assert client.get("/api/search", {"q": "y"}, **headers).status_code == 200


@pytest.mark.parametrize(
    ("is_behind", "forwarded", "address"),
    [
        (False, "192.0.2.1", "203.0.113.5"),
        (True, "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        (True, "", "203.0.113.5"),
        (True, "192.0.2.1, <script>", "203.0.113.5"),
    ],
)
def test_client_address_comes_from_the_proxy(settings, is_behind, forwarded, address):
    settings.BEHIND_PROXY = is_behind
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == address


def test_ipv6_network_counts_as_one_client():
    one, other = (
        RequestFactory().get("/", REMOTE_ADDR=address)
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")
    )
    assert client_network(one) == client_network(other) == "2001:db8:1:2::/64"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),  # as a socket for both tells of IPv4
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_every_address_has_a_network(address: str, network: str):
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_unix_socket_client_has_no_address():
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR="")) is None
