"""Sentences of many shapes, all our own, with the speakers in them.

A quotation is identified by its beginning, its speaker by `person / role / organisation`, each
empty where there is none. `-` is nobody: words without a speaker, titles, names.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    text: str
    said: dict[str, str]


#: The organisations that the sentences are read with.
ORGANIZATIONS = (
    "DeepSeek",
    "OpenAI",
    "Meta",
    "Google",
    "Microsoft",
    "Mistral AI",
    "Anthropic",
    "NVIDIA",
    "Hugging Face",
    "Commissione europea",
    "Garante della privacy",
    "Politecnico di Milano",
    "Ferrero",
    "Reuters",
    "Eni",
    "X",
)

CASES = (
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
    # Several who speak.
    Case(
        "«È un passo avanti», dice Anna Rinaldi, mentre per Luca Ferri «mancano ancora i "
        "controlli».",
        {"È un passo": "Anna Rinaldi//", "mancano": "Luca Ferri//"},
    ),
    Case(
        "Altman ha parlato di «una svolta per tutti» e LeCun ha risposto: «Niente di nuovo».",
        {"una svolta": "Altman//", "Niente": "LeCun//"},
    ),
    Case(
        "Quando Meta ha presentato il modello, ha commentato Sam Altman: «Benvenuti tra noi».",
        {"Benvenuti": "Sam Altman//"},
    ),
    Case(
        "Dopo l’annuncio di DeepSeek, Anna Rinaldi ha avvertito: «I conti vanno rifatti».",
        {"I conti": "Anna Rinaldi//"},
    ),
    Case(
        "«Non commentiamo», hanno risposto da Google.",
        {"Non commentiamo": "//Google"},
    ),
    Case(
        "I ricercatori di Anthropic scrivono: «Il rischio è basso ma non nullo».",
        {"Il rischio": "/ricercatori/Anthropic"},
    ),
    Case(
        "Altman e Nadella hanno detto insieme: «Lavoreremo fianco a fianco».",
        {"Lavoreremo": "-"},
    ),
    Case(
        "Marta Bellini (Hugging Face) nota: «La comunità corre più delle aziende».",
        {"La comunità": "Marta Bellini//Hugging Face"},
    ),
    Case(
        "Elena Conti, docente di diritto al Politecnico di Milano, sostiene: «La norma è chiara».",
        {"La norma": "Elena Conti/docente di diritto/Politecnico di Milano"},
    ),
    Case(
        "Il numero uno di NVIDIA, Jensen Ho, scherza: «Ho perso il conto dei chip».",
        {"Ho perso": "Jensen Ho/numero uno/NVIDIA"},
    ),
    Case(
        "«Mai visto niente di simile», è il commento di Luca Ferri.",
        {"Mai visto": "Luca Ferri//"},
    ),
    Case(
        "La risposta di OpenAI: «Il modello non ricorda le conversazioni».",
        {"Il modello": "//OpenAI"},
    ),
    Case(
        "«Abbiamo ascoltato gli utenti», ha dichiarato l’allora CEO di X, Linda Moro.",
        {"Abbiamo": "Linda Moro/allora CEO/X"},
    ),
    Case(
        "Dicendosi sorpreso, Aldo Sarti ha concluso: «Nessuno ci aveva avvisati».",
        {"Nessuno": "Aldo Sarti//"},
    ),
    Case(
        "Rosa Levi, fisica, ride: «Il mio computer è più vecchio di me».",
        {"Il mio": "Rosa Levi/fisica/"},
    ),
    Case(
        "«Il guaio», ragiona Elena Conti, «è che nessuno legge i contratti».",
        {"è che": "Elena Conti//", "Il guaio": "Elena Conti//"},
    ),
    Case(
        "Per il portavoce di Eni, «la trattativa è chiusa».",
        {"la trattativa": "/portavoce/Eni"},
    ),
    Case(
        "«Così non va», la replica secca di Carlo Vinci.",
        {"Così non": "Carlo Vinci//"},
    ),
    Case(
        "Interpellata sul caso, Microsoft non ha voluto commentare: «Non parliamo di contratti».",
        {"Non parliamo": "//Microsoft"},
    ),
    Case(
        "Un dipendente che chiede l’anonimato racconta: «Di notte dormivamo in ufficio».",
        {"Di notte": "/dipendente/"},
    ),
    Case(
        "«Nel 2019 eravamo in due», ricorda oggi la cofondatrice Marta Bellini.",
        {"Nel 2019": "Marta Bellini/cofondatrice/"},
    ),
    Case(
        "Lui, Paul Roche, allarga le braccia e dice: «Ci hanno copiati».",
        {"Ci hanno": "Paul Roche//"},
    ),
    # Nobody's words.
    Case("La tecnica, denominata «apprendimento per rinforzo», ha sorpreso Google.", {"appr": "-"}),
    Case("Il saggio «La rete e il potere» è di Elena Conti.", {"La rete": "-"}),
    Case("Google ha presentato il progetto «Orto aperto a tutti».", {"Orto": "-"}),
    Case("La «settimana dell’open source» di DeepSeek comincia lunedì.", {"settimana": "-"}),
    Case("Ha vinto la cosiddetta «legge del più forte», ha scritto Reuters.", {"legge": "-"}),
    Case("Sul muro c’era scritto: «Torno subito, aspettatemi qui».", {"Torno": "-"}),
    Case("Il cartello diceva «Chiuso per ferie» e nessuno ha protestato.", {"Chiuso": "-"}),
    Case("OpenAI lancia «GPT Aperto» in trenta paesi.", {"GPT": "-"}),
    # As newspapers write them.
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

#: What the finder makes of the rest, by how the words begin: nobody, or somebody else.
MISSED = {
    "Tra un anno": "-",  # a surname that was not introduced, and no verb of saying
    "Prendetevi": "-",
    "Chiunque": "-",
    "Grazie": "-",
    "Meglio": "-",  # no subject, in a paragraph behind that of the person
    "Nessun": "-",  # «è la linea di»
    "Le multe": "//Commissione europea",  # who spoke for it stands in a phrase of its own
    "Non facciamo": "//NVIDIA",
}
