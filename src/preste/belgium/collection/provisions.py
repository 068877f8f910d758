"""Provisions: what an employer pays the ONSS by the 5th of each month on the contributions of a quarter."""

from preste.engine import rule
from preste.law.shapes import OnssProvision
from preste.money import Cents, Count, Flag, Percent, share

LAW = "AR du 28 novembre 1969, art. 34 et 34bis"


@rule(
    fr="Provision forfaitaire",
    nl="Forfaitair voorschot",
    de="Pauschaler Vorschuss",
    en="Flat provision",
    law=LAW,
)
def provision_flat(provision_workers: Count, onss_provision: OnssProvision) -> Cents:
    """An amount for each worker but the first ones."""
    return max(0, provision_workers - onss_provision.free_workers) * onss_provision.flat


@rule(
    fr="Provision du mois",
    nl="Voorschot van de maand",
    de="Vorschuss des Monats",
    en="Provision of the month",
    law=LAW,
)
def provision(
    provision_flat: Cents,
    contributions_year_before: Cents,
    contributions_two_before: Cents,
    without_reference: Flag,
    onss_provision: OnssProvision,
    onss_provision_share: Percent,
) -> Cents:
    """A share of the same quarter a year before, by who owed enough two quarters before; flat without a reference."""
    if without_reference:
        return provision_flat
    if contributions_two_before <= onss_provision.threshold:
        return 0
    return share(contributions_year_before, onss_provision_share)
