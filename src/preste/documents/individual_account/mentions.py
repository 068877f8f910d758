"""The mentions an individual account must carry, where each comes from, and the check that none is missing.

Sources: royal decree n° 5 of 23 October 1978 (AR n° 5 du 23 octobre 1978 relatif à la tenue des documents sociaux),
article 4; royal decree of 8 August 1980 (AR du 8 août 1980), articles 13 to 21: the employer, the worker, each
period of pay, each quarter, the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from preste.errors import DocumentError

Part: TypeAlias = Literal["employeur", "travailleur", "période", "trimestre", "année"]


@dataclass(frozen=True)
class Mention:
    """One mention: the part of the decree it belongs to, what it is, where the view carries it and what it is from.

    `path` names a group of the table, and a row of it where the law asks for one figure (`group/row`), or a fact
    (`worker.facts:Sexe`). A mention without a path is not kept yet; `source` then says so to the reader.
    """

    part: Part
    title: str
    path: str
    source: str


_EMPLOYER: tuple[tuple[str, str, str], ...] = (
    ("nom de l'employeur", "employer.name", "fiche de l'employeur"),
    ("adresse de l'employeur", "employer.facts:Adresse", "fiche de l'employeur"),
    ("numéro ONSS", "employer.facts:N° ONSS", "fiche de l'employeur"),
    ("numéro ONVA", "employer.facts:N° ONVA", "pas encore tenu ; dit « pas connu » pour un ouvrier"),
    ("commission paritaire", "employer.facts:Commission paritaire", "contrat, sinon fiche de l'employeur"),
    ("caisse de vacances", "employer.facts:Caisse de vacances", "fiche de l'employeur, pour un ouvrier"),
    ("assureur contre les accidents du travail", "employer.facts:Accidents du travail", "fiche de l'employeur"),
    ("secrétariat social agréé", "employer.facts:Secrétariat social agréé", "fiche de l'employeur"),
)
_WORKER: tuple[tuple[str, str, str], ...] = (
    ("nom du travailleur", "worker.name", "identité"),
    ("adresse du travailleur", "worker.facts:Adresse", "identité"),
    ("date de naissance", "worker.facts:Naissance", "identité"),
    ("sexe", "worker.facts:Sexe", "identité"),
    ("situation fiscale", "worker.facts:Situation fiscale", "situation familiale de l'année"),
    ("type de contrat", "contracts:Type de contrat", "contrat"),
    ("fonction", "contracts:Fonction", "conditions de l'année"),
    ("qualification professionnelle", "contracts:Qualification professionnelle", "pas encore tenue : « pas connu »"),
    ("lieu de travail", "contracts:Lieu de travail", "établissement du contrat"),
    ("date de début", "contracts:Début", "contrat"),
    ("date de fin", "contracts:Fin", "contrat"),
    ("matricule", "worker.number", "identité"),
    ("rémunération de départ", "contracts:Rémunération de départ", "premières conditions"),
    ("éléments de la rémunération", "contracts:Éléments de la rémunération", "conditions et éléments de paie"),
    ("périodicité du paiement", "worker.facts:Périodicité du paiement", "fiche de l'employeur"),
)
_PERIOD: tuple[tuple[str, str, str], ...] = (
    ("jours de travail", "work/days", "jours au code W"),
    ("heures de travail normales", "work/hours", "heures au code W"),
    ("heures complémentaires et supplémentaires", "work/overtime", "heures aux codes HS, HN, HP, HV, HR et HC"),
    ("jours d'interruption et leur motif", "interruptions", "jours aux autres codes"),
    ("rémunération de base", "pay", "conditions du mois"),
    ("montant brut de chaque élément", "cash/gross|in_kind/gross", "lignes au rôle brut"),
    ("avantages en nature et leur montant", "not_liable/taxable", "lignes en plus de l'imposable"),
    ("titres-repas, nombre et montant", "vouchers", "lignes des titres-repas"),
    ("éco-chèques, nombre et montant", "vouchers", "lignes des éco-chèques"),
    ("rémunération soumise à l'ONSS", "bases/liable", "lignes au rôle brut, où une cotisation est retenue"),
    ("montant imposable", "not_liable/taxable", "lignes, du brut à l'imposable"),
    ("cotisations ONSS personnelles", "contributions/worker_contributions", "lignes de cotisation et de réduction"),
    ("précompte professionnel", "tax/withheld", "lignes d'impôt et de réduction"),
    ("cotisation spéciale de sécurité sociale", "tax", "ligne de la cotisation spéciale"),
    ("montant payé en espèces", "deductions/to_pay", "somme de toutes les lignes"),
    ("autres paiements et leur motif", "not_taxable", "lignes en plus du net"),
)
_QUARTER: tuple[tuple[str, str, str], ...] = (
    ("jours de travail effectif du trimestre", "work/days", "somme des mois"),
    ("jours d'interruption du trimestre, par motif", "interruptions/interruptions", "somme des mois"),
    ("rémunérations soumises à l'ONSS du trimestre", "bases/liable", "somme des mois"),
    ("cotisations du travailleur du trimestre", "contributions/worker_contributions", "somme des mois"),
)
_YEAR: tuple[tuple[str, str, str], ...] = (
    ("rémunérations soumises à l'ONSS de l'année", "bases/liable", "somme des mois"),
    ("cotisations du travailleur de l'année", "contributions/worker_contributions", "somme des mois"),
    ("montant imposable de l'année", "not_liable/taxable", "somme des mois"),
    ("précompte professionnel de l'année", "tax/withheld", "somme des mois"),
)
_PARTS: tuple[tuple[Part, tuple[tuple[str, str, str], ...]], ...] = (
    ("employeur", _EMPLOYER),
    ("travailleur", _WORKER),
    ("période", _PERIOD),
    ("trimestre", _QUARTER),
    ("année", _YEAR),
)

MENTIONS = tuple(Mention(part, *one) for part, listed in _PARTS for one in listed)
"""Every mention of the decree, in its order."""

NOT_KEPT = tuple(mention for mention in MENTIONS if not mention.path)
"""The mentions of the periods that Preste does not keep yet: the account says so."""

_COLUMNS = {"période": range(0, 16), "trimestre": range(3, 16, 4), "année": range(16, 17)}


def check_mentions(view: Mapping[str, Any]) -> None:
    """Raise DocumentError unless the view carries every mention that is kept; a simplified one those of who.

    A fact may be told as not known, and a group of amounts may be empty; neither may be left out.
    """
    asked = [m for m in MENTIONS if m.path and (m.part in ("employeur", "travailleur") or not view["simplified"])]
    missing = [mention for mention in asked if not carried(view, mention)]
    if missing:
        names = ", ".join(f"{mention.title} ({mention.part})" for mention in missing)
        raise DocumentError(
            f"the individual account lacks a mention of the royal decree of 8 August 1980: {names}",
            field=missing[0].path,
            where=str(view.get("where", "")),
            remedy="complete the record it is read from, then make the account again",
            code="E-DOCUMENT-MENTION",
        )


def carried(view: Mapping[str, Any], mention: Mention) -> bool:
    """Whether the view says what a mention asks for."""
    if mention.part in _COLUMNS:
        return any(_in_table(view, path, mention.part) for path in mention.path.split("|"))
    place, _, label = mention.path.partition(":")
    if place == "contracts":
        return bool(view["contracts"]) and all(_fact(one["facts"], label) for one in view["contracts"])
    block, _, name = place.partition(".")
    return _fact(view[block]["facts"], label) if name == "facts" else bool(view[block].get(name))


def _fact(facts: Any, label: str) -> bool:
    return any(fact[0] == label and fact[1] for fact in facts)


def _in_table(view: Mapping[str, Any], path: str, part: Part) -> bool:
    """Whether the group is there and, when a row is named, that row with a figure in one of the part's columns."""
    name, _, row = path.partition("/")
    group = view["groups"].get(name)
    if group is None or not row:
        return group is not None
    cells = next((one["cells"] for one in group["rows"] if one["name"] == row), ())
    return any(cells[i] for i in _COLUMNS[part] if i < len(cells))
