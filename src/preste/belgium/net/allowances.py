"""Reimbursed costs, vouchers and commuting: what is paid or kept without contributions."""

from preste.engine import PAID, rule
from preste.law.shapes import BicycleAllowance, HomeOffice, MileageQuarterly, MileageYearly
from preste.money import Cents, Count, Flag, Hundredths, priced

LAW = "AR du 28 novembre 1969, art. 19, § 2; CIR 92, art. 31 et 38"
VOUCHER_LAW = "AR du 28 novembre 1969, art. 19bis"


@rule(
    fr="Indemnité vélo",
    nl="Fietsvergoeding",
    de="Fahrradvergütung",
    en="Bicycle allowance",
    clock=PAID,
    law="CIR 92, art. 38, § 1er, 14°",
)
def bicycle(bicycle_km: Hundredths, bicycle_allowance: BicycleAllowance) -> Cents:
    """Kilometres by bicycle at the exempt rate of the year."""
    if bicycle_km == 0:
        return 0
    return priced(bicycle_allowance.per_km, bicycle_km)


@rule(
    fr="Indemnité kilométrique",
    nl="Kilometervergoeding",
    de="Kilometergeld",
    en="Mileage allowance",
    clock=PAID,
    law="AR du 18 janvier 1965, art. 13; AR du 13 juillet 2017, art. 74",
)
def mileage(
    mileage_km: Hundredths, mileage_by_quarter: Flag, mileage_yearly: MileageYearly, mileage_quarterly: MileageQuarterly
) -> Cents:
    """Kilometres on duty at the federal rate, of the year (July to June) or of the quarter."""
    if mileage_km == 0:
        return 0
    if mileage_by_quarter:
        return priced(mileage_quarterly.per_km, mileage_km)
    return priced(mileage_yearly.per_km, mileage_km)


@rule(
    fr="Indemnité domicile-travail imposable",
    nl="Belastbare woon-werkvergoeding",
    clock=PAID,
    de="Steuerpflichtige Fahrtkostenerstattung",
    en="Taxable commuting allowance",
    law="CIR 92, art. 38, § 1er, 9°, c",
)
def commuting_taxable(commuting_allowance: Cents, commuting_this_year: Cents, commuting_car_exemption: Cents) -> Cents:
    """The part of the allowance that exceeds what is left of the year's exemption."""
    if commuting_allowance == 0:
        return 0
    left: Cents = max(0, commuting_car_exemption - commuting_this_year)
    return max(0, commuting_allowance - left)


@rule(
    fr="Indemnité de télétravail exonérée",
    nl="Vrijgestelde thuiswerkvergoeding",
    clock=PAID,
    de="Steuerfreie Homeoffice-Pauschale",
    en="Exempt home-office allowance",
    law="Circulaire 2021/C/20; instructions ONSS, indemnité de bureau",
)
def home_office_exempt(home_office_allowance: Cents, home_office: HomeOffice) -> Cents:
    """The allowance, within the month's maximum; what exceeds it is ordinary pay."""
    if home_office_allowance == 0:
        return 0
    return min(home_office_allowance, home_office.maximum)


@rule(
    fr="Remboursements de frais", nl="Terugbetaling van kosten", de="Kostenerstattungen", en="Reimbursed costs", law=LAW
)
def reimbursements(
    other_reimbursements: Cents, commuting_allowance: Cents, bicycle: Cents, mileage: Cents, home_office_exempt: Cents
) -> Cents:
    """Everything paid back to the worker besides pay."""
    return other_reimbursements + commuting_allowance + bicycle + mileage + home_office_exempt


@rule(
    fr="Titres-repas, part du travailleur",
    nl="Maaltijdcheques, deel werknemer",
    law=VOUCHER_LAW,
    de="Mahlzeitschecks, Anteil Arbeitnehmer",
    en="Meal vouchers, worker's part",
)
def meal_voucher_worker_part(meal_vouchers: Count, meal_voucher_worker: Cents) -> Cents:
    """The worker's part of each voucher, kept on net pay."""
    return meal_vouchers * meal_voucher_worker


@rule(
    fr="Titres-repas, part de l'employeur",
    nl="Maaltijdcheques, deel werkgever",
    law=VOUCHER_LAW,
    de="Mahlzeitschecks, Anteil Arbeitgeber",
    en="Meal vouchers, employer's part",
)
def meal_voucher_employer_part(meal_vouchers: Count, meal_voucher_value: Cents, meal_voucher_worker: Cents) -> Cents:
    """The rest of the face value, a cost of the employer."""
    return meal_vouchers * (meal_voucher_value - meal_voucher_worker)
