"""The command `populate`, which adds synthetic articles, for measuring."""

from __future__ import annotations

import datetime as dt
import random
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.db.choices import MentionStanding
from articles.db.statistics import measure_tables
from articles.delivery import counters
from articles.management.progress import progress
from articles.models import Article, ArticleText, Author, Mention, Section, Tag
from articles.publishing import Decisions, PreparedArticle
from articles.search import index_words, weigh
from articles.text import markup

AT_ONCE = 1000
ORGANIZATIONS = 200
AUTHORS = 20
SECTIONS = 5
TAGS = 30
_SPAN = dt.timedelta(days=10 * 365)  # over which the articles are published

_SYLLABLES = ["ba", "co", "da", "fe", "gi", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "ze"]
_WORDS = """
    accordo acqua aiuto albero amico anno archivio aria autunno bambino banco bosco campo carta
    casa cielo città colore conto corsa costo cura dato difesa dubbio esame estate faccia fatto
    festa fiume forma freddo gente giorno governo guida idea inverno lavoro legge lettera libro
    luce luogo macchina mano mare mattina memoria mese misura modo mondo mostra museo notte
    numero occhio ombra opera ora ordine paese pagina parola parte passo piazza pietra ponte
    porta prezzo prova punto quadro ragione regola riga rumore sala scelta scena scuola segno
    sera sguardo sogno sole spazio storia strada suono tavolo tempo terra testo titolo treno
    vento verità viaggio vita voce volta alto antico basso bello breve caldo chiaro corto debole
    facile forte giovane grande largo lento libero lungo nuovo piccolo pieno rapido serio vero
    apre cambia cerca chiede chiude cresce decide entra finisce guarda lascia legge mette nasce
    parla passa perde porta prende resta scrive segue sente torna trova vede vive
    che con come dopo dove ma mentre nel nella non per perché più poco quando sempre senza sul
    tra tutto
""".split()  # noqa: SIM905


class Command(BaseCommand):
    help = gettext_lazy(
        "Adds synthetic pieces, for measuring: the words make no sense, the organizations do not "
        "exist, and the same number gives the same pieces."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--words", type=int, default=300, help=_("words in a piece"))

    def handle(self, *, count: int, words: int, **options: Any) -> None:
        dice = random.Random(count)  # noqa: S311  (the same articles each time)
        cast = Cast(dice)
        first = Article.objects.count()
        now, step = timezone.now().replace(microsecond=0), _SPAN / max(count, 1)
        # In chronological order, at even distances.
        moments = [now - step * left for left in range(count, 0, -1)]
        for start in progress(range(0, count, AT_ONCE)):
            articles = enumerate(moments[start : start + AT_ONCE], start=first + start)
            _store(dice, articles, words, cast)
        counters.fold.call()
        measure_tables()
        self.stdout.write(_("%(n)d synthetic pieces added.") % {"n": count})


def invented_name(dice: random.Random) -> str:
    """Return a name that no organization has: capitalized syllables and a legal form or the
    like."""
    name = "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(3, 5))).title()
    return f"{name} {dice.choice(['Labs', 'Spa', 'Group', 'Media', 'Tech'])}"


def sentence(dice: random.Random, *, naming: str = "") -> str:
    """Return a sentence of common words, which mentions `naming` if it is given."""
    words = dice.choices(_WORDS, k=dice.randint(8, 18))
    if naming:
        words.insert(dice.randint(1, len(words) - 1), f"l’azienda {naming}")
    return f"{_capital(words)}."


def _capital(words: list[str]) -> str:
    return " ".join([words[0].capitalize(), *words[1:]])


class Cast:
    """The authors, organizations, sections and tags of synthetic articles. Those that exist are
    used again."""

    def __init__(self, dice: random.Random) -> None:
        names = dict.fromkeys(invented_name(dice) for _ in range(ORGANIZATIONS * 2))
        made = [publishing.create_organization(name=name, by=None) for name in names]
        self.organizations = made[:ORGANIZATIONS]
        self.authors = _named(Author, "Firma", AUTHORS)
        self.sections = _named(Section, "Sezione", SECTIONS)
        self.tags = _named(Tag, "tema", TAGS)


def _named(model: type[Model], label: str, many: int) -> list[Any]:
    names = [f"{label} {number + 1}" for number in range(many)]
    return [
        model.objects.filter(name=name).first() or publishing.save_subject(subject=model(name=name))
        for name in names
    ]


def _store(
    dice: random.Random, wanted: Iterable[tuple[int, dt.datetime]], words: int, cast: Cast
) -> None:
    made = [(_made_up(dice, number, words, cast), moment) for number, moment in wanted]
    signed = [dice.choice(cast.authors) for _ in made]
    tagged = [cast.tags[int(TAGS * dice.random() ** 2)] for _ in made]
    publishing.add_synthetic(
        [article for article, _moment in made],
        [
            Decisions(authors=[author], tags=[tag.name], publish_at=moment)
            for (_article, moment), author, tag in zip(made, signed, tagged, strict=True)
        ],
    )


def _made_up(dice: random.Random, number: int, words: int, cast: Cast) -> PreparedArticle:
    """Return an article with the mentions that a reading would find in it."""
    # A few organizations are named often, most of them seldom.
    many = len(cast.organizations)
    about = {cast.organizations[int(many * dice.random() ** 3)] for _ in range(3)}
    sentences = [sentence(dice, naming=each.name) for each in sorted(about, key=str)]
    while sum(len(text.split()) for text in sentences) < words:
        sentences.append(sentence(dice))
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    text = " ".join(paragraphs)
    article = Article(
        headline=f"{_capital(dice.choices(_WORDS, k=6))} {number}",
        standfirst=sentence(dice),
        body=markup.paragraphs_to_html(paragraphs),
        word_count=markup.word_count(text),
        section=dice.choice(cast.sections),
    )
    texts = article.headline, article.standfirst, text
    mentions = [
        Mention(
            article=article,
            organization=organization,
            standing=MentionStanding.AUTOMATIC,
            count=1,
            name=organization.name,
            confidence=0.99,
        )
        for organization in about
    ]
    return PreparedArticle(
        article,
        mentions,
        text=ArticleText(article=article, words=index_words(*texts)),
        words=weigh(article, texts),
    )
