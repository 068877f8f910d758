"""What is left of the year's tax-free flexi income after the month's pay."""

from preste.engine import PAID, rule
from preste.money import Cents, Flag

LAW = "CIR 92, art. 38, § 1er, 29°"


@rule(
    fr="Flexi-salaire qui reste exonéré cette année",
    nl="Flexiloon dat dit jaar vrijgesteld blijft",
    de="In diesem Jahr steuerfrei bleibender Flexi-Lohn",
    en="Flexi pay that stays tax-free this year",
    law=LAW,
    clock=PAID,
    since="2024-01-01",
)
def flexi_pay_left(
    flexi_pay_this_year: Cents, flexi_pay: Cents, pensioner: Flag, flexi_tax_free_income: Cents
) -> Cents:
    """The ceiling less the year's pay, the month's included; a pensioner has no ceiling."""
    if pensioner:
        return 0
    return max(0, flexi_tax_free_income - flexi_pay_this_year - flexi_pay)
