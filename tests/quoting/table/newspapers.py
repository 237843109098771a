"""Sentences as newspapers write them, with whatever comes first."""

from __future__ import annotations

from tests.quoting.table.case import Case

NEWSPAPERS = (
    Case(
        "Il prezzo, avverte il rapporto, «raddoppierà in tre anni». Così Elena Conti.",
        {"raddoppierà": "-"},
    ),
    Case(
        "Alla domanda se Google tema la concorrenza, Anna Rinaldi alza le spalle: «Dormiamo bene».",
        {"Dormiamo": "Anna Rinaldi//"},
    ),
    Case(
        "«Ho firmato senza leggere», confessa al telefono Aldo Sarti, 54 anni, operaio di Eni.",
        {"Ho firmato": "Aldo Sarti/operaio/Eni"},
    ),
    Case(
        "A chi gli chiede dei ritardi Paul Roche risponde che «il software non si fa col "
        "cronometro».",
        {"il software": "Paul Roche//"},
    ),
    Case(
        "Non tutti applaudono. «Si poteva fare prima», osserva ad esempio Rosa Levi.",
        {"Si poteva": "Rosa Levi//"},
    ),
    Case(
        "Dal canto suo Microsoft ha assicurato che «nessun contratto verrà toccato».",
        {"nessun contratto": "//Microsoft"},
    ),
    Case(
        "«Un’occasione persa»: così Luca Ferri ha commentato la scelta di Anthropic.",
        {"Un’occasione": "Luca Ferri//"},
    ),
    Case(
        "«La macchina impara, noi no», si è sfogata Marta Bellini su X.",
        {"La macchina": "Marta Bellini//"},
    ),
    Case(
        "In audizione la direttrice del Garante della privacy Irene Sala ha chiesto «più "
        "ispettori».",
        {"più ispettori": "Irene Sala/direttrice/Garante della privacy"},
    ),
    Case(
        "Resta scettico il professor Sarti: «I test li ha scritti chi vende».",
        {"I test": "Sarti/professor/"},
    ),
    Case(
        "Google e Meta hanno scritto a Bruxelles: «Le nuove norme arrivano troppo presto».",
        {"Le nuove": "-"},
    ),
    Case(
        "Il dirigente, che ha lasciato OpenAI a marzo, racconta: «Si lavorava sette giorni "
        "su sette».",
        {"Si lavorava": "/dirigente/"},
    ),
    Case(
        "«Mi fido dei numeri», taglia corto Jensen Ho, fondatore di NVIDIA, prima di salire "
        "in auto.",
        {"Mi fido": "Jensen Ho/fondatore/NVIDIA"},
    ),
    Case(
        "Per Anthropic, che ha pubblicato lo studio, «il modello sa di essere osservato».",
        {"il modello": "//Anthropic"},
    ),
    Case(
        "Nessuna replica da Meta. Parla invece Irene Sala: «Abbiamo aperto un fascicolo».",
        {"Abbiamo": "Irene Sala//"},
    ),
    Case(
        "Sul palco Demis Arras ha mostrato il nuovo chip e ha scherzato: «Pesa meno del mio "
        "gatto».",
        {"Pesa": "Demis Arras//"},
    ),
    Case(
        "«Non siamo una banca», è sbottato l’ad di Eni Carlo Vinci.",
        {"Non siamo": "Carlo Vinci/ad/Eni"},
    ),
    Case(
        "Il messaggio di Altman ai dipendenti è di poche righe: «Prendetevi una settimana di "
        "riposo».",
        {"Prendetevi": "Altman//"},
    ),
    Case(
        "La collega di Carlo Vinci, Rosa Levi, ammette: «Nessuno di noi ci credeva».",
        {"Nessuno": "Rosa Levi/collega di Carlo Vinci/"},
    ),
    Case(
        "«Ci penserà il mercato», dicono in coro gli analisti.",
        {"Ci penserà": "/analisti/"},
    ),
    Case(
        "Intervistato da Reuters, Paul Roche non esclude nulla: «Tutte le porte sono aperte».",
        {"Tutte": "Paul Roche//"},
    ),
    Case(
        "Alla fine OpenAI cede. «Daremo i dati», annuncia. «Ma solo ai ricercatori».",
        {"Daremo": "//OpenAI", "Ma solo": "//OpenAI"},
    ),
    Case(
        "Elena Conti cita Calvino: «Chi siamo noi se non una combinatoria di esperienze».",
        {"Chi siamo": "-"},
    ),
    Case(
        "«I conti non tornano», insiste Luca Ferri. E ancora: «Qualcuno dovrà spiegare».",
        {"I conti": "Luca Ferri//", "Qualcuno": "Luca Ferri//"},
    ),
    Case(
        "Roberto Lanza, sviluppatore, l’ha presa con ironia: «Almeno adesso lo sanno tutti».",
        {"Almeno": "Roberto Lanza/sviluppatore/"},
    ),
    Case(
        "Il ministero tace, ma una fonte interna a Eni confida: «Stiamo ancora trattando».",
        {"Stiamo": "-"},
    ),
    Case(
        "«L’accordo è pronto», secondo quanto riferisce Reuters.",
        {"L’accordo": "//Reuters"},
    ),
    Case(
        "Dopo aver lasciato Google, Teresa Villa ha fondato una startup: «Volevo tempo per "
        "pensare».",
        {"Volevo": "Teresa Villa//"},
    ),
    Case(
        "«Il nostro modello», rivendica con orgoglio la direttrice scientifica di Mistral AI "
        "Claire Morel, «parla undici lingue».",
        {
            "Il nostro": "Claire Morel/direttrice scientifica/Mistral AI",
            "parla": "Claire Morel/direttrice scientifica/Mistral AI",
        },
    ),
    Case(
        "La Commissione europea, nella persona della vicepresidente Eva Stahl, ha avvisato Meta: "
        "«Le multe arriveranno».",
        {"Le multe": "Eva Stahl/vicepresidente/Commissione europea"},
    ),
    Case(
        "Che cosa ne pensa Anthropic? «Aspettiamo i dati», taglia corto Luca Ferri.",
        {"Aspettiamo": "Luca Ferri//"},
    ),
    Case(
        "Nel post pubblicato su X, Altman si rivolge agli utenti: «Grazie per la pazienza».",
        {"Grazie": "Altman//"},
    ),
    Case(
        "«Sono macchine», ha sottolineato a margine del convegno di Pisa il filosofo Dario Monti, "
        "«e vanno trattate da macchine».",
        {"Sono": "Dario Monti/filosofo/", "e vanno": "Dario Monti/filosofo/"},
    ),
    Case(
        "Meta respinge le accuse: «I dati erano anonimi».",
        {"I dati": "//Meta"},
    ),
    Case(
        "Le accuse a Meta sono pesanti: «Hanno letto i messaggi privati».",
        {"Hanno": "-"},
    ),
    Case(
        "In tribunale l’avvocato di Google Piero Galli ha sostenuto che la ricerca «non è un "
        "monopolio».",
        {"non è": "Piero Galli/avvocato/Google"},
    ),
    Case(
        "Sempre Galli, poco dopo: «Chiunque può cambiare motore di ricerca».",
        {"Chiunque": "Galli//"},
    ),
    Case(
        "«Si parte a settembre», conferma l’assessora Nadia Fois. Che poi precisa: «Forse a "
        "ottobre».",
        {"Si parte": "Nadia Fois/assessora/", "Forse": "Nadia Fois/assessora/"},
    ),
    Case(
        "Stefano Riva racconta di quando Microsoft gli scrisse: «Venga a lavorare con noi».",
        {"Venga": "//Microsoft"},
    ),
    Case(
        "«Hanno torto», ha detto Anna Rinaldi riferendosi a OpenAI.",
        {"Hanno": "Anna Rinaldi//"},
    ),
    Case(
        "Il titolo di Reuters era «Il chip che non c’era».",
        {"Il chip": "-"},
    ),
    Case(
        "Un tempo il motto di Google era «Non fare del male».",
        {"Non fare": "-"},
    ),
    Case(
        "I sindacati sono sul piede di guerra. «Non firmeremo», ha detto Ugo Pace della Cgil.",
        {"Non firmeremo": "Ugo Pace//"},
    ),
    Case(
        "Anthropic ha chiarito sul proprio sito che gli abbonati «saranno avvisati per tempo».",
        {"saranno": "//Anthropic"},
    ),
    Case(
        '"Il mercato è saturo", dice Kim Lee, analista. "Ma i prezzi non scenderanno".',
        {"Il mercato": "Kim Lee/analista/", "Ma i prezzi": "Kim Lee/analista/"},
    ),
    Case(
        "Kim Lee, analista, è prudente.\n\n«Meglio aspettare i conti», consiglia.",
        {"Meglio": "Kim Lee/analista/"},
    ),
    Case(
        "A rispondere è Paul Roche: «Noi non vendiamo pubblicità».",
        {"Noi": "Paul Roche//"},
    ),
    Case(
        "NVIDIA, per bocca del suo fondatore Jensen Ho, ha replicato: «Non facciamo preferenze».",
        {"Non facciamo": "Jensen Ho/fondatore/NVIDIA"},
    ),
    Case(
        "«Nessun commento», è la linea di Eni.",
        {"Nessun": "//Eni"},
    ),
)
