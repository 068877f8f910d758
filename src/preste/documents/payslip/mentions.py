"""The mentions a payslip must carry, and the check that none is missing.

Source: royal decree of 27 September 1966 (AR du 27 septembre 1966 déterminant … les renseignements que doit
contenir le décompte), article 1, numbers 1 to 15; law of 12 April 1965, article 15.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preste.errors import DocumentError


@dataclass(frozen=True)
class Mention:
    """One mention: its number in the decree, what it is (as the reader is told), where the view carries it."""

    number: str
    title: str
    path: str


MENTIONS = (
    Mention("1", "nom de l'employeur", "employer.name"),
    Mention("1", "adresse de l'employeur", "employer.address"),
    Mention("2", "nom et prénom du travailleur", "worker.name"),
    Mention("3", "numéro du travailleur (matricule)", "worker.number"),
    Mention("4", "période du décompte", "period"),
    Mention("5", "prestations de la période", "work.total"),
    Mention("6", "rémunération de base", "base_pay"),
    Mention("7a", "rémunération en espèces", "sections.cash"),
    Mention("7b", "avantages en nature", "sections.in_kind"),
    Mention("7c", "total brut", "totals.gross"),
    Mention("8", "retenues de sécurité sociale", "sections.contributions"),
    Mention("9", "sommes non soumises aux retenues de sécurité sociale", "sections.not_liable"),
    Mention("10", "montant imposable", "totals.taxable"),
    Mention("11", "précompte professionnel", "sections.tax"),
    Mention("12", "sommes non imposables", "sections.not_taxable"),
    Mention("13", "montant net octroyé", "totals.granted"),
    Mention("14", "sommes à déduire", "sections.deductions"),
    Mention("15", "montant net à payer en espèces", "to_pay"),
)
"""The fifteen mentions; one that holds several things is there once for each."""


def check_mentions(view: Mapping[str, Any]) -> None:
    """Raise DocumentError unless the view carries every mention.

    A group of amounts may be empty (the payslip then says "néant"), but it must be there.
    """
    missing = [mention for mention in MENTIONS if not _carried(view, mention.path)]
    if missing:
        names = ", ".join(f"{mention.title} ({mention.number}°)" for mention in missing)
        raise DocumentError(
            f"the payslip lacks a mention of the royal decree of 27 September 1966: {names}",
            field=missing[0].path,
            where=str(view.get("where", "")),
            remedy="complete the record it is read from, then make the payslip again",
            code="E-DOCUMENT-MENTION",
        )


def _carried(view: Mapping[str, Any], path: str) -> bool:
    found: Any = view
    for name in path.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return False
        found = found[name]
    return bool(found)
