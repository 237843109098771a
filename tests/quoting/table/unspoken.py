"""Words between guillemets that nobody says: terms, titles, names, signs."""

from __future__ import annotations

from tests.quoting.table.case import Case

UNSPOKEN = (
    Case("La tecnica, denominata «apprendimento per rinforzo», ha sorpreso Google.", {"appr": "-"}),
    Case("Il saggio «La rete e il potere» è di Elena Conti.", {"La rete": "-"}),
    Case("Google ha presentato il progetto «Orto aperto a tutti».", {"Orto": "-"}),
    Case("La «settimana dell’open source» di DeepSeek comincia lunedì.", {"settimana": "-"}),
    Case("Ha vinto la cosiddetta «legge del più forte», ha scritto Reuters.", {"legge": "-"}),
    Case("Sul muro c’era scritto: «Torno subito, aspettatemi qui».", {"Torno": "-"}),
    Case("Il cartello diceva «Chiuso per ferie» e nessuno ha protestato.", {"Chiuso": "-"}),
    Case("OpenAI lancia «GPT Aperto» in trenta paesi.", {"GPT": "-"}),
)
