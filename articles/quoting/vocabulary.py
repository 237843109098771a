"""Italian words that introduce quotations and speakers. The lists are written by hand, and short,
like those of `linking`.
"""

# ruff: noqa: SIM905  (a list of words reads best as words)

from __future__ import annotations

from collections.abc import Iterator

from articles.linking.vocabulary import PERSON_WORDS

#: Verbs of saying in -are, which are conjugated by rule.
_REGULAR = """
    affermare aggiornare ammonire annunciare argomentare assicurare attaccare augurare azzardare
    celiare chiosare commentare confermare confessare consigliare confidare constatare criticare
    denunciare dichiarare domandare elogiare esclamare esordire esultare garantire gridare
    incalzare insinuare invocare ipotizzare ironizzare lamentare mormorare motivare narrare negare
    notare obiettare osservare pensare precisare pronosticare puntualizzare ragionare raccontare
    rassicurare raccomandare replicare ricordare rilanciare rimarcare ripetere rivelare rivendicare
    scherzare segnalare sintetizzare sottolineare spiegare spronare stigmatizzare sussurrare
    tagliare testimoniare tuonare twittare urlare valutare
"""

#: The others: third persons, participle, gerund.
_IRREGULAR = {
    "plural": """
        aggiungono aggiunsero ammettono ammisero avvertono avvertirono chiariscono chiedono
        chiesero concludono conclusero definiscono definirono dicono dicevano dissero insistono
        parlano promettono promisero proseguono riassumono ribadiscono ribadirono riconoscono
        riferiscono riflettono rispondono risposero scrivono scrivevano scrissero smentiscono
        sostengono sostennero suggeriscono
    """,
    "singular": """
        aggiunge aggiungeva aggiunse ammette ammetteva ammise avverte avvertì avvertiva chiarisce
        chiarì chiede chiese chiedeva conclude concluse definisce definì dice diceva disse dirà
        insiste insistette parla parlò prevede promette promise prosegue proseguì riassume
        ribadisce ribadì riconosce riconobbe riferisce riferì riflette risponde rispose rispondeva
        scrive scriveva scrisse smentisce smentì sostiene sosteneva sostenne suggerisce suggerì
        dirlo scriverlo sostenerlo spiegarlo affermarlo raccontarlo confermarlo annunciarlo
        ammetterlo ricordarlo
    """,
    "participle": """
        aggiunto ammesso avvertito chiarito chiesto concluso definito detto detta insistito parlato
        previsto promesso proseguito riassunto ribadito riconosciuto riferito riflettuto risposto
        scritto smentito sostenuto suggerito esordito garantito ammonito ripetuto chiesta sfogato
        sfogata lamentata augurata domandata congratulato congratulata sbottato sbottata
        intervenuto intervenuta
    """,
    "gerund": """
        aggiungendo ammettendo avvertendo chiarendo chiedendo concludendo definendo dicendo
        insistendo parlando promettendo ribadendo riconoscendo rispondendo scrivendo sostenendo
    """,
}


def _conjugated() -> Iterator[tuple[str, str]]:
    endings = {
        "singular": ["a", "ò", "ava"],
        "plural": ["ano", "arono", "avano"],
        "participle": ["ato"],
        "gerund": ["ando"],
    }
    for verb in _REGULAR.split():
        for form, each in endings.items():
            for ending in each:
                yield verb.removesuffix("are") + ending, form
    for form, words in _IRREGULAR.items():
        for word in words.split():
            yield word, form


#: Forms of the verbs of saying, with their kind: `singular`, `plural`, `participle`, `gerund`.
SAYING = dict(_conjugated())

#: Forms that are nouns too, where an article stands before them: «una nota», «la replica».
ALSO_NOUNS = frozenset(
    "nota replica conferma denuncia critica domanda attacca ricorda accusa segnala parla".split()
)
NOUN_HEADS = frozenset("una un la l della nella alla sulla in di sua loro questa dalla".split())

AUXILIARIES = {
    "ha": False, "aveva": False, "avrebbe": False, "ebbe": False, "avrà": False, "abbia": False,
    "hanno": True, "avevano": True, "avrebbero": True, "ebbero": True, "avranno": True,
}  # fmt: skip
TO_BE = frozenset("è era sono erano fu furono sarà sarebbe".split())
#: Participles that have «essere» by themselves: «è sbottato».
WITH_TO_BE = frozenset("sbottato sbottata esordito intervenuto intervenuta".split())
#: Verbs of quoting somebody else, whose words they are.
CITING = frozenset("cita citando citato cita citò citano parafrasando parafrasa".split())
#: «ha fatto sapere», «fa notare».
LET = frozenset(["sapere", "notare", "presente"])
LETTING = {"fa": False, "fece": False, "fatto": False, "fanno": True, "fecero": True}

#: Adverbs between an auxiliary and its participle, or between a quotation and its verb.
ADVERBS = frozenset(
    """
    poi anche inoltre quindi infatti però già subito dunque così invece pure sempre infine appena
    spesso ancora chiaramente semplicemente seccamente ieri oggi stamattina stamane più volte oltre
    lo gli le ci ne mi si che come non solo proprio prima dopo
    """.split()
)

PLAIN_PREPOSITIONS = frozenset(
    """
    di a da in con su per tra fra d ad contro verso presso senza dopo durante sotto sopra grazie
    """.split()
)
JOINED_PREPOSITIONS = frozenset(
    """
    del dello della dell dei degli delle al allo alla all ai agli alle dal dallo dalla dall dai
    dagli dalle nel nello nella nell nei negli nelle sul sullo sulla sull sui sugli sulle col coi
    """.split()
)
OF = frozenset("di d del dello della dell dei degli delle".split())
ARTICLES = frozenset("il lo la l i gli le un uno una".split())

#: Heads of a role.
ROLES = PERSON_WORDS | frozenset(
    """
    ad addetta addetto amministratore amministratrice analista analisti architetto assessora
    assessore astronauta autore autrice avvocata azionista biologa biologo capo capogruppo ceo cfo
    chief chimica chimico cofondatore cofondatrice commissaria commissario comandante consigliera
    consigliere console coordinatore coordinatrice coo cto curatore curatrice delegata delegato
    dipendente dipendenti direttore direttrice dirigente dirigenti docente economista economisti
    editore editrice esperta esperto esperti esponente filosofa filosofo finanziere fisica fisico
    fondatore fondatori fondatrice garante governatore governatrice head imprenditore imprenditrice
    ingegnera ingegnere ingegneri inventore inventrice investitore investitrice legale legali
    leader linguista magistrata magistrato manager matematica matematico medico numero officer
    operaio operai portavoce presidentessa preside procuratore procuratrice programmatore
    programmatrice psicologa psicologo questore rappresentante responsabile rettore rettrice
    ricercatore ricercatori ricercatrice ricercatrici scientist scienziata scienziati scienziato
    segretaria segretario socia socio sociologa sociologo sottosegretaria sottosegretario stratega
    studente studentessa studiosa studiosi studioso sviluppatore sviluppatori sviluppatrice
    sindacati tecnici tecnico titolare vicedirettore vicedirettrice vicepresidente vescovo
    """.split()
)

#: Documents that are read: «si legge nella nota di …».
DOCUMENTS = frozenset(
    """
    nota comunicato comunicati documento documenti post messaggio lettera relazione rapporto blog
    dichiarazione tweet email memoria testo sito articolo
    """.split()
)
READING = frozenset("legge leggeva letto recita recitava riporta".split())

#: Nouns for somebody's words: «è il commento di …».
SPEECH = frozenset(
    """
    commento parere giudizio risposta replica parola parole avviso appello monito promessa sintesi
    sfogo ammissione accusa racconto spiegazione detta voce bocca osservazione previsione
    conclusione opinione
    """.split()
)

#: Words before a name: «denominata “…”».
NAMING = frozenset(
    """
    chiamato chiamata chiamati chiamate denominato denominata denominati denominate cosiddetto
    cosiddetta cosiddetti cosiddette intitolato intitolata titolo nome slogan motto espressione
    termine parola formula sigla detto soprannominato soprannominata ribattezzato ribattezzata
    """.split()
)

#: Words before a title, which has a capital: «il libro “…”».
TITLED = frozenset(
    """
    libro film romanzo saggio canzone serie rubrica articolo studio progetto programma rivista
    podcast opera mostra convegno premio festival rapporto
    """.split()
)

#: Words that begin sentences and are no names: their capital is due to their place.
OPENERS = frozenset(
    """
    ieri oggi domani intanto anche ma poi secondo per dopo prima quando mentre se così infine
    inoltre tuttavia eppure infatti invece dunque quindi perché come dove chi che cosa quale quanto
    questo questa questi queste quello quella lui lei loro egli ella essi nel nella nello nei negli
    nelle sul sulla dal dalla del della dei degli delle al alla ai agli alle con senza su tra fra
    in a da di e o il lo la i gli le un uno una l no sì non già ancora ora adesso allora subito
    durante contro verso presso stando entrambi tutti tutto nessuno molti alcuni pochi uno altro
    altri lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile
    maggio giugno luglio agosto settembre ottobre novembre dicembre recentemente sempre mai forse
    certo solo soltanto proprio nemmeno neppure né siamo sono è era ha hanno abbiamo avevamo
    """.split()
)

PARTICLES = frozenset("de da von van der den bin al la le el ten dos".split())

#: Words before a former role.
FORMER = frozenset(["ex", "allora", "passato"])

#: Words before a role that are no part of it: «il suo CEO».
POSSESSIVES = frozenset(["suo", "sua", "suoi", "sue", "loro"])

#: First words of a sentence that names the speaker of the quotation before it.
LOOKING_BACK = frozenset("lo così a parola parole ne è ad questo questa queste questi".split())

ABBREVIATIONS = frozenset("dott dr prof sig ing avv on art n pag mr mrs st s p a".split())
