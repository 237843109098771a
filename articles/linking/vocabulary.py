"""Italian words that help to judge a name beside them. The lists are written by hand, and short:
the newsroom's own decisions add to them.
"""

#: Articles, prepositions and conjunctions: the word beyond them is the one that counts.
FUNCTION_WORDS = frozenset(
    """
    di a da in con su per tra fra e ed o od né che il lo la i gli le l un uno una del dello
    della dei degli delle dell al allo alla ai agli alle all dal dallo dalla dai dagli dalle
    dall nel nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull col coi d c
    ad come anche ma se non
    """.split()  # noqa: SIM905  (a list of words reads best as words)
)

#: Joints between the words of one name: «Banca d’Italia», «Procura della Repubblica».
JOINTS = frozenset(["di", "d", "del", "dello", "della", "dell", "dei", "degli", "delle"])

#: Kinds of organization, and roles in one: «la piattaforma X», «il portavoce di Meta».
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

#: Nouns for an organization that is not named: «ha fatto sapere l’azienda».
ORGANIZATION_NOUNS = frozenset(
    """
    azienda società compagnia gruppo laboratorio startup impresa colosso gigante casa fondazione
    multinazionale piattaforma ente istituto associazione
    """.split()  # noqa: SIM905
)

#: Verbs of organizations, after a name: «OpenAI ha annunciato», «Meta lancia».
ORGANIZATION_VERBS = frozenset(
    """
    ha hanno aveva avrebbe annuncia annunciò acquista acquisisce apre assume avvia chiede chiude
    compra conferma denuncia dichiara dice distribuisce finanzia fornisce guida investe lancia
    licenzia nega offre paga possiede presenta produce promette pubblica rilascia risponde
    smentisce sostiene spiega sviluppa vende vuole spa srl inc ltd gmbh corp onlus
    """.split()  # noqa: SIM905
)

#: Common words that are also the names of organizations or people, in the form in which they begin
#: a sentence. Other words are learned from the newsroom's decisions.
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

#: Words that begin an organization's name of several words.
NAME_HEADS = frozenset(
    """
    accademia agenzia alleanza associazione autorità azienda banca cassa centro club comitato
    commissione compagnia confederazione consiglio consorzio cooperativa corte dipartimento ente
    federazione fondazione fondo gruppo istituto laboratorio lega ministero movimento
    osservatorio ospedale partito politecnico procura scuola sindacato società studio tribunale
    unione università university institute foundation bank
    """.split()  # noqa: SIM905
)

#: Words that end such a name.
NAME_TAILS = frozenset(
    """
    ai bank capital co company corp corporation energy entertainment foundation group holding
    holdings inc industries institute international lab labs laboratories ltd media motors
    network networks partners pharma pictures records research robotics semiconductor software
    solutions spa srl studios systems tech technologies technology university ventures
    """.split()  # noqa: SIM905
)

#: Titles and roles of a person, just before the name: «la ministra Bianchi».
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

#: Nouns just before a place: «la città di X», «il mar Y».
PLACE_WORDS = frozenset(
    """
    città paese provincia regione isola via viale piazza corso lago mar mare monte fiume valle
    porto aeroporto stazione quartiere capitale nord sud est ovest costa golfo stretto
    """.split()  # noqa: SIM905
)

#: Countries, regions and cities, in lower case.
PLACES = frozenset(
    """
    abcasia abruzzo abuja adriatico afghanistan africa agrigento alabama alaska albania aleppo
    alessandria algeri algeria amazzonia amburgo america amman amsterdam ancona andorra angola
    ankara antartide anversa aosta arabia arezzo argentina arizona armenia asia asti atene
    atlanta atlantico auckland australia austria avellino azerbaigian baghdad bahamas bahrein
    baku balcani baltimora bangalore bangkok bangladesh barbados barcellona bari basilea
    basilicata baviera beirut belfast belgio belgrado belize belluno benevento bengasi benin
    bergamo bergen berkeley berlino berna bhutan biella bielorussia bilbao birmania birmingham
    bogotà bolivia bologna bolzano bordeaux bosnia boston botswana brasile brasilia bratislava
    brescia bretagna brindisi brunei bruxelles bucarest budapest bulgaria burundi cagliari cairo
    calabria calcutta california caltanissetta cambogia cambridge camerun campania campobasso
    canada canberra canton caracas cardiff casablanca caserta catalogna catania catanzaro
    caucaso cecenia cecoslovacchia chicago chieti chongqing ciad cile cina cipro cleveland
    colombia colombo colorado comore congo copenaghen corea corsica cosenza cracovia cremona
    crimea croazia crotone cuba cuneo cupertino dacca dakar dallas damasco danimarca danzica
    delhi denver detroit doha dominica dresda dubai dublino düsseldorf ecuador edimburgo egitto
    emilia erevan eritrea estonia etiopia europa ferrara fiandre figi filippine finlandia
    firenze florida foggia forlì francia francoforte friuli frosinone fukushima gabon galles
    gambia gaza genova georgia germania gerusalemme ghana giacarta giamaica giappone gibuti
    ginevra giordania glasgow gorizia grecia grenada groenlandia grosseto guatemala guinea
    guyana haiti hangzhou hanoi hawaii helsinki hiroshima honduras houston illinois imperia
    india indonesia inghilterra iran iraq irlanda isernia islamabad islanda israele istanbul
    italia johannesburg jugoslavia kabul karachi kashmir katmandu kazakistan kazan kenya khartum
    kiev kinshasa kirghizistan kosovo kurdistan kuwait kyiv kyoto lagos lahore laos lazio lecce
    lecco leningrado lesotho lettonia lhasa libano liberia libia liechtenstein liguria lilla
    lima lione lipsia lisbona lituania liverpool livorno lombardia londra losanna louisiana
    luanda lubiana lucca lugano lussemburgo macedonia macerata madagascar madrid malawi malaysia
    maldive mali malta manchester manila mantova marocco marsiglia massachusetts matera
    mauritania mauritius mediterraneo melbourne messico messina miami michigan milano
    minneapolis minsk modena mogadiscio moldavia molise monaco mongolia montenegro montréal
    monza mosca mosul mozambico mumbai myanmar nagoya nairobi namibia napoli nepal nevada
    nicaragua niger nigeria nizza normandia norvegia novara nuoro oakland oceania odessa ohio
    olanda oman oristano osaka oslo ossezia ottawa oxford pacifico padova pakistan palermo
    palestina panama paraguay parigi parma patagonia pavia pechino pennsylvania perugia perù
    pesaro pescara philadelphia phoenix piacenza piemonte pietroburgo pisa pistoia pittsburgh
    podgorica polonia pordenone portland portogallo potenza praga pretoria pristina provenza
    puglia pyongyang qatar quito rabat ragusa ravenna redmond reykjavik rieti rimini riyad roma
    romagna romania rotterdam rovigo ruanda russia sacramento sahara saigon salerno salisburgo
    salonicco samoa santiago sarajevo sardegna sassari sassonia savona scandinavia scozia
    seattle senegal seoul serbia seychelles shanghai shenzhen siberia sicilia siena singapore
    siracusa siria siviglia skopje slovacchia slovenia smirne somalia sondrio spagna stoccarda
    stoccolma strasburgo sudafrica sudan sunnyvale suriname svezia svizzera sydney tagikistan
    taipei taiwan tallinn tanzania taranto tbilisi teheran teramo terni texas thailandia tibet
    tirana togo tokyo tolosa tonga torino toronto toscana trapani trentino trento treviso
    trieste tripoli tunisi tunisia turchia turkmenistan ucraina udine uganda umbria ungheria
    urss uruguay usa uzbekistan valencia vallonia vancouver vanuatu varese varsavia veneto
    venezia venezuela verbania vercelli verona vicenza vienna vietnam vilnius virginia viterbo
    volgograd washington wellington wuhan yemen zagabria zambia zimbabwe zurigo
    """.split()  # noqa: SIM905
) | frozenset(
    """
    abu dhabi
    alto adige
    america latina
    arabia saudita
    ascoli piceno
    bosnia erzegovina
    buenos aires
    burkina faso
    cape town
    capo verde
    città del capo
    città del messico
    corea del nord
    corea del sud
    costa d'avorio
    costa rica
    el salvador
    emilia romagna
    emilia-romagna
    emirati arabi uniti
    estremo oriente
    friuli venezia giulia
    gran bretagna
    guinea bissau
    guinea equatoriale
    hong kong
    irlanda del nord
    kuala lumpur
    l'aquila
    la spezia
    las vegas
    los angeles
    medio oriente
    new orleans
    new york
    nord africa
    nord america
    nuova caledonia
    nuova delhi
    nuova zelanda
    ossezia del sud
    paesi bassi
    papua nuova guinea
    reggio calabria
    reggio emilia
    regno unito
    repubblica ceca
    repubblica centrafricana
    repubblica dominicana
    rio de janeiro
    san diego
    san francisco
    san marino
    san paolo
    san pietroburgo
    sierra leone
    silicon valley
    sri lanka
    stati uniti
    stati uniti d'america
    sud america
    sud sudan
    tel aviv
    timor est
    trentino alto adige
    trinidad e tobago
    unione sovietica
    valle d'aosta
    """.strip().split("\n    ")
)
