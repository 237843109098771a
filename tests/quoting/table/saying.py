"""Sentences with a verb of saying: before the words, behind them, around their halves, within."""

from __future__ import annotations

from tests.quoting.table.case import Case

SAYING = (
    # The verb before, with a colon.
    Case(
        "Sam Altman ha dichiarato: «Apriremo il modello entro l’estate».",
        {"Apriremo": "Sam Altman//"},
    ),
    Case(
        "Il CEO di OpenAI Sam Altman ha detto: «Non abbiamo ancora deciso la data».",
        {"Non abbiamo": "Sam Altman/CEO/OpenAI"},
    ),
    Case(
        "Yann LeCun, capo della ricerca di Meta, ha scritto: “Chi apre il codice va più lontano”.",
        {"Chi apre": "Yann LeCun/capo della ricerca/Meta"},
    ),
    Case(
        'Ieri Anna Rinaldi, portavoce di Google, ha spiegato: "I dati restano in Europa".',
        {"I dati": "Anna Rinaldi/portavoce/Google"},
    ),
    Case(
        "Su X DeepSeek ha annunciato: «Da lunedì pubblicheremo un archivio al giorno».",
        {"Da lunedì": "//DeepSeek"},
    ),
    Case(
        "Poi la fondatrice di Hugging Face, Marta Bellini, aggiunge: «Siamo partiti in tre».",
        {"Siamo partiti": "Marta Bellini/fondatrice/Hugging Face"},
    ),
    Case(
        "L’amministratore delegato di Eni, Carlo Vinci, avverte: «I prezzi saliranno ancora».",
        {"I prezzi": "Carlo Vinci/amministratore delegato/Eni"},
    ),
    Case(
        "In una nota Microsoft precisa: «Nessun cliente ha perso dati».",
        {"Nessun cliente": "//Microsoft"},
    ),
    # The verb behind.
    Case(
        "«Non è una gara», ha detto Sam Altman.",
        {"Non è": "Sam Altman//"},
    ),
    Case(
        "«Il costo è sceso di dieci volte», spiega Anna Rinaldi, ingegnera di NVIDIA.",
        {"Il costo": "Anna Rinaldi/ingegnera/NVIDIA"},
    ),
    Case(
        "«Ci abbiamo messo due anni», racconta il ricercatore di Anthropic Luca Ferri.",
        {"Ci abbiamo": "Luca Ferri/ricercatore/Anthropic"},
    ),
    Case(
        "«Vedremo», ha risposto Altman ai cronisti.",
        {"Vedremo": "Altman//"},
    ),
    Case(
        "«È un errore grave» ha tuonato la ministra Bianchi.",
        {"È un errore": "Bianchi/ministra/"},
    ),
    Case(
        "“Pagheremo la multa”, ha fatto sapere un portavoce di Meta.",
        {"Pagheremo": "/portavoce/Meta"},
    ),
    Case(
        "«Le regole valgono per tutti», ha ribadito la Commissione europea.",
        {"Le regole": "//Commissione europea"},
    ),
    Case(
        "«Abbiamo sbagliato noi», ha ammesso a Reuters Sam Altman.",
        {"Abbiamo sbagliato": "Sam Altman//"},
    ),
    Case(
        "«Il modello è più piccolo di quanto sembri», ha poi aggiunto Giulia Neri di Mistral AI.",
        {"Il modello": "Giulia Neri//Mistral AI"},
    ),
    Case(
        "«Serve una legge», Elena Conti ha detto davanti al Senato.",
        {"Serve": "Elena Conti//"},
    ),
    Case(
        "«Siamo soddisfatti», scrive in un post il CTO di Mistral AI, Paul Roche.",
        {"Siamo": "Paul Roche/CTO/Mistral AI"},
    ),
    Case(
        "«Il futuro è aperto!», esulta il presidente del Politecnico di Milano Aldo Sarti.",
        {"Il futuro": "Aldo Sarti/presidente/Politecnico di Milano"},
    ),
    # In two halves.
    Case(
        "«Non venderemo i dati», ha promesso Altman, «né oggi né domani».",
        {"Non venderemo": "Altman//", "né oggi": "Altman//"},
    ),
    Case(
        "«È presto», dice Luca Ferri di Anthropic. «Ne riparliamo tra un anno».",
        {"È presto": "Luca Ferri//Anthropic", "Ne riparliamo": "Luca Ferri//Anthropic"},
    ),
    # Words within a sentence.
    Case(
        "Andrea Conti, ex direttore di Google, ha definito l’accordo «una resa senza condizioni».",
        {"una resa": "Andrea Conti/ex direttore/Google"},
    ),
    Case(
        "Microsoft ha parlato di «un guasto limitato nel tempo».",
        {"un guasto": "//Microsoft"},
    ),
    Case(
        "Secondo Sam Altman il modello «capisce quasi tutto di noi».",
        {"capisce": "Sam Altman//"},
    ),
    Case(
        "Per LeCun, invece, «la strada è ancora lunga».",
        {"la strada": "LeCun//"},
    ),
    Case(
        "La strada, secondo il Garante della privacy, «passa dal consenso degli utenti».",
        {"passa": "//Garante della privacy"},
    ),
    Case(
        "A detta di Marta Bellini il progetto «non si fermerà certo qui».",
        {"non si fermerà": "Marta Bellini//"},
    ),
    Case(
        "Stando a Reuters l’offerta «supera i due miliardi di euro».",
        {"supera": "//Reuters"},
    ),
    Case(
        "Demis Arras, che guida Google, ha osservato come i costi «restino il vero problema».",
        {"restino": "Demis Arras//"},
    ),
    Case(
        "Tra i primi a reagire Luca Ferri, che ha commentato: «Era ora che qualcuno lo facesse».",
        {"Era ora": "Luca Ferri//"},
    ),
)
