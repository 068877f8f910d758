"""What a finding of a DmfA says, in four languages and our own words."""

from __future__ import annotations

from collections.abc import Mapping

Sentence = tuple[str, str, str, str]
LANGUAGES = ("fr", "nl", "de", "en")

SENTENCES: Mapping[str, Sentence] = {
    "00011-004": (
        "le numéro ONSS {value} a des chiffres de contrôle faux",
        "het RSZ-nummer {value} heeft foute controlecijfers",
        "die LSS-Nummer {value} hat falsche Prüfziffern",
        "the ONSS number {value} has wrong check digits",
    ),
    "00014-004": (
        "le numéro d'entreprise {value} a des chiffres de contrôle faux",
        "het ondernemingsnummer {value} heeft foute controlecijfers",
        "die Unternehmensnummer {value} hat falsche Prüfziffern",
        "the enterprise number {value} has wrong check digits",
    ),
    "90007-151": (
        "ni numéro ONSS ni numéro d'entreprise : l'employeur n'est pas identifié",
        "geen RSZ-nummer en geen ondernemingsnummer: de werkgever is niet geïdentificeerd",
        "weder LSS-Nummer noch Unternehmensnummer: der Arbeitgeber ist nicht identifiziert",
        "neither ONSS nor enterprise number: the employer is not identified",
    ),
    "90007-006": (
        "cet employeur a déjà une déclaration de ce trimestre dans le fichier",
        "deze werkgever heeft al een aangifte van dit kwartaal in het bestand",
        "dieser Arbeitgeber hat schon eine Erklärung dieses Quartals in der Datei",
        "this employer has another declaration of this quarter in the file",
    ),
    "00013-008": (
        "le trimestre {value} n'existe pas, ou n'était pas fini quand le formulaire a été fait",
        "het kwartaal {value} bestaat niet, of was niet voorbij toen het formulier werd gemaakt",
        "das Quartal {value} gibt es nicht, oder es war noch nicht zu Ende",
        "there is no quarter {value}, or it had not ended when the form was made",
    ),
    "00218-008": (
        "le formulaire est daté dans le futur ({value})",
        "het formulier draagt een datum in de toekomst ({value})",
        "das Formular ist in der Zukunft datiert ({value})",
        "the form is dated in the future ({value})",
    ),
    "00017-003": (
        "la date de début des vacances ne se déclare qu'au quatrième trimestre",
        "de begindatum van de vakantie wordt alleen in het vierde kwartaal aangegeven",
        "der Beginn der Ferien wird nur im vierten Quartal erklärt",
        "the first day of holidays is declared in the fourth quarter only",
    ),
    "00017-008": (
        "la date de début des vacances est entre le 1er mai et le 31 décembre de l'année suivante",
        "de begindatum van de vakantie ligt tussen 1 mei en 31 december van het volgende jaar",
        "der Beginn der Ferien liegt zwischen dem 1. Mai und dem 31. Dezember des nächsten Jahres",
        "the first day of holidays lies between 1 May and 31 December of the next year",
    ),
    "00015-007": (
        "le montant net déclaré est {value}, la somme des montants fait {due} (en centimes)",
        "het aangegeven nettobedrag is {value}, de som van de bedragen is {due} (in cent)",
        "der erklärte Nettobetrag ist {value}, die Summe der Beträge ist {due} (in Cent)",
        "the declared net amount is {value}, the amounts add up to {due} (cents)",
    ),
    "00015-011": (
        "pour la catégorie {category} les réductions dépassent les cotisations de {short} centimes",
        "voor categorie {category} zijn de verminderingen {short} cent hoger dan de bijdragen",
        "für die Kategorie {category} übersteigen die Ermäßigungen die Beiträge um {short} Cent",
        "for category {category} the reductions exceed the contributions by {short} cents",
    ),
    "90017-006": (
        "cette personne figure deux fois dans la déclaration de ce trimestre",
        "deze persoon staat twee keer in de aangifte van dit kwartaal",
        "diese Person steht zweimal in der Erklärung dieses Quartals",
        "this person is in the declaration of this quarter twice",
    ),
    "00024-004": (
        "le numéro national a des chiffres de contrôle faux",
        "het rijksregisternummer heeft foute controlecijfers",
        "die Nationalregisternummer hat falsche Prüfziffern",
        "the national number has wrong check digits",
    ),
    "90012-006": (
        "la ligne {value} figure deux fois pour cette personne",
        "de lijn {value} staat twee keer bij deze persoon",
        "die Zeile {value} steht zweimal bei dieser Person",
        "the line {value} is there twice for this person",
    ),
    "90012-134": (
        "la ligne n'a pas le bloc que demande le code travailleur {value}",
        "de lijn heeft het blok niet dat werknemerskengetal {value} vraagt",
        "der Zeile fehlt der Block, den die Arbeitnehmerkennzahl {value} verlangt",
        "the line lacks the block that worker code {value} asks for",
    ),
    "90012-478": (
        "l'indemnité de rupture commence avant la fin des occupations payées",
        "de verbrekingsvergoeding begint voor het einde van de betaalde tewerkstellingen",
        "die Kündigungsentschädigung beginnt vor dem Ende der bezahlten Beschäftigungen",
        "the severance pay begins before the paid occupations end",
    ),
    "00037-025": (
        "le code travailleur {value} ne se déclare pas dans la catégorie {category}",
        "werknemerskengetal {value} wordt niet aangegeven in categorie {category}",
        "die Arbeitnehmerkennzahl {value} gibt es in der Kategorie {category} nicht",
        "worker code {value} is not declared in category {category}",
    ),
    "00083-084": (
        "le type {value} n'est pas admis pour le code {code} dans la catégorie {category}",
        "type {value} is niet toegelaten voor code {code} in categorie {category}",
        "Typ {value} ist für Kennzahl {code} in der Kategorie {category} nicht zugelassen",
        "type {value} is not allowed for code {code} in category {category}",
    ),
    "00082-030": (
        "la cotisation ordinaire {value} n'est pas celle du code de la ligne, {code}",
        "de gewone bijdrage {value} is niet die van de code van de lijn, {code}",
        "der gewöhnliche Beitrag {value} ist nicht der der Zeile, {code}",
        "the ordinary contribution {value} is not that of the line's code, {code}",
    ),
    "00042-001": (
        "le numéro d'unité d'établissement manque",
        "het nummer van de vestigingseenheid ontbreekt",
        "die Nummer der Niederlassungseinheit fehlt",
        "the establishment unit's number is missing",
    ),
    "00042-003": (
        "un numéro d'unité d'établissement commence par un chiffre de 2 à 8",
        "een nummer van een vestigingseenheid begint met een cijfer van 2 tot 8",
        "eine Nummer einer Niederlassungseinheit beginnt mit einer Ziffer von 2 bis 8",
        "an establishment unit's number begins with a digit from 2 to 8",
    ),
    "00042-053": (
        "depuis 2014 l'unité d'établissement se déclare sur l'occupation",
        "sinds 2014 wordt de vestigingseenheid op de tewerkstelling aangegeven",
        "seit 2014 wird die Niederlassungseinheit bei der Beschäftigung erklärt",
        "since 2014 the establishment unit is declared on the occupation",
    ),
    "00045-001": (
        "cette occupation doit avoir une date de fin",
        "deze tewerkstelling moet een einddatum hebben",
        "diese Beschäftigung muss ein Enddatum haben",
        "this occupation must have an end date",
    ),
    "00045-008": (
        "l'occupation finit hors du trimestre de la ligne",
        "de tewerkstelling eindigt buiten het kwartaal van de lijn",
        "die Beschäftigung endet außerhalb des Quartals der Zeile",
        "the occupation ends outside the quarter of the line",
    ),
    "00044-008": (
        "l'occupation commence après le trimestre, ou plus d'un siècle avant",
        "de tewerkstelling begint na het kwartaal, of meer dan een eeuw ervoor",
        "die Beschäftigung beginnt nach dem Quartal, oder mehr als ein Jahrhundert davor",
        "the occupation begins after the quarter, or over a century before",
    ),
    "00046-008": (
        "il n'y a pas de commission paritaire {value}",
        "er is geen paritair comité {value}",
        "es gibt keine paritätische Kommission {value}",
        "there is no joint committee {value}",
    ),
    "00047-008": (
        "zéro jour par semaine va avec zéro heure, et seulement sans prestation due",
        "nul dagen per week gaat samen met nul uren, en alleen als geen prestatie verschuldigd is",
        "null Tage pro Woche gehen mit null Stunden, und nur wenn keine Leistung geschuldet ist",
        "zero days a week goes with zero hours, and only when no work is due",
    ),
    "90015-095": (
        "{value} centièmes de jours : l'occupation n'en compte que {most} dans le trimestre",
        "{value} honderdsten van dagen: de tewerkstelling telt er maar {most} in het kwartaal",
        "{value} Hundertstel Tage: die Beschäftigung hat im Quartal nur {most}",
        "{value} hundredths of days: the occupation has only {most} in the quarter",
    ),
    "90015-096": (
        "{value} centièmes de jours : le régime de travail n'en permet que {most}",
        "{value} honderdsten van dagen: de arbeidsregeling laat er maar {most} toe",
        "{value} Hundertstel Tage: die Arbeitsregelung erlaubt nur {most}",
        "{value} hundredths of days: the working time allows only {most}",
    ),
    "90015-134": (
        "une occupation sans prestation ni rémunération, sans que rien le justifie",
        "een tewerkstelling zonder prestaties of bezoldigingen, zonder verantwoording",
        "eine Beschäftigung ohne Leistung und Entlohnung, ohne Begründung",
        "an occupation with neither working time nor pay, and no reason given",
    ),
    "90015-169": (
        "une indemnité de rupture ne se déclare pas avec d'autres rémunérations",
        "een verbrekingsvergoeding wordt niet samen met andere bezoldigingen aangegeven",
        "eine Kündigungsentschädigung steht nicht bei anderen Entlohnungen",
        "severance pay is not declared beside other pay",
    ),
    "90015-244": (
        "les heures par semaine du travailleur dépassent celles de la personne de référence",
        "de uren per week van de werknemer zijn hoger dan die van de maatman",
        "die Wochenstunden übersteigen die der Referenzperson",
        "the worker's weekly hours exceed those of the reference person",
    ),
    "00064-001": (
        "les heures manquent : elles sont obligatoires à temps partiel et pour certains statuts",
        "de uren ontbreken: ze zijn verplicht bij deeltijds werk en voor sommige statuten",
        "die Stunden fehlen: bei Teilzeit und manchen Statuten sind sie Pflicht",
        "the hours are missing: they are due for part-timers and some statuses",
    ),
    "00064-008": (
        "{value} centièmes d'heures, c'est plus de 24 heures par jour",
        "{value} honderdsten van uren is meer dan 24 uur per dag",
        "{value} Hundertstel Stunden sind mehr als 24 Stunden am Tag",
        "{value} hundredths of hours is more than 24 hours a day",
    ),
    "00063-034": (
        "{value} centièmes de jours d'un code, c'est plus que le trimestre",
        "{value} honderdsten van dagen van één code is meer dan het kwartaal",
        "{value} Hundertstel Tage einer Kennzahl sind mehr als das Quartal",
        "{value} hundredths of days of one code is more than the quarter",
    ),
    "00068-001": (
        "une prime (code {code}) demande sa fréquence de paiement",
        "een premie (code {code}) vraagt haar betalingsfrequentie",
        "eine Prämie (Kennzahl {code}) verlangt ihre Zahlungshäufigkeit",
        "a bonus (code {code}) asks for how often it is paid",
    ),
    "00070-008": (
        "une rémunération de zéro ne se déclare que pour le solde du budget mobilité",
        "een bezoldiging van nul wordt alleen voor het saldo van het mobiliteitsbudget aangegeven",
        "eine Entlohnung von null gibt es nur für den Rest des Mobilitätsbudgets",
        "pay of zero is declared only for the balance of the mobility budget",
    ),
    "00084-001": (
        "la base de calcul manque : la cotisation {code} est un taux sur une base",
        "de berekeningsbasis ontbreekt: bijdrage {code} is een percentage van een basis",
        "die Berechnungsgrundlage fehlt: der Beitrag {code} ist ein Satz auf eine Grundlage",
        "the basis is missing: contribution {code} is a rate on a basis",
    ),
    "00084-044": (
        "la base déclarée est {value}, les rémunérations font {due} (en centimes)",
        "de aangegeven basis is {value}, de bezoldigingen zijn {due} (in cent)",
        "die erklärte Grundlage ist {value}, die Entlohnungen ergeben {due} (in Cent)",
        "the declared basis is {value}, the pay makes {due} (cents)",
    ),
    "00085-044": (
        "{value} déclaré, {due} calculé : {rate} % de {basis} (en centimes)",
        "{value} aangegeven, {due} berekend: {rate} % van {basis} (in cent)",
        "{value} erklärt, {due} berechnet: {rate} % von {basis} (in Cent)",
        "{value} declared, {due} computed: {rate} % of {basis} (cents)",
    ),
    "00089-044": (
        "réduction de {value}, alors que les cotisations qu'elle diminue font {most} en tout (en centimes)",
        "vermindering van {value}, terwijl de bijdragen die ze vermindert samen {most} zijn (in cent)",
        "Ermäßigung von {value}, während die Beiträge, die sie senkt, zusammen {most} ergeben (in Cent)",
        "reduction of {value}, while the contributions that it lowers make {most} in all (cents)",
    ),
    "00086-064": (
        "la réduction {value} ne se demande pas à ce niveau",
        "vermindering {value} wordt niet op dit niveau gevraagd",
        "die Ermäßigung {value} wird nicht auf dieser Ebene beantragt",
        "reduction {value} is not asked for at this level",
    ),
    "00086-066": (
        "la réduction {value} demande un bloc de détail",
        "vermindering {value} vraagt een detailblok",
        "die Ermäßigung {value} verlangt einen Detailblock",
        "reduction {value} asks for a block of details",
    ),
    "01158-008": (
        "{value} heures d'étudiant : le contingent de l'année est de {most}",
        "{value} studentenuren: het contingent van het jaar is {most}",
        "{value} Studentenstunden: das Kontingent des Jahres ist {most}",
        "{value} student hours: the year's quota is {most}",
    ),
    "90438-001": (
        "la mesure {value} demande les deux mesures et leurs parts",
        "maatregel {value} vraagt de twee maatregelen en hun aandeel",
        "die Maßnahme {value} verlangt beide Maßnahmen und ihre Anteile",
        "measure {value} asks for the two measures and their shares",
    ),
    "00545-001": (
        "une justification est obligatoire : la correction diminue une rémunération plus de deux trimestres après",
        "een verantwoording is verplicht: de correctie verlaagt een bezoldiging meer dan twee kwartalen later",
        "eine Begründung ist Pflicht: die Berichtigung senkt eine Entlohnung nach mehr als zwei Quartalen",
        "a reason is due: the correction lowers pay, more than two quarters later",
    ),
    "00618-174": (
        "l'action {value} ne va pas avec ce que contient la ligne",
        "actie {value} past niet bij wat de lijn bevat",
        "die Aktion {value} passt nicht zum Inhalt der Zeile",
        "action {value} does not go with what the line holds",
    ),
}
"""The sentences of codes that say more than their suffix."""

BY_SUFFIX: Mapping[str, Sentence] = {
    "001": ("absent", "ontbreekt", "fehlt", "missing"),
    "004": (
        "chiffres de contrôle faux ({value})",
        "foute controlecijfers ({value})",
        "falsche Prüfziffern ({value})",
        "wrong check digits ({value})",
    ),
    "006": (
        "deux fois la même chose ({value})",
        "twee keer hetzelfde ({value})",
        "zweimal dasselbe ({value})",
        "the same twice ({value})",
    ),
    "008": (
        "hors du domaine admis ({value})",
        "buiten het toegelaten domein ({value})",
        "außerhalb des zulässigen Bereichs ({value})",
        "outside the allowed values ({value})",
    ),
    "014": (
        "la fin précède le début ({value})",
        "het einde ligt voor het begin ({value})",
        "das Ende liegt vor dem Anfang ({value})",
        "the end comes before the beginning ({value})",
    ),
    "029": (
        "ne va pas avec le code de rémunération",
        "past niet bij de bezoldigingscode",
        "passt nicht zur Entlohnungskennzahl",
        "does not go with the pay code",
    ),
    "030": (
        "ne va pas avec le code travailleur {code}",
        "past niet bij werknemerskengetal {code}",
        "passt nicht zur Arbeitnehmerkennzahl {code}",
        "does not go with worker code {code}",
    ),
    "034": (
        "ne va pas avec le trimestre ({value})",
        "past niet bij het kwartaal ({value})",
        "passt nicht zum Quartal ({value})",
        "does not go with the quarter ({value})",
    ),
    "044": (
        "{value} déclaré, {due} calculé (en centimes)",
        "{value} aangegeven, {due} berekend (in cent)",
        "{value} erklärt, {due} berechnet (in Cent)",
        "{value} declared, {due} computed (cents)",
    ),
    "053": ("n'est pas d'application", "niet van toepassing", "nicht anwendbar", "does not apply"),
    "062": ("n'est pas d'application", "niet van toepassing", "nicht anwendbar", "does not apply"),
    "082": (
        "le bloc n'est pas d'application",
        "het blok is niet van toepassing",
        "der Block ist nicht anwendbar",
        "the block does not apply",
    ),
    "083": (
        "la réduction du temps de travail est trop faible",
        "de arbeidsduurvermindering is te klein",
        "die Arbeitszeitverkürzung ist zu gering",
        "the reduction of working time is too small",
    ),
    "146": ("non admis ici", "hier niet toegelaten", "hier nicht zulässig", "not allowed here"),
}
"""What the last three digits mean wherever they stand."""


def sentence(code: str, name: str, facts: Mapping[str, object]) -> Mapping[str, str]:
    """What a code says about the element `name`, with the facts of the case."""
    own = SENTENCES.get(code)
    words = own or BY_SUFFIX[code[-3:]]
    said = (text.format_map(facts) for text in words)
    gap = {"fr": " : "}
    return {
        language: text if own else f"{name}{gap.get(language, ': ')}{text}"
        for language, text in zip(LANGUAGES, said, strict=True)
    }
