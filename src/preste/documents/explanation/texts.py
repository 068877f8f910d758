"""The page's own words, in the four languages."""

from __future__ import annotations

from collections.abc import Mapping

from preste.errors import InputError

_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    # key: French, Dutch, German, English
    "skip": ("Aller aux résultats", "Naar de resultaten", "Zu den Ergebnissen", "Skip to the results"),
    "contents": ("Sommaire", "Inhoud", "Inhalt", "Contents"),
    "intro": (
        "Choisissez un montant pour voir comment il est calculé. Chaque montant de son calcul mène à son tour à sa "
        "cause, jusqu'aux données du mois et aux règles légales.",
        "Kies een bedrag om te zien hoe het berekend is. Elk bedrag in de berekening leidt op zijn beurt naar zijn "
        "oorzaak, tot bij de gegevens van de maand en de wettelijke regels.",
        "Wählen Sie einen Betrag, um zu sehen, wie er berechnet ist. Jeder Betrag der Berechnung führt wiederum zu "
        "seiner Ursache, bis zu den Angaben des Monats und den gesetzlichen Regeln.",
        "Choose an amount to see how it is computed. Each amount of its computation leads in turn to its cause, down "
        "to the month's data and the rules of law.",
    ),
    "intro_paper": (
        "Les renvois entre crochets donnent le numéro de l'étape ; D renvoie aux données, L aux règles légales.",
        "De verwijzingen tussen haken geven het nummer van de stap; D verwijst naar de gegevens, L naar de wettelijke "
        "regels.",
        "Die Verweise in Klammern nennen die Nummer des Schritts; D verweist auf die Angaben, L auf die gesetzlichen "
        "Regeln.",
        "References in brackets give the number of the step; D refers to the data, L to the rules of law.",
    ),
    "results": ("Résultats", "Resultaten", "Ergebnisse", "Results"),
    "item": ("Élément", "Element", "Element", "Item"),
    "amount": ("Montant", "Bedrag", "Betrag", "Amount"),
    "steps": ("Le calcul, étape par étape", "De berekening, stap voor stap", "Die Berechnung, Schritt für Schritt",
              "The computation, step by step"),
    "idle": ("Sans effet ce mois-ci", "Zonder gevolg deze maand", "Ohne Wirkung diesen Monat",
             "Without effect this month"),
    "idle_intro": (
        "Ces éléments valent zéro ce mois-ci. Ouvrez-en un pour voir pourquoi.",
        "Deze elementen zijn deze maand nul. Open er een om te zien waarom.",
        "Diese Elemente sind diesen Monat null. Öffnen Sie eines, um zu sehen, warum.",
        "These items are nil this month. Open one to see why.",
    ),
    "facts": ("Données du mois", "Gegevens van de maand", "Angaben des Monats", "The month's data"),
    "facts_intro": (
        "Ce que l'employeur a introduit pour ce mois. Une erreur ici fausse le calcul : signalez‑la.",
        "Wat de werkgever voor deze maand heeft ingevoerd. Een fout hier maakt de berekening fout: meld ze.",
        "Was der Arbeitgeber für diesen Monat angegeben hat. Ein Fehler hier verfälscht die Berechnung: bitte melden.",
        "What the employer entered for this month. A mistake here makes the computation wrong: report it.",
    ),
    "law_values": ("Règles légales", "Wettelijke regels", "Gesetzliche Regeln", "Rules of law"),
    "true": ("parce que", "omdat", "weil", "because"),
    "false": ("ce n'est pas le cas", "dit is niet zo", "trifft nicht zu", "not the case"),
    "constant": ("Dans ce cas, la règle fixe", "In dit geval bepaalt de regel", "In diesem Fall bestimmt die Regel",
                 "In this case the rule gives"),
    "floor": ("jamais moins de zéro", "nooit minder dan nul", "nie weniger als null", "never less than nil"),
    "floored": ("le calcul donne {value}, remplacé par zéro", "de berekening geeft {value}, vervangen door nul",
                "die Berechnung ergibt {value}, ersetzt durch null", "the sum is {value}, replaced by nil"),
    "zero_terms": ("{count} éléments à zéro", "{count} elementen op nul", "{count} Elemente mit null",
                   "{count} items at nil"),
    "used": ("Chiffres utilisés", "Gebruikte cijfers", "Verwendete Zahlen", "Numbers used"),
    "origin": ("Origine", "Herkomst", "Herkunft", "Origin"),
    "computed": ("calculé", "berekend", "berechnet", "computed"),
    "given": ("donnée du mois", "gegeven van de maand", "Angabe des Monats", "given for the month"),
    "from_law": ("loi", "wet", "Gesetz", "law"),
    "law": ("Base légale", "Wettelijke basis", "Gesetzliche Grundlage", "Legal basis"),
    "serves": ("Sert à", "Dient voor", "Dient für", "Used in"),
    "back": ("Retour aux résultats", "Terug naar de resultaten", "Zurück zu den Ergebnissen", "Back to the results"),
    "value": ("Valeur", "Waarde", "Wert", "Value"),
    "valid": ("Valable", "Geldig", "Gültig", "Valid"),
    "from_to": ("du {start} au {end}", "van {start} tot {end}", "vom {start} bis {end}", "from {start} to {end}"),
    "from_on": ("depuis le {start}, encore en vigueur", "sinds {start}, nog van kracht",
                "seit dem {start}, weiterhin in Kraft", "since {start}, still in force"),
    "key": ("Catégorie et codes", "Categorie en codes", "Kategorie und Codes", "Category and codes"),
    "source": ("Source", "Bron", "Quelle", "Source"),
    "status": ("Statut", "Status", "Status", "Status"),
    "note": ("Note", "Nota", "Anmerkung", "Note"),
    "unsure_head": ("Valeurs légales incertaines", "Onzekere wettelijke waarden", "Unsichere gesetzliche Werte",
                    "Uncertain values of law"),
    "unsure_intro": (
        "Ce calcul utilise des valeurs que nous n'avons pas pu confirmer :",
        "Deze berekening gebruikt waarden die we niet konden bevestigen:",
        "Diese Berechnung verwendet Werte, die wir nicht bestätigen konnten:",
        "This computation uses values that we could not confirm:",
    ),
    "failed": ("Pas calculé", "Niet berekend", "Nicht berechnet", "Not computed"),
    "failed_head": ("Montants non calculés", "Niet-berekende bedragen", "Nicht berechnete Beträge",
                    "Amounts not computed"),
    "missing": ("Il manque", "Ontbreekt", "Es fehlt", "Missing"),
    "remedy": ("Que faire", "Wat te doen", "Was tun", "What to do"),
    "about": ("À propos de ce calcul", "Over deze berekening", "Über diese Berechnung", "About this computation"),
    "earned": ("Gagné le", "Verdiend op", "Verdient am", "Earned on"),
    "paid": ("Payé le", "Betaald op", "Bezahlt am", "Paid on"),
    "plan": ("Jeu de règles", "Regelset", "Regelwerk", "Set of rules"),
    "law_files": ("Empreinte des fichiers de loi", "Vingerafdruk van de wetsbestanden",
                  "Fingerabdruck der Gesetzesdateien", "Fingerprint of the law files"),
    "official": ("officiel", "officieel", "amtlich", "official"),
    "secondary": ("source secondaire", "secundaire bron", "Sekundärquelle", "secondary source"),
    "derived": ("déduit par calcul", "afgeleid door berekening", "rechnerisch abgeleitet", "derived by arithmetic"),
    "unsure": ("incertain", "onzeker", "unsicher", "unsure"),
    "unknown": ("inconnu", "onbekend", "unbekannt", "unknown"),
}  # fmt: skip

LANGUAGES = ("fr", "nl", "de", "en")
STATUS_SIGNS: Mapping[str, str] = {"official": "✓", "secondary": "◦", "derived": "=", "unsure": "⚠", "unknown": "?"}
"""The sign beside a status word, so that colour is never the only mark."""


class Texts:
    """The words of one language: `texts["net"]`."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise InputError(
                f"no texts in language {lang!r}", field="lang", remedy=f"use one of {', '.join(LANGUAGES)}"
            )
        self.lang = lang
        self._column = LANGUAGES.index(lang)

    def __getitem__(self, key: str) -> str:
        return _TEXTS[key][self._column]

    @property
    def colon(self) -> str:
        """What stands before a value: French sets a space before the colon."""
        return "\u00a0:" if self.lang == "fr" else ":"

    def day(self, iso: str) -> str:
        """An ISO day as readers write it; a text that is not a full day stays as it is."""
        parts = iso.split("-")
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            return iso
        year, month, day = parts
        return {"de": f"{day}.{month}.{year}", "en": iso}.get(self.lang, f"{day}/{month}/{year}")

    def span(self, start: str, end: str | None) -> str:
        """The days a value of law holds, in words."""
        if end is None:
            return self["from_on"].format(start=self.day(start))
        return self["from_to"].format(start=self.day(start), end=self.day(end))
