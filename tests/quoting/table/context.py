"""Speakers who stand in a document, in the sentence beside, or in an earlier paragraph."""

from __future__ import annotations

from tests.quoting.table.case import Case

CONTEXT = (
    # Documents.
    Case(
        "«Collaboriamo con le autorità», si legge nella nota di Meta.",
        {"Collaboriamo": "//Meta"},
    ),
    Case(
        "Nel comunicato di NVIDIA si legge: «Le consegne riprenderanno a marzo».",
        {"Le consegne": "//NVIDIA"},
    ),
    Case(
        "Una nota dell’Eni spiega: «L’impianto riaprirà in autunno».",
        {"L’impianto": "//Eni"},
    ),
    # Sentences around.
    Case(
        "«Il codice sarà di tutti». Lo ha detto Sam Altman a Milano.",
        {"Il codice": "Sam Altman//"},
    ),
    Case(
        "Lo ha annunciato Giulia Neri: «Partiremo dalle scuole».",
        {"Partiremo": "Giulia Neri//"},
    ),
    Case(
        "«La concorrenza ci fa bene». Parola di Paul Roche, che guida Mistral AI.",
        {"La concorrenza": "Paul Roche//"},
    ),
    Case(
        "«Ci vorranno vent’anni». Ne è convinto Luca Ferri.",
        {"Ci vorranno": "Luca Ferri//"},
    ),
    Case(
        "Elena Conti non ha dubbi. «Questa legge va cambiata subito».",
        {"Questa legge": "Elena Conti//"},
    ),
    Case(
        "Altman è ottimista: «Tra un anno ne rideremo».",
        {"Tra un anno": "Altman//"},
    ),
    Case(
        "Carlo Vinci è tornato a Roma lunedì. Ha poi aggiunto: «Il gas basterà per l’inverno».",
        {"Il gas": "Carlo Vinci//"},
    ),
    Case(
        "Anche OpenAI ci pensa. In un’intervista il CEO Sam Altman ha detto: «Apriremo qualcosa».",
        {"Apriremo": "Sam Altman/CEO/OpenAI"},
    ),
    Case(
        "Google smentisce le voci. «Non compriamo nessuno», ha detto un portavoce.",
        {"Non compriamo": "/portavoce/Google"},
    ),
    Case(
        "DeepSeek non si scompone. «Continueremo a pubblicare», ha scritto l’azienda.",
        {"Continueremo": "//DeepSeek"},
    ),
    # Who was introduced before.
    Case(
        "Sam Altman, CEO di OpenAI, era a Roma.\n\n«Mi piace l’Italia», ha detto Altman.",
        {"Mi piace": "Sam Altman/CEO/OpenAI"},
    ),
    Case(
        "Giulia De Luca lavora a Torino.\n\nDe Luca spiega: «I sensori costano meno di un caffè».",
        {"I sensori": "Giulia De Luca//"},
    ),
    Case(
        "«Primo: niente segreti», dice Anna Rinaldi.\n\n«Secondo: niente fretta», prosegue.",
        {"Primo": "Anna Rinaldi//", "Secondo": "Anna Rinaldi//"},
    ),
    Case(
        "Il presidente Giovanni Ferrero ha detto: «Restiamo ad Alba».",
        {"Restiamo": "Giovanni Ferrero/presidente/"},
    ),
)
