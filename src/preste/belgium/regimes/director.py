"""Company directors under a contract of employment: their own lump-sum expenses, heating and electricity."""

from preste.engine import PAID, rule
from preste.law.shapes import DirectorLumpExpenses, EnergyBenefits
from preste.money import Cents, Flag, half_up, share


@rule(
    fr="Frais professionnels forfaitaires",
    nl="Forfaitaire beroepskosten",
    de="Pauschale Werbungskosten",
    en="Lump-sum professional expenses",
    law="CIR 92, art. 51; annexe III",
    clock=PAID,
    why="company directors have their own rate and maximum",
)
def expenses(annual_gross: Cents, director_lump_expenses: DirectorLumpExpenses) -> Cents:
    """A director's share of the annual gross, within the director's maximum."""
    return min(share(annual_gross, director_lump_expenses.rate), director_lump_expenses.maximum)


@rule(
    fr="Chauffage et électricité",
    nl="Verwarming en elektriciteit",
    de="Heizung und Strom",
    en="Heating and electricity",
    law="AR/CIR 92, art. 18, § 3, 4°",
    clock=PAID,
    why="company directors have their own flat values",
)
def energy_benefits_month(flat_heating: Flag, flat_electricity: Flag, energy_benefits: EnergyBenefits) -> Cents:
    """A twelfth of the year's flat values of a director."""
    if not flat_heating and not flat_electricity:
        return 0
    return half_up(
        flat_heating * energy_benefits.heating_director + flat_electricity * energy_benefits.electricity_director, 12
    )
