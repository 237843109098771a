import pytest

from articles.text.markup import clean_html
from articles.text.tables import check_sizes, sizes, with_aligned_numbers


def table(*rows: str) -> str:
    """Return a table of rows whose cells are parted by a bar."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return clean_html(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")


@pytest.mark.parametrize(
    "numbers", ["1.234,5|−3", "12 %|+4,0%", "€ 12|n.d.", "3 mln|—", "12’500|", "10 km²|8 km²"]
)
def test_columns_of_numbers_are_aligned(numbers: str):
    one, other = numbers.split("|")
    aligned = with_aligned_numbers(table(f"a|{one}", f"b|{other}"))
    assert aligned.count('<td class="number">') == 2 and "<td>a</td>" in aligned


@pytest.mark.parametrize("words", ["12 anni fa|3", "Meta|Enel", "n.d.|—", "|"])
def test_columns_of_words_are_not(words: str):
    one, other = words.split("|")
    assert "class" not in with_aligned_numbers(table(f"a|{one}", f"b|{other}"))


def test_header_stands_over_its_numbers_and_wide_cells_over_none():
    clean = clean_html(
        "<table><tr><th rowspan=2>Anno</th><th colspan=2>Conti</th></tr>"
        "<tr><th>Utile</th><th>Note</th></tr>"
        "<tr><th>2024</th><td>12</td><td>su</td></tr></table>"
    )
    aligned = with_aligned_numbers(clean)
    assert '<th class="number" scope="col">Utile</th>' in aligned
    assert aligned.count("number") == 2


def test_size_counts_spans():
    clean = clean_html(
        "<table><tr><td colspan=3>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert sizes(clean) == [(2, 4)]


def test_table_too_large_for_a_page_is_refused_in_words():
    check_sizes(table(*["a|b"] * 200))
    with pytest.raises(ValueError, match="La tabella 1 ha 201 righe e 2 colonne"):
        check_sizes(table(*["a|b"] * 201))
    with pytest.raises(ValueError, match="21 colonne"):
        check_sizes(table("|".join("a" * 21)))


@pytest.mark.parametrize(
    "html",
    [
        "<tr>" + "<td>a</td>" * 800 + "</tr>" + "<tr><td>a</td></tr>" * 800,
        ("<tr>" + '<td rowspan="200" colspan="20">a</td>' * 20 + "</tr>") * 200,
    ],
    ids=["ragged", "spans"],
)
def test_table_too_wide_for_a_page_does_not_grow(html):
    """It is refused anyway, and must not cost the square of what was sent."""
    clean = clean_html(f"<table>{html}</table>")
    assert len(clean) < 5 * len(html)
    assert clean_html(str(clean)) == clean
    with pytest.raises(ValueError, match="20"):
        check_sizes(clean)
