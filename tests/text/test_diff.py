import pytest

from articles.text.diff import (
    Touched,
    compare_blocks,
    compare_texts,
    merge,
    merge_sets,
    split_blocks,
    touched,
)


def merged(base: str, mine: str, theirs: str) -> list[str]:
    """Return a merge of one-letter blocks, contested parts as «mine|theirs»."""
    return [
        f"{''.join(part.mine)}|{''.join(part.theirs)}"
        if part.is_contested
        else "".join(part.merged)
        for part in merge(base, mine, theirs)
    ]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("abc", "abc", "abc", ["abc"]),
        ("abc", "aXc", "abc", ["a", "X", "c"]),
        ("abc", "abc", "abY", ["ab", "Y"]),
        ("abcd", "Xbcd", "abcY", ["X", "bc", "Y"]),
        ("abc", "aXc", "aYc", ["a", "X|Y", "c"]),
        ("abc", "aXc", "aXc", ["a", "X", "c"]),
        ("abc", "ac", "aYc", ["a", "|Y", "c"]),
        ("abc", "ac", "abcY", ["a", "", "c", "Y"]),
        ("ab", "aXb", "aYb", ["a", "X|Y", "b"]),
        ("", "X", "Y", ["X|Y"]),
        ("", "", "", []),
        ("abc", "cab", "abc", ["c", "ab"]),
    ],
)
def test_separate_changes_merge_and_touching_ones_are_contested(base, mine, theirs, expected):
    assert [part for part in merged(base, mine, theirs) if part] == [p for p in expected if p]


def test_merge_loses_nothing_of_either_side():
    parts = merge("abcdef", "aXcdef", "abcZfQ")
    everything = "".join("".join((*part.mine, *part.theirs)) for part in parts)
    assert set("XZQ") <= set(everything)


def test_merged_sets_have_additions_and_removals_of_both():
    assert merge_sets("abc", "acX", "bcY") == ["c", "X", "Y"]


def test_merged_sets_have_the_order_of_who_changed_it():
    assert merge_sets("abc", "abc", "cab") == ["c", "a", "b"]
    assert merge_sets("abc", "bca", "abc") == ["b", "c", "a"]
    assert merge_sets("abc", "bca", "cba") == ["b", "c", "a"]


def test_body_is_split_into_outermost_blocks():
    body = (
        "<h2>Uno</h2>\n<ul>\n<li>due</li>\n<li>tre</li>\n</ul>\n"
        "<blockquote>\n<p>quattro</p>\n</blockquote>"
    )
    blocks = split_blocks(body)
    assert [block[:4] for block in blocks] == ["<h2>", "<ul>", "<blo"]
    assert "\n".join(blocks) == body


FIGURE = '<figure><img src="/media/pictures/{0}" alt="{1}"><figcaption>Qui</figcaption>\n</figure>'


def test_figure_is_one_block():
    figure = FIGURE.format("a.jpg", "Un ponte")
    assert split_blocks(f"<p>a</p>\n{figure}\n<p>b</p>") == ["<p>a</p>", figure, "<p>b</p>"]


def test_changed_picture_and_caption_are_marked():
    before = FIGURE.format("a.jpg", "Un ponte")
    for after in (FIGURE.format("b.jpg", "Un ponte"), FIGURE.format("a.jpg", "Una torre")):
        [row] = compare_blocks([before], [after])
        assert any(span.is_changed for span in row.after)


def test_changed_word_is_marked_on_both_sides():
    row = compare_texts("La nuova versione", "La terza versione")
    assert [span.text for span in row.before if span.is_changed] == ["nuova "]
    assert [span.text for span in row.after if span.is_changed] == ["terza "]


@pytest.mark.parametrize("text", ["", " due  spazi ", "a\n\nb, c!", "«così», disse."])
def test_comparison_shows_both_texts_whole(text):
    row = compare_texts(text, text + " altro")
    assert "".join(span.text for span in row.before) == text
    assert "".join(span.text for span in row.after) == text + " altro"


def test_similar_blocks_are_paired_and_new_ones_alone():
    rows = compare_blocks(
        ["<p>Uno due tre quattro.</p>", "<p>Resta.</p>"],
        ["<p>Del tutto altro, prima.</p>", "<p>Uno due tre cinque.</p>", "<p>Resta.</p>"],
    )
    assert [bool(row.before) for row in rows] == [False, True, True]
    assert [row.is_changed for row in rows] == [True, True, False]


def test_changed_links_alone_are_a_change_of_form():
    [row] = compare_blocks(["<p>Ecco</p>"], ['<p><a href="https://a.it">Ecco</a></p>'])
    assert row.is_form
    assert row.is_changed


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Un testo piano", "Un testo pianissimo", set()),
        ("L'annuncio di ieri", "L’annuncio  di ieri", set()),
        ("Costa 12 euro", "Costa 13 euro", {Touched.FIGURE}),
        ("Il 3 marzo esce", "Il 4 marzo esce", {Touched.DATE}),
        ("Nel 2025 esce", "Nel 2026 esce", {Touched.DATE}),
        ("Lo dice «va bene» a tutti", "Lo dice «va male» a tutti", {Touched.QUOTATION}),
        ("Ha parlato Rossi ieri", "Ha parlato Bianchi ieri", {Touched.NAME}),
        ("Ecco OpenAI oggi", "Ecco oggi", {Touched.NAME}),
        ("La casa di D’Angelo", "La casa di D’Amico", {Touched.NAME}),
        ("Ha parlato Žižek ieri", "Ha parlato Šarić ieri", {Touched.NAME}),
        ("Ha parlato Łukasz ieri", "Ha parlato Ștefan ieri", {Touched.NAME}),
        ("Ha parlato Путин ieri", "Ha parlato Зеленский ieri", {Touched.NAME}),
        ("Ha parlato Μητσοτάκης ieri", "Ha parlato Τσίπρας ieri", {Touched.NAME}),
        ("Ha parlato ǅemal ieri", "Ha parlato ǅevad ieri", {Touched.NAME}),
        ("Ha parlato Հայկ ieri", "Ha parlato Արամ ieri", {Touched.NAME}),
        # Scripts without capitals: any word may be a name, wherever it stands.
        ("Ha parlato 習近平 ieri", "Ha parlato 李克强 ieri", {Touched.NAME}),
        ("محمد ha parlato", "أحمد ha parlato", {Touched.NAME}),
        ("Ha parlato ზურაბიშვილი ieri", "Ha parlato სააკაშვილი ieri", {Touched.NAME}),
        ("Ha parlato मोदी ieri", "Ha parlato मादा ieri", {Touched.NAME}),
        ("Lo dice „va bene“ a tutti", "Lo dice „va male“ a tutti", {Touched.QUOTATION}),
        ("Lo dice ''va bene'' a tutti", "Lo dice ''va male'' a tutti", {Touched.QUOTATION}),
        ("Lo dice ‚va bene‘ a tutti", "Lo dice ‚va male‘ a tutti", {Touched.QUOTATION}),
        ('Lo dice “va bene" a tutti', 'Lo dice “va male" a tutti', {Touched.QUOTATION}),
        ("Lo dice «va bene» a tutti", "Lo dice “va bene” a tutti", set()),
        # The same words, typed otherwise.
        ("Ha parlato Žižek ieri", "Ha parlato Z\u030ciz\u030cek ieri", set()),
        ("Ecco OpenAI oggi", "Ecco Open\u200bAI og\u00adgi", set()),
        ("Ha parlato l’Ørsted, piano", "Ha parlato l'Ørsted, pianissimo", set()),
    ],
)
def test_change_touches_statements_readers_rely_on(before, after, expected):
    assert touched(headline=("T", "T"), text=(before, after)) == expected


def test_changed_headline_is_always_reported():
    assert touched(headline=("Uno", "Due"), text=("a", "a")) == {Touched.HEADLINE}
