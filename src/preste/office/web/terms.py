"""The reader's language: amounts, months, and what the documents and the engine say in French.

Codes, kinds and titles of the lower layers, and the texts that payslips keep, are French. They are told in the
reader's language here, by the phrases below; what is none of them stays as it was written.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from django.utils import dateformat
from django.utils.translation import get_language, gettext, gettext_noop

from preste import money
from preste.belgium.layers import LAYERS
from preste.calendar import Month, Quarter
from preste.documents.payslip.words import MONTHS
from preste.office.web.account_phrases import ACCOUNT_PHRASES
from preste.office.web.contingent_phrases import OF_CONTINGENTS
from preste.office.web.day_rights import DAY_RIGHTS, WARNINGS
from preste.office.web.event_phrases import EVENT_PHRASES
from preste.office.web.hire_phrases import OF_FIRST_HIRES, OF_TARGET_GROUPS
from preste.office.web.modification_words import OF_MODIFICATIONS
from preste.office.web.notice_phrases import OF_NOTICES
from preste.office.web.phrases import OF_DEPARTURES
from preste.office.web.quarter_phrases import OF_QUARTERS

FRENCH = "fr"
FULL_DATE = {"de": "j. F Y"}
"""How a date is written in full; `1 January 2022` elsewhere."""

PHRASES = (
    # the household
    gettext_noop("Isolé"),
    gettext_noop("Parent isolé"),
    gettext_noop("Conjoint avec revenus"),
    gettext_noop("Conjoint sans revenus"),
    gettext_noop("Conjoint à faibles revenus"),
    gettext_noop("Conjoint à faible pension"),
    gettext_noop("%(n)s enfant à charge"),
    gettext_noop("%(n)s enfants à charge"),
    gettext_noop("%(n)s enfant à charge (dont %(disabled)s handicapé)"),
    gettext_noop("%(n)s enfants à charge (dont %(disabled)s handicapé)"),
    gettext_noop("%(n)s enfants à charge (dont %(disabled)s handicapés)"),
    gettext_noop("%(n)s autre personne à charge"),
    gettext_noop("%(n)s autres personnes à charge"),
    gettext_noop("%(n)s ascendant en dépendance"),
    gettext_noop("%(n)s ascendants en dépendance"),
    gettext_noop("travailleur handicapé"),
    gettext_noop("conjoint handicapé"),
    gettext_noop("non-résident"),
    gettext_noop("barème I"),
    gettext_noop("barème II"),
    gettext_noop("barème III"),
    # status and regime
    gettext_noop("Employé"),
    gettext_noop("Ouvrier"),
    gettext_noop("étudiant"),
    gettext_noop("flexi-job"),
    gettext_noop("article 17"),
    gettext_noop("dirigeant d'entreprise"),
    gettext_noop("travail occasionnel"),
    # pay and schedule
    gettext_noop("%(amount)s par mois"),
    gettext_noop("%(amount)s par heure"),
    gettext_noop("Horaire variable"),
    gettext_noop("Temps plein, %(hours)s h par semaine"),
    gettext_noop("%(hours)s h sur %(full)s h par semaine"),
    # days
    gettext_noop("Travail"),
    gettext_noop("Jour férié"),
    gettext_noop("Vacances annuelles (employé)"),
    gettext_noop("Vacances reportées de l'année précédente (déjà payées)"),
    gettext_noop("Vacances reportées de l'avant-dernière année (déjà payées)"),
    gettext_noop("Vacances annuelles (ouvrier, caisse)"),
    gettext_noop("Vacances supplémentaires (européennes)"),
    gettext_noop("Vacances jeunes ou seniors (ONEM)"),
    gettext_noop("Maladie, salaire garanti"),
    gettext_noop("Maladie, 2e semaine de salaire garanti"),
    gettext_noop("Maladie, complément de l'employeur à la mutuelle"),
    gettext_noop("Maladie, mutuelle"),
    gettext_noop("Petit chômage (congé de circonstance)"),
    gettext_noop("Heures supplémentaires à récupérer (sursalaire seul)"),
    gettext_noop("Heures supplémentaires payées, repos non payé"),
    gettext_noop("Heures supplémentaires payées, sans récupération"),
    gettext_noop("Heures supplémentaires volontaires"),
    gettext_noop("Heures supplémentaires de relance (nettes)"),
    gettext_noop("Heures complémentaires (temps partiel)"),
    gettext_noop("Repos compensatoire rémunéré"),
    gettext_noop("Repos compensatoire non payé"),
    gettext_noop("Accident du travail ou maladie professionnelle, salaire garanti"),
    gettext_noop("Accident du travail"),
    gettext_noop("Maladie professionnelle"),
    gettext_noop("Congé prophylactique"),
    gettext_noop("Congé de maternité"),
    gettext_noop("Congé de naissance (mutuelle)"),
    gettext_noop("Congé d'adoption ou de parent d'accueil (mutuelle)"),
    gettext_noop("Soins d'accueil (ONEM)"),
    gettext_noop("Congé-éducation payé"),
    gettext_noop("Raisons impérieuses"),
    gettext_noop("Devoir civique ou mandat public, non payé"),
    gettext_noop("Congé sans solde"),
    gettext_noop("Grève"),
    gettext_noop("Mission syndicale, non payée"),
    gettext_noop("Chômage temporaire économique"),
    gettext_noop("Chômage temporaire intempéries"),
    gettext_noop("Chômage temporaire, force majeure"),
    gettext_noop("Chômage temporaire, force majeure médicale"),
    gettext_noop("Chômage temporaire, incident technique"),
    gettext_noop("Chômage temporaire, grève ou lock-out"),
    gettext_noop("Chômage temporaire, fermeture collective"),
    gettext_noop("Chômage temporaire, autre"),
    gettext_noop("Crédit-temps ou congé thématique"),
    *DAY_RIGHTS,
    # legal holidays
    gettext_noop("Nouvel An"),
    gettext_noop("Lundi de Pâques"),
    gettext_noop("Fête du Travail"),
    gettext_noop("Ascension"),
    gettext_noop("Lundi de Pentecôte"),
    gettext_noop("Fête nationale"),
    gettext_noop("Assomption"),
    gettext_noop("Toussaint"),
    gettext_noop("Jour de l'Armistice"),
    gettext_noop("Noël"),
    # pay elements
    gettext_noop("Prime soumise à l'ONSS"),
    gettext_noop("Prime de fin d'année"),
    gettext_noop("Double pécule de vacances"),
    gettext_noop("Simple pécule payé par l'employeur précédent"),
    gettext_noop("Règlement du simple pécule"),
    gettext_noop("Simple pécule déjà déclaré par l'employeur précédent"),
    gettext_noop("Pécule de vacances de sortie"),
    gettext_noop("Arriérés d'une année antérieure"),
    gettext_noop("Indemnité de rupture"),
    gettext_noop("Avantage en nature (montant)"),
    gettext_noop("Avantage en nature forfaitaire"),
    gettext_noop("Voiture de société"),
    gettext_noop("Domicile-travail en voiture"),
    gettext_noop("Domicile-travail en transport public"),
    gettext_noop("Indemnité vélo"),
    gettext_noop("Kilomètres de service"),
    gettext_noop("Indemnité de télétravail"),
    gettext_noop("Matériel propre du télétravailleur"),
    gettext_noop("Éco-chèques"),
    gettext_noop("Assurance groupe, prime patronale"),
    gettext_noop("Remboursement de frais"),
    gettext_noop("Assurance groupe, part personnelle"),
    gettext_noop("Avance sur salaire"),
    gettext_noop("Amende du règlement de travail"),
    gettext_noop("Dommage à réparer par le travailleur"),
    gettext_noop("Retenue sur le net"),
    # lines without a rule's title
    gettext_noop("Cotisation ONSS"),
    gettext_noop("Heures supplémentaires"),
    gettext_noop("Heures supplémentaires, dimanche ou férié"),
    gettext_noop("Sursalaire d'heures à récupérer"),
    gettext_noop("Sursalaire d'heures à récupérer, dimanche ou férié"),
    gettext_noop("Heures complémentaires"),
    gettext_noop("Heures supplémentaires nettes"),
    gettext_noop("Heures supplémentaires (avant le changement)"),
    gettext_noop("Heures supplémentaires, dimanche ou férié (avant le changement)"),
    gettext_noop("Sursalaire d'heures à récupérer (avant le changement)"),
    gettext_noop("Sursalaire d'heures à récupérer, dimanche ou férié (avant le changement)"),
    gettext_noop("Heures complémentaires (avant le changement)"),
    gettext_noop("Heures supplémentaires nettes (avant le changement)"),
    gettext_noop("Cotisations du travailleur à charge de l'employeur"),
    gettext_noop("Précompte professionnel"),
    gettext_noop("Salaire horaire"),
    gettext_noop("Traitement mensuel"),
    gettext_noop("Traitement mensuel (%(paid)s h payées sur %(possible)s)"),
    gettext_noop("Indemnité de télétravail au-delà du maximum exonéré"),
    gettext_noop("Rémunération non soumise au précompte"),
    gettext_noop("Titres-repas, part du travailleur"),
    gettext_noop("Titres-repas, part de l'employeur"),
    gettext_noop("mois"),
    gettext_noop("titres"),
    # absences during a notice
    gettext_noop("vacances annuelles"),
    gettext_noop("incapacité de travail (maladie ou accident)"),
    gettext_noop("congé de maternité"),
    gettext_noop("écartement prophylactique"),
    gettext_noop("repos compensatoire"),
    gettext_noop("chômage temporaire (économique, intempéries)"),
    gettext_noop("interruption de carrière ou crédit-temps à temps plein"),
    gettext_noop("détention préventive"),
    gettext_noop("congé de naissance"),
    gettext_noop("congé d'adoption"),
    gettext_noop("congé d'aidant"),
    gettext_noop("congé pour raisons impérieuses"),
    gettext_noop("petit chômage"),
    # groups of the payslip
    gettext_noop("Rémunération"),
    gettext_noop("Avantages en nature"),
    gettext_noop("Sécurité sociale"),
    gettext_noop("Non soumis à l'ONSS"),
    gettext_noop("Impôt"),
    gettext_noop("Non imposable"),
    gettext_noop("À déduire"),
    # what a payslip says of the worker
    gettext_noop("Fonction"),
    gettext_noop("Statut"),
    gettext_noop("Horaire"),
    gettext_noop("En service depuis le"),
    gettext_noop("Sortie de service le"),
    gettext_noop("Situation fiscale"),
    gettext_noop("NISS"),
    # warnings that a payslip keeps
    gettext_noop("article 17 dépassé (%(excess)s) : la rémunération suit le régime ordinaire"),
    gettext_noop("article 17 : aucun précompte n'est retenu, aucun texte trouvé ne le demande"),
    gettext_noop("cotisation spéciale réglée sur un trimestre connu à partir de %(month)s : complétez opening.csv"),
    gettext_noop(
        "rémunération annuelle de référence prise à 12 fois la rémunération mensuelle : "
        "lecture incertaine de l'annexe III, n° 53"
    ),
    gettext_noop(
        "exonération pour enfants appliquée paiement par paiement : lecture incertaine de l'annexe III, n° 54"
    ),
    gettext_noop("plus de jours de vacances pris (%(taken)s) que le droit de %(year)s (%(right)s)"),
    gettext_noop(
        "incapacité du %(first)s au %(last)s : la mutuelle intervient dès le %(day)s ; "
        "feuille de renseignements à lui transmettre (DRS indemnités, scénario 1) au plus tard le %(due)s"
    ),
    gettext_noop(
        "incapacité du %(first)s au %(last)s : reprise partielle, déclaration mensuelle à la mutuelle "
        "(DRS indemnités, scénario 2)"
    ),
    gettext_noop(
        "incapacité du %(first)s au %(last)s : complément de l'employeur à l'assureur, après la 1re semaine, "
        "non calculé"
    ),
    gettext_noop("solde de vacances non calculé : %(reason)s"),
    gettext_noop("heures volontaires : %(hours)s h au-delà du maximum de l'année, sauf CCT du secteur"),
    gettext_noop("heures sans récupération : %(hours)s h au-delà du maximum de l'année, sauf CCT du secteur"),
    gettext_noop("heures volontaires d'un temps partiel : %(n)s ans de temps partiel chez l'employeur sont demandés"),
    gettext_noop("heures nettes du premier semestre de 2021 : secteurs cruciaux seulement"),
    gettext_noop(
        "réduction d'impôt pour heures supplémentaires : maximum de l'horeca, avec caisse enregistreuse déclarée"
    ),
    gettext_noop("repos compensatoire : %(hours)s h prises de plus que gagnées"),
    gettext_noop("repos compensatoire : %(hours)s h à prendre, plus que la limite interne, sauf CCT du secteur"),
    gettext_noop("repos compensatoire : %(hours)s h restent à payer à la fin du contrat"),
    gettext_noop("compteurs d'heures supplémentaires non calculés : %(reason)s"),
    gettext_noop("heures supplémentaires : maximums non vérifiés, %(reason)s"),
    gettext_noop("prime à répartir sur les trimestres de sa période de référence (ONSS)"),
    gettext_noop("retenues de l'employeur au-delà du maximum : %(amount)s reportés au mois suivant (art. 23)"),
    gettext_noop("titres-repas hors des limites de l'exonération : ils seraient de la rémunération"),
    *WARNINGS,
    gettext_noop("rémunération de base sous le barème %(scale)s, échelon %(step)s : %(pay)s au lieu de %(minimum)s"),
    gettext_noop(
        "rémunération de base sous le revenu minimum moyen garanti : %(pay)s au lieu de %(minimum)s ; "
        "les primes de l'année comptent, vérifiez l'année entière"
    ),
    gettext_noop("revenu minimum moyen garanti inconnu pour %(month)s : non vérifié"),
    gettext_noop("paramètre incertain : %(title)s, valeur du %(day)s"),
    # counters of a payslip
    gettext_noop("Heures étudiant depuis le 1er janvier"),
    gettext_noop("Heures article 17 depuis le 1er janvier"),
    gettext_noop("Heures article 17 du trimestre %(quarter)s"),
    gettext_noop("Jours de maladie sans certificat depuis le 1er janvier"),
    gettext_noop("Vacances %(year)s : droit"),
    gettext_noop("Vacances %(year)s : pris"),
    gettext_noop("Vacances %(year)s : solde"),
    gettext_noop("Vacances reportées de %(year)s : droit"),
    gettext_noop("Vacances reportées de %(year)s : pris"),
    gettext_noop("Vacances reportées de %(year)s : solde"),
    gettext_noop("Récupération : gagné"),
    gettext_noop("Récupération : pris"),
    gettext_noop("Récupération : solde"),
    gettext_noop("Heures nettes (max. %(most)s)"),
    gettext_noop("Volontaires (max. %(most)s)"),
    gettext_noop("Sans repos (max. %(most)s)"),
    gettext_noop("Réduction d'impôt (max. %(most)s)"),
    *ACCOUNT_PHRASES,
    *EVENT_PHRASES,
    # creditors
    gettext_noop(
        "pension alimentaire et autres créanciers : la pension est imputée d'abord sur la partie saisissable "
        "(Code judiciaire, art. 1412, lecture incertaine)"
    ),
    gettext_noop(
        "plusieurs créanciers de même rang : un huissier de justice peut demander de lui verser le tout "
        "(Code judiciaire, art. 1390ter et 1627)"
    ),
    gettext_noop(
        "cession notifiée après une saisie : elle est comptée parmi les saisies ordinaires (lecture incertaine "
        "quand une autre saisie lui est postérieure)"
    ),
    gettext_noop("Pension alimentaire"),
    gettext_noop("Cession de rémunération"),
    gettext_noop("Saisie du fisc"),
    gettext_noop("Saisie-arrêt"),
    gettext_noop("Pension alimentaire : %(creditor)s"),
    gettext_noop("Cession de rémunération : %(creditor)s"),
    gettext_noop("Saisie du fisc : %(creditor)s"),
    gettext_noop("Saisie-arrêt : %(creditor)s"),
    *OF_DEPARTURES,
    *OF_QUARTERS,
    *OF_MODIFICATIONS,
    *OF_NOTICES,
    *OF_FIRST_HIRES,
    *OF_TARGET_GROUPS,
    *OF_CONTINGENTS,
)
"""What the layers below say in French; a phrase with names in it holds for whatever stands there."""

FREE = frozenset({"Fonction", "Adresse", "Lieu de travail", "Accidents du travail", "Secrétariat social agréé"})
"""Facts whose value somebody wrote: it is shown as it was written."""


def _group(found: re.Match[str]) -> str:
    """A name of a phrase as a group of an expression; `n` and `disabled` are counts."""
    return f"(?P<{found[1]}>{r'[0-9]+' if found[1] in ('n', 'disabled') else '.+'})"


_EXACT = frozenset(phrase for phrase in PHRASES if "%(" not in phrase)
_PATTERNS = tuple(
    (re.compile(re.sub(r"%\\\((\w+)\\\)s", _group, re.escape(phrase))), phrase)
    for phrase in sorted((phrase for phrase in PHRASES if "%(" in phrase), key=len, reverse=True)
)
_NUMBER = re.compile(r"(\u2212?)(\d{1,3}(?:\u202f\d{3})*),(\d{2})(\u00a0€)?")
_DATE = re.compile(rf"(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})")
_SHORT_MONTHS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_EARNED = re.compile(r"(?P<label>.+) \((?P<month>\d{4}-\d{2}|[a-zûé]+[\u00a0 ]\d{4})\)")


def language() -> str:
    """The reader's language: fr, nl, de or en."""
    return (get_language() or FRENCH)[:2]


def euro(cents: int) -> str:
    """Cents with the sign of the euro, as it is written in the reader's language."""
    return money.euro(cents, language())


def colon() -> str:
    """A colon, after the blank that French sets before it."""
    return "\u00a0:" if language() == FRENCH else ":"


def number(value: int, decimals: int = 2) -> str:
    """An integer with hidden decimals, as it is written in the reader's language."""
    return money.number(value, decimals, language())


def quantity(value: int) -> str:
    """A quantity in hundredths without needless zeros: `21`, `7,60`."""
    return number(value // 100, 0) if value % 100 == 0 else number(value)


def month(of: Month) -> str:
    """A month in full, on one line: `janvier 2022`."""
    return dateformat.format(of.first, "F\u00a0Y")


def said(text: str) -> str:
    """A French text of the layers below in the reader's language; of a list, each part that is known."""
    if not text or language() == FRENCH:
        return text
    if (found := _known(text)) is not None:
        return found
    for between in (" ; ", ", "):
        if between in text:
            return between.lstrip().join(said(part) for part in text.split(between))
    return text


def counter(label: str, value: str) -> tuple[str, str]:
    """A counter and its value, a number with the unit of hours or days, in the reader's language."""
    count, _blank, unit = value.rpartition(" ")
    told = {"h": gettext("h"), "j": gettext("j")}.get(unit, unit)
    return said(label), f"{said(count)} {told}"


def fact(name: str, value: str) -> tuple[str, str]:
    """A name and what it says, in the reader's language; the value alone when somebody wrote it."""
    return said(name), said(value) if name not in FREE or value in _EXACT else value


def line_label(text: str) -> str:
    """A line's label: the title of its rule in the reader's language, or a phrase; else as it is stored."""
    if earned := _EARNED.fullmatch(text):
        return f"{line_label(earned['label'])} ({_month(earned['month'])})"
    if language() == FRENCH:
        return text
    return _titles(language()).get(text) or _known(text) or text


def column(title: str) -> str:
    """The head of a month's, quarter's or year's column; a sign that says it is open or taken over stays."""
    name = title.rstrip("*°")
    star = title[len(name) :]
    if language() == FRENCH or name not in _SHORT_MONTHS:
        return said(name) + star
    return dateformat.format(dt.date(2000, _SHORT_MONTHS.index(name) + 1, 1), "M") + star


def _month(text: str) -> str:
    if text[0].isdigit():
        return month(Month.parse(text))
    name, year = re.split(r"[\u00a0 ]", text)
    return month(Month(int(year), MONTHS.index(name) + 1)) if name in MONTHS else text


def _known(text: str) -> str | None:
    """A phrase, a number or a date in the reader's language; None when it is none."""
    if text in _EXACT:
        return gettext(text)
    lower = text[0].upper() + text[1:]
    if lower in _EXACT:  # in the middle of a sentence
        told = gettext(lower)
        return told if language() == "de" else told[0].lower() + told[1:]
    if match := _NUMBER.fullmatch(text):
        minus, whole, cents, unit = match.groups()
        value = int(whole.replace("\u202f", "") + cents) * (-1 if minus else 1)
        return euro(value) if unit else number(value)
    if match := _DATE.fullmatch(text):
        day, name, year = match.groups()
        date = dt.date(int(year), MONTHS.index(name) + 1, int(day))
        return dateformat.format(date, FULL_DATE.get(language(), "j F Y"))
    for pattern, phrase in _PATTERNS:
        if match := pattern.fullmatch(text):
            return gettext(phrase) % {name: said(part) for name, part in match.groupdict().items()}
    return None


@cache
def _titles(lang: str) -> dict[str, str]:
    """The titles of all rules by their French one; those that are not sure are left out."""
    found: dict[str, set[str]] = {}
    for rule in (rule for layer in LAYERS for rule in layer.rules):
        found.setdefault(rule.titles[FRENCH], set()).add(rule.titles[lang])
    return {title: told.pop() for title, told in found.items() if len(told) == 1}


def quarter(of: Quarter) -> str:
    """A quarter as `trimestre 3 de 2026`."""
    return gettext("trimestre %(n)s de %(year)s") % {"n": of.number, "year": of.year}
