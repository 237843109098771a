import re
import time

from articles.text.markup import for_elsewhere
from articles.text.notes import draw_notes, draw_pull_quotes, unquoted_pull_quotes

NOTE = '<small role="doc-footnote">'


def test_notes_number_themselves_and_lead_back():
    drawn = draw_notes(f"<p>Uno{NOTE}la <em>prima</em></small>, due{NOTE}l’altra</small>.</p>")
    assert re.findall(r'href="#(nota-\d)"', drawn) == ["nota-1", "nota-2"]
    for n, words in ((1, "la <em>prima</em>"), (2, "l’altra")):
        assert f'<li id="nota-{n}">{words}\u00a0<a href="#rif-nota-{n}"' in drawn
        assert f'<a id="rif-nota-{n}" href="#nota-{n}" role="doc-noteref"' in drawn
    assert drawn.index(", due") < drawn.index('role="doc-endnotes"') < drawn.index("l’altra")
    assert "<small" not in drawn


def test_text_without_notes_is_left_as_it_is():
    assert draw_notes("<p>Uno</p>") == "<p>Uno</p>"


QUOTE = '<aside role="doc-pullquote"><p>{}</p>\n</aside>'


def test_pull_quote_of_the_text_is_not_read_twice():
    body = f"<p>Disse che «nessuno lo <em>sapeva</em>».</p>\n{QUOTE.format('Nessuno lo sapeva')}"
    drawn = draw_pull_quotes(body)
    assert '<aside class="pull-quote" aria-hidden="true"><p>Nessuno lo sapeva</p>' in drawn
    assert for_elsewhere(drawn, "https://x.it/").endswith("sapeva</em>».</p>\n")
    assert unquoted_pull_quotes(body) == []


def test_pull_quote_of_other_words_is_read_and_reported():
    body = f"<p>Uno.</p>\n{QUOTE.format('Altre parole')}"
    drawn = draw_pull_quotes(body)
    assert "aria-hidden" not in drawn and 'role="doc-pullquote"' in drawn
    assert unquoted_pull_quotes(body) == ["Altre parole"]


def test_hidden_pull_quote_holds_nothing_that_can_be_reached():
    words = f'<a href="/x/">due</a>{NOTE}n</small>'
    body = f"<p>Uno due</p>\n{QUOTE.format(words)}"
    drawn = draw_pull_quotes(body)
    assert '<aside class="pull-quote" aria-hidden="true"><p>due</p>' in drawn


def test_many_pull_quotes_are_read_in_proportion():
    body = "".join(
        f"<p>Frase {n} del testo.</p>\n{QUOTE.format(f'Frase {n}')}\n" for n in range(1600)
    )
    started = time.process_time()
    draw_pull_quotes(body)
    assert unquoted_pull_quotes(body) == []
    assert time.process_time() - started < 5  # seconds; half a minute when each read all of it
