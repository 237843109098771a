"""Content as editors would have made it in a release, made with that release's own code: it is run
in its `manage.py shell`. The papers of releases that are out are not made again."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import models, publishing
from articles.media import read_media
from articles.models import Article, Author, Media, Organization, Picture, Section
from articles.pictures import read_photograph
from articles.publishing.articles import previews
from articles.publishing.drafts import working_copies
from tests.media.files import pdf, sample

NOW = timezone.now().replace(microsecond=0)
SECTION = Section.objects.get(slug="modelli")


def main() -> None:
    """Make the content of a release, from the oldest features to the newest."""
    people = {group: make_person(group) for group in ("Redattore", "Caporedattore", "Direttore")}
    editor = people["Caporedattore"]
    article = published("Il pezzo corretto", body="<p>OpenAI ha 20 modelli, dice Sam Altman.</p>")
    withdrawn(editor)
    signs = "<p>Open\u200bAI e Deep\u00adSeek in citta\u0300.</p>"
    published("I se\u00adgni che non si vedono", body=signs)
    published("L’embargo", published_at=dt.datetime(2050, 1, 1, tzinfo=dt.UTC))
    make("La bozza", by=people["Redattore"])
    submitted = make("In revisione", by=people["Redattore"])
    publishing.submit(article=submitted, by=people["Redattore"])
    picture(published("Con una foto"))
    recorded(editor)
    moved()
    amended(article, editor)
    make_working_copies(people["Redattore"])
    merged(editor)
    previews.make_link(article=submitted, by=editor, label="Un avvocato")
    deleted(people["Redattore"])
    accountable(article, people["Direttore"])
    quoted()
    namesakes()
    series()
    publishing.arrange_front(
        places=[article, None, None], until=NOW + dt.timedelta(days=365), by=people["Direttore"]
    )


def make_person(group: str) -> User:
    fields = {"first_name": "Vera", "last_name": group, "is_staff": True}
    person = User.objects.create_user(f"vera.{group.lower()}", password="demo", **fields)
    person.groups.add(Group.objects.get(name=group))
    Author.objects.create(name=f"Vera {group}", slug=f"vera-{group.lower()}", user=person)
    return person


def make(headline: str, *, by: User | None = None, **fields: Any) -> Article:
    author, _made = Author.objects.get_or_create(name="D’Angelo", slug="d-angelo-primo")
    fields = {"body": f"<p>{headline}: parla di OpenAI.</p>", "section": SECTION, **fields}
    tags = fields.pop("tags", ["open source"])
    article = Article(headline=headline, **fields)
    save(article, authors=[author], tags=tags)
    if by is not None:
        Article.objects.filter(pk=article.pk).update(created_by=by)
    return Article.objects.get(pk=article.pk)


def save(article: Article, *, by: User | None = None, **decided: Any) -> None:
    """Save an article with what a person decided."""
    publishing.save([article], publishing.Decisions(**decided), by=by)


def published(headline: str, **fields: Any) -> Article:
    fields.setdefault("published_at", NOW - dt.timedelta(days=2))
    article = make(headline, **fields)
    publishing.publish(article=article, by=None)
    return Article.objects.get(pk=article.pk)


def withdrawn(by: User) -> None:
    article = published("Il pezzo ritirato")
    publishing.withdraw(article=article, by=by, reason="Si fonda su un documento falso.")


def picture(article: Article) -> None:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "#b4432a").save(file, "PNG")
    fields = {"alt": "Una macchia rossa", "credit": "La redazione"}
    photograph = read_photograph(ContentFile(file.getvalue()))
    one = publishing.add_picture(
        picture=Picture(**fields), photograph=photograph, name="foto.png", by=None
    )
    article.lead_picture = one
    figure = f'<figure><img src="/media/{one.file.name}"><figcaption>Qui</figcaption></figure>'
    article.body += figure
    save(article)


def recorded(by: User) -> None:
    """Audio and a document in a text, in a section whose audio is a podcast."""
    files = [ContentFile(sample("tone.mp3")), ContentFile(pdf(pages=3))]
    links = ""
    for file in files:
        one = publishing.add_media(
            media=Media(title="Un file", credit="La redazione", transcript="Buongiorno."),
            upload=file,
            contents=read_media(file),
            by=by,
        )
        links += f'<p><a href="/media/{one.file.name}">Un file</a></p>'
    cover = publishing.add_picture(
        picture=Picture(alt="La copertina", credit="La redazione"),
        photograph=read_photograph(ContentFile(_square(1400))),
        name="copertina.png",
        by=by,
    )
    voices = Section(name="Voci", podcast_category="News", podcast_image=cover, podcast=True)
    publishing.save_subject(subject=voices)
    published("Con un audio", body=f"<p>Si sente.</p>{links}", section=voices)


def _square(side: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (side, side), "#b4432a").save(file, "PNG")
    return file.getvalue()


def moved() -> None:
    """An address that readers knew leads to the one of today."""
    article = published("Il pezzo che cambia indirizzo")
    article.slug = "il-suo-indirizzo-nuovo"
    save(article)


def amended(article: Article, by: User) -> None:
    """A correction, an update without words, and a typo."""
    amendments = [("correction", "Erano 30 modelli."), ("update", ""), ("typo", "")]
    for number, (kind, line) in enumerate(amendments):
        article = Article.objects.get(pk=article.pk)
        article.body = f"<p>OpenAI ha {30 + number} modelli, dice Sam Altman.</p>"
        right = "" if kind == "typo" else "Ora sono di più."
        amendment = publishing.Amendment(kind, wrong=line, right=right)
        save(article, by=by, amendment=amendment)


def make_working_copies(by: User) -> None:
    """Make three copies: of a draft, of an article that is not there yet, and one set aside."""
    draft = Article.objects.get(slug="la-bozza")
    for article in (draft, None, draft):
        key, holder = uuid.uuid4(), "una-scheda"
        known = {"key": key, "holder": holder, "by": by, "article": article, "base_version": 1}
        working_copies.hold_copy(**known)
        typed = "headline=Ancora&body=%3Cp%3EAncora.%3C%2Fp%3E"
        last = working_copies.write_copy(**known, headline="Ancora", typed=typed)
    working_copies.set_aside(last)


def merged(by: User) -> None:
    keep, absorb = (
        publishing.save_organization(organization=Organization(name=name))
        for name in ("Banca dei Dati", "Istituto dei Dati")
    )
    published("La fusione", body="<p>La Banca dei Dati e l’Istituto dei Dati.</p>")
    publishing.merge(keep=keep, absorb=absorb, by=by)


def deleted(by: User) -> None:
    publishing.delete_article(article=make("La bozza eliminata", by=by), by=by)


def accountable(article: Article, by: User) -> None:
    """Rectifications, decisions on a request to be forgotten, and interests."""
    waiting, declined, printed = (
        publishing.receive_rectification(
            rectification=models.Rectification(
                article=article, sender=f"Chi chiede {n}", text="Non è così.",
                received_on=NOW.date(),
            ),
            by=by,
        )
        for n in range(3)
    )  # fmt: skip
    publishing.decline_rectification(rectification=declined, by=by, reason="Non riguarda noi.")
    publishing.publish_rectification(rectification=printed, by=by)
    person = published("Un processo", body="<p>Carla Verdi è imputata. Verdi nega.</p>")
    request = models.OblivionRequest.objects.create(
        person="Carla Verdi", request="Togliere il nome.", received_on=NOW.date()
    )
    request.articles.add(person)
    for fields in (
        {"kind": "initials", "names": "Carla Verdi\nVerdi", "initials": "C.V."},
        {"kind": "note", "note": "È stata assolta."},
        {"kind": "unindexed"},
    ):
        decision = models.OblivionDecision(
            request=request, article=person, reasons="Assolta.", **fields
        )
        publishing.decide_erasure(decision=decision, by=by)
    openai = Organization.objects.get(slug="openai")
    note = {"kind": "sponsor", "note": "OpenAI paga una pagina del giornale."}
    interest = models.Interest.objects.create(organization=openai, **note)
    publishing.leave_out(article=article, interest=interest, by=by, reason="Non la riguarda.")
    models.Imprint.objects.get_or_create(pk=1, defaults={"publisher": "Editrice Aperta"})


def quoted() -> None:
    """Words that somebody said yes to, of a person with a page, and words still to be checked."""
    words = "<p>«Apriremo tutto», ha detto Lidia Conti, direttrice di OpenAI.</p>"
    article = published("Chi ha detto che cosa", body=words)
    published("Chi lo dirà", body=words.replace("Lidia Conti", "Sam Altman"))
    person = models.Person(name="Lidia Conti")
    publishing.save_subject(subject=person)
    for quotation in article.quotations.all():
        attribution = publishing.Attribution(
            speaker="Lidia Conti", person=person, organization=quotation.organization,
            role="direttrice", is_former=False, said_on=None,
        )  # fmt: skip
        yes = publishing.QuotationDecision(quotation, "confirmed", attribution)
        publishing.decide_quotations(article=article, decisions=[yes], by=None)


def namesakes() -> None:
    """Two people who bear one name, told apart by a note, and a merge of two tags."""
    for note in ("sport", "cronaca"):
        publishing.save_subject(subject=Author(name="Marco Rossi", distinguished_by=note))
    keep, absorb = (
        publishing.save_subject(subject=models.Tag(name=name)) for name in ("scuola", "istruzione")
    )
    make("La scuola", tags=["istruzione"])
    publishing.merge(keep=keep, absorb=absorb, by=None)


def series() -> None:
    """A series of a published article, one under embargo and a draft, and a related piece."""
    first, coming, draft = (
        Article.objects.get(slug=slug) for slug in ("con-una-foto", "l-embargo", "la-bozza")
    )
    parts = [first, coming, draft]
    publishing.save_series(series=models.Series(name="La serie"), parts=parts)
    save(first, related=[coming, Article.objects.get(slug="il-pezzo-corretto")])


if __name__ == "<run_path>":
    main()
