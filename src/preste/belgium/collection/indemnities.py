"""Fixed indemnities: provisions that were not paid as they should, a declaration that came late."""

from preste.engine import rule
from preste.law.shapes import DmfaLateIndemnity, OnssProvisionIndemnity
from preste.money import Cents, Count, at, down, row


@rule(
    fr="Indemnité forfaitaire pour provisions non payées",
    nl="Forfaitaire vergoeding voor niet betaalde voorschotten",
    de="Pauschalentschädigung für nicht gezahlte Vorschüsse",
    en="Fixed indemnity for unpaid provisions",
    law="AR du 28 novembre 1969, art. 54bis",
)
def provision_indemnity(declared_contributions: Cents, onss_provision_indemnity: OnssProvisionIndemnity) -> Cents:
    """Once a quarter, by the contributions declared for it."""
    return at(onss_provision_indemnity.amount, row(onss_provision_indemnity.up_to, declared_contributions))


@rule(
    fr="Indemnité forfaitaire pour DmfA tardive",
    nl="Forfaitaire vergoeding voor een laattijdige DmfA",
    de="Pauschalentschädigung für eine verspätete DmfA",
    en="Fixed indemnity for a late DmfA",
    law="AR du 28 novembre 1969, art. 54",
)
def late_declaration_indemnity(declared_contributions: Cents, dmfa_late_indemnity: DmfaLateIndemnity) -> Cents:
    """An amount, and one more for each whole slice of contributions above a bound."""
    slices: Count = down(max(0, declared_contributions - dmfa_late_indemnity.above), dmfa_late_indemnity.slice)
    return dmfa_late_indemnity.base + slices * dmfa_late_indemnity.amount
