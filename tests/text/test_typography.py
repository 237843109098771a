import pytest

from articles.text.typography import set_body, set_text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Disse "va bene" e basta', "Disse «va bene» e basta"),
        ('"Tutto", disse', "«Tutto», disse"),
        ('Disse «lo "so" già»', "Disse «lo “so” già»"),
        ("Disse \"lo 'so' già\"", "Disse «lo ‘so’ già»"),
        ("Disse ''va bene'' e ''l'altro''", "Disse «va bene» e «l’altro»"),
        ("Un po'' di tutto, dell''altro", "Un po’’ di tutto, dell’’altro"),
        ("L'annuncio dell'ENI, un po' prima", "L’annuncio dell’ENI, un po’ prima"),
        ("Gli anni '90", "Gli anni ’90"),
        ("E' vero, E' tutto", "È vero, È tutto"),
        ("E'stato", "E’stato"),
        ("Aspetta...", "Aspetta…"),
        ("Uno - due, e-mail, 3-4", "Uno – due, e-mail, 3-4"),
        (
            "Pesa 16 GB e costa 3 euro, 5 % in più",
            "Pesa 16\u00a0GB e costa 3\u00a0euro, 5\u00a0% in più",
        ),
        ("Nel 2025 gli altri", "Nel 2025 gli altri"),
        ("«Già giusto», disse: l’uno…", "«Già giusto», disse: l’uno…"),
        ("", ""),
    ],
)
def test_text_is_set_as_italian_papers_print_it(typed, printed):
    assert set_text(typed) == printed
    assert set_text(printed) == printed


def test_typesetting_keeps_tags_links_and_characters():
    body = (
        '<p>Disse "va <em>bene</em>" a <a href="/x/?a=1&amp;b=2">l\'altro "X"</a> &amp; ora</p>\n'
        '<p>"Un\'altra".</p>'
    )
    assert set_body(body) == (
        '<p>Disse «va <em>bene</em>» a <a href="/x/?a=1&amp;b=2">l\'altro "X"</a> &amp; ora</p>\n'
        "<p>«Un’altra».</p>"
    )


def test_caption_is_set_and_picture_is_unchanged():
    picture = '<img src="/media/pictures/a.jpg" alt="Un \'alt\' &quot;qui&quot;">'
    body = f'<figure>{picture}<figcaption>"L\'ora"</figcaption>\n</figure>'
    assert set_body(body) == f"<figure>{picture}<figcaption>«L’ora»</figcaption>\n</figure>"
