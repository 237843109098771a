"""Sentences in which several could speak, or one is named in an unusual place."""

from __future__ import annotations

from tests.quoting.table.case import Case

SEVERAL = (
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
)
