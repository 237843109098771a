"""Italian words that say something about a name beside them. Written by hand, and short: what
a newsroom's own decisions teach comes on top."""

#: Articles, prepositions and conjunctions: the word that counts is the one beyond them.
FUNCTION_WORDS = frozenset(
    """
    di a da in con su per tra fra e ed o od né che il lo la i gli le l un uno una del dello
    della dei degli delle dell al allo alla ai agli alle all dal dallo dalla dai dagli dalle
    dall nel nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull col coi d c
    ad come anche ma se non
    """.split()  # noqa: SIM905  (a list of words reads best as words)
)

#: What an organisation is, or who stands for one: «la piattaforma X», «il portavoce di Meta».
ORGANIZATION_WORDS = frozenset(
    """
    agenzia associazione autorità azienda banca casa centro colosso comitato compagnia
    concorrente consorzio cooperativa editore ente federazione fondazione fornitore gigante
    gruppo impresa istituto laboratorio ministero multinazionale organizzazione partito
    piattaforma produttore rivale scuola servizio sindacato sito società startup squadra team
    università ad ceo cto cfo amministratore azionista capo cofondatore cofondatrice dipendente
    dipendenti direttore direttrice dirigente fondatore fondatrice ingegnere ingegneri manager
    portavoce presidente ricercatore ricercatori ricercatrice responsabile scienziato scientist
    segretario tecnici vicepresidente azioni acquisizione accordo causa investimento quotazione
    sede modello modelli prodotto prodotti chip
    """.split()  # noqa: SIM905
)

#: What organisations do, when it follows a name: «OpenAI ha annunciato», «Meta lancia».
ORGANIZATION_VERBS = frozenset(
    """
    ha hanno aveva avrebbe annuncia annunciò acquista acquisisce apre assume avvia chiede chiude
    compra conferma denuncia dichiara dice distribuisce finanzia fornisce guida investe lancia
    licenzia nega offre paga possiede presenta produce promette pubblica rilascia risponde
    smentisce sostiene spiega sviluppa vende vuole spa srl inc ltd gmbh corp onlus
    """.split()  # noqa: SIM905
)

#: Common words that are also the names of somebody, in the form in which names begin a
#: sentence. Any other word is learned from the newsroom's yes and no.
COMMON_WORDS = frozenset(
    """
    alba ali alfa alta amazzone ambiente anima ansa apri arca area argo aria atlante aurora
    avanti avvenire azione bella bene borsa bosco camera campo cap capitale carta casa centro
    chiara chiesa chi città colle comune con conad consiglio corte così credito cuore dal dedalo
    deliveroo diamante diritto domani eco elle era esse ente epoca esselunga europa famiglia
    ferro fiat fiera figlia forza fronte futuro gas gatto gazzetta giornale giunta giusto gli
    governo granarolo gruppo guardia idea impresa indipendente insieme intesa isola italia la
    lancia lega leggi leonardo lente levante libera libero linea luce luna madre mani mare
    medusa mela meno mente mercato messaggero meta mina mondo monte natura noi nord nova nuova
    nuovo oggi ora orange organico oro osa pace panda parlamento partito patto perla piazza
    plasma polo ponte popolo porta posta poste potere prima punto quadro quattro radice re
    regione resto ripa riva rosa rosso ruota sacco sale salute salvo sapienza scala scienza
    scuola se senato serie sia sirio sole stampa stato stella stile strada sud target tempo
    terna terra testa tigre tim tre tronca uno unione unità università usa vento verde vero vita
    vivo volo volta wind
    """.split()  # noqa: SIM905
)

#: Words that begin an organisation's name of several words.
NAME_HEADS = frozenset(
    """
    accademia agenzia alleanza associazione autorità azienda banca cassa centro club comitato
    commissione compagnia confederazione consiglio consorzio cooperativa corte dipartimento ente
    federazione fondazione fondo gruppo istituto laboratorio lega ministero movimento
    osservatorio ospedale partito politecnico procura scuola sindacato società studio tribunale
    unione università university institute foundation bank
    """.split()  # noqa: SIM905
)

#: Words that end one.
NAME_TAILS = frozenset(
    """
    ai bank capital co company corp corporation energy entertainment foundation group holding
    holdings inc industries institute international lab labs laboratories ltd media motors
    network networks partners pharma pictures records research robotics semiconductor software
    solutions spa srl studios systems tech technologies technology university ventures
    """.split()  # noqa: SIM905
)

#: Who a person is, just before the name: «la ministra Bianchi».
PERSON_WORDS = frozenset(
    """
    signor signora dottor dottoressa professor professore professoressa avvocato ingegner
    onorevole ministro ministra senatore senatrice deputato deputata papa san santa suor don re
    regina giornalista scrittore scrittrice attore attrice regista cantante allenatore giudice
    sindaco sindaca generale capitano mr mrs premier presidente cancelliere collega
    """.split()  # noqa: SIM905
)

FIRST_NAMES = frozenset(
    """
    adriano alberto alessandra alessandro alessia alessio alice andrea angela angelo anna
    annalisa antonella antonio arianna arturo barbara beatrice bruno camilla carla carlo
    carolina caterina cecilia chiara cinzia claudia claudio cristiano cristina daniela daniele
    dario davide debora diego domenico donatella edoardo elena eleonora elisa elisabetta
    emanuela emanuele emilio emma enrica enrico enzo erica ettore eugenio eva fabio fabrizio
    federica federico ferdinando filippo flavia flavio francesca francesco franco gabriele
    gabriella gaia gennaro giacomo giada gianfranco gianluca gianni gino giorgia giorgio
    giovanna giovanni giulia giuliano giulio giuseppe grazia greta guido ilaria irene isabella
    ivan jacopo laura leonardo letizia lidia lorenzo luca lucia luciano ludovica luigi luisa
    manuela marco margherita maria mariano mario marta martina massimo matilde matteo maurizio
    mauro michela michele mirko monica nadia nicola nicolò noemi olga paola paolo pasquale
    patrizia piero pietro raffaele raffaella riccardo rita roberta roberto rocco rosa salvatore
    samuele sandro sara sebastiano serena sergio silvia silvio simona simone sofia stefania
    stefano susanna teresa tommaso umberto valentina valeria valerio vera veronica vincenzo
    viola vittoria vittorio adam alan albert alex alexander alice amy andrew andrej anne anthony
    arthur ben benjamin bill bob brian carl charles chris christian daniel dario david demis
    donald edward elizabeth elon emily emmanuel eric frank fred gary george gregory harry helen
    henry ilya jack james jane jason jeff jennifer jensen jeremy jerome jim joe john jonathan
    joseph joshua karl kate kevin larry lee liang linda lisa louis mark martin mary matthew max
    michael mike mira nancy nick oliver oscar patrick paul peter philip ray richard robert roger
    ron sam samuel sarah satya scott sergey simon stephen steve steven sundar susan thomas tim
    tom tony ursula victor vladimir walter wang william yann yoshua zhang
    """.split()  # noqa: SIM905
)

#: What stands just before a place: «la città di X», «il mar Y».
PLACE_WORDS = frozenset(
    """
    città paese provincia regione isola via viale piazza corso lago mar mare monte fiume valle
    porto aeroporto stazione quartiere capitale nord sud est ovest costa golfo stretto
    """.split()  # noqa: SIM905
)

PLACES = frozenset(
    """
    abruzzo afghanistan africa albania algeria america arabia argentina asia atene australia
    austria bari basilicata belgio berlino bologna bosnia boston brasile brescia bruxelles
    budapest bulgaria cagliari calabria california cambogia campania canada catania cile cina
    cipro colombia congo corea croazia cuba danimarca dubai ecuador egitto emilia estonia
    etiopia europa filippine finlandia firenze francia francoforte friuli gaza genova germania
    ginevra giappone giordania grecia groenlandia hangzhou inghilterra india indonesia iran iraq
    irlanda islanda israele istanbul italia kenya kiev kyiv lazio lettonia libano libia liguria
    lione lisbona lituania lombardia londra lussemburgo madrid malta marche marocco marsiglia
    messico milano modena molise monaco mosca napoli nigeria norvegia olanda oslo ottawa padova
    pakistan palermo palestina parigi parma pechino perugia perù pescara piemonte pisa polonia
    portogallo praga puglia qatar ravenna roma romania romagna russia salerno sardegna scozia
    seoul serbia shanghai shenzhen sicilia singapore siria slovacchia slovenia spagna stoccolma
    sudafrica svezia svizzera taiwan texas thailandia tokyo torino toscana trento trieste
    tunisia turchia ucraina umbria ungheria urss usa varsavia veneto venezia venezuela verona
    vicenza vienna vietnam virginia washington zurigo
    """.split()  # noqa: SIM905
) | {
    "stati uniti",
    "regno unito",
    "new york",
    "san francisco",
    "los angeles",
    "hong kong",
    "silicon valley",
    "arabia saudita",
    "emirati arabi uniti",
    "corea del sud",
    "corea del nord",
    "paesi bassi",
    "nuova zelanda",
    "emilia romagna",
    "unione sovietica",
    "medio oriente",
}
