"""The worker's contributions: ordinary, on exceptional pay, and the retention on double holiday pay."""

from preste.engine import rule
from preste.law.shapes import BaseContribution, DepartureHolidayPay, DoubleHolidayPayRetention, StudentContribution
from preste.money import Cents, Flag, Hundredths, Percent, prorata, share

LAW = "Loi du 29 juin 1981, art. 38, § 2"
MANUAL_LAW = "Loi du 29 juin 1981, art. 23, al. 4 (108 % pour les travailleurs manuels)"
RETENTION_LAW = "Loi du 29 juin 1981, art. 39"


@rule(
    fr="Rémunération étudiante dans le contingent",
    nl="Studentenloon binnen het contingent",
    de="Studentenlohn im Kontingent",
    en="Student pay within the quota",
    law="AR du 28 novembre 1969, art. 17bis",
)
def student_part(ordinary_gross: Cents, student_hours: Hundredths, student_hours_within: Hundredths) -> Cents:
    """The part of the pay of student hours that the year's quota covers; beyond it pay is ordinary."""
    if student_hours == 0:
        return 0
    return prorata(ordinary_gross, student_hours_within, student_hours)


@rule(
    fr="Base des cotisations ordinaires",
    nl="Basis van de gewone bijdragen",
    de="Grundlage der ordentlichen Beiträge",
    en="Base of the ordinary contributions",
    law=MANUAL_LAW,
)
def contribution_base(ordinary_gross: Cents, student_part: Cents, manual: Flag, manual_base: Percent) -> Cents:
    """Ordinary gross pay outside the student quota; 108 % of it, to the cent, for a blue-collar worker."""
    if manual:
        return share(ordinary_gross - student_part, manual_base)
    return ordinary_gross - student_part


@rule(
    fr="Cotisation personnelle ordinaire",
    nl="Gewone persoonlijke bijdrage",
    de="Ordentlicher persönlicher Beitrag",
    en="Ordinary personal contribution",
    law=LAW,
)
def ordinary_contribution(contribution_base: Cents, base_contribution: BaseContribution) -> Cents:
    """The worker's contribution on ordinary pay, before any reduction."""
    return share(contribution_base, base_contribution.personal)


@rule(
    fr="Rémunération exceptionnelle soumise aux cotisations ordinaires",
    law=LAW,
    nl="Exceptioneel loon onderworpen aan gewone bijdragen",
    de="Außerordentlicher Lohn mit ordentlichen Beiträgen",
    en="Exceptional pay liable to ordinary contributions",
)
def exceptional_liable(
    departure_simple_holiday_pay: Cents, year_end_premium: Cents, arrears: Cents, severance: Cents
) -> Cents:
    """Exceptional pay on which the ordinary contributions are due, the worker's and the employer's."""
    return departure_simple_holiday_pay + year_end_premium + arrears + severance


@rule(
    fr="Cotisation sur la prime de fin d'année",
    nl="Bijdrage op de eindejaarspremie",
    law=LAW,
    de="Beitrag auf die Jahresendprämie",
    en="Contribution on the year-end premium",
)
def year_end_premium_contribution(
    year_end_premium: Cents, manual: Flag, manual_base: Percent, base_contribution: BaseContribution
) -> Cents:
    """The worker's contribution on the year-end premium."""
    if manual:
        base: Cents = share(year_end_premium, manual_base)
        return share(base, base_contribution.personal)
    return share(year_end_premium, base_contribution.personal)


@rule(
    fr="Cotisation sur les arriérés",
    nl="Bijdrage op achterstallig loon",
    de="Beitrag auf Lohnrückstände",
    en="Contribution on arrears",
    law=LAW,
)
def arrears_contribution(
    arrears: Cents, manual: Flag, manual_base: Percent, base_contribution: BaseContribution
) -> Cents:
    """The worker's contribution on arrears of pay."""
    if manual:
        base: Cents = share(arrears, manual_base)
        return share(base, base_contribution.personal)
    return share(arrears, base_contribution.personal)


@rule(
    fr="Cotisation sur l'indemnité de rupture",
    nl="Bijdrage op de opzeggingsvergoeding",
    law=LAW,
    de="Beitrag auf die Entlassungsentschädigung",
    en="Contribution on severance pay",
)
def severance_personal_contribution(
    severance: Cents, manual: Flag, manual_base: Percent, base_contribution: BaseContribution
) -> Cents:
    """The worker's contribution on severance pay."""
    if manual:
        base: Cents = share(severance, manual_base)
        return share(base, base_contribution.personal)
    return share(severance, base_contribution.personal)


@rule(
    fr="Retenue sur le double pécule",
    nl="Inhouding op het dubbel vakantiegeld",
    law=RETENTION_LAW,
    de="Einbehaltung auf das doppelte Urlaubsgeld",
    en="Retention on double holiday pay",
)
def double_holiday_pay_contribution(
    double_holiday_pay: Cents, double_holiday_pay_retention: DoubleHolidayPayRetention
) -> Cents:
    """13.07 % of the part of the double holiday pay that stands for 85 of its 92 hundredths."""
    if double_holiday_pay == 0:
        return 0
    base: Cents = prorata(
        double_holiday_pay, double_holiday_pay_retention.base_numerator, double_holiday_pay_retention.base_denominator
    )
    return share(base, double_holiday_pay_retention.rate)


@rule(
    fr="Cotisation sur le pécule de sortie",
    nl="Bijdrage op het vertrekvakantiegeld",
    law=RETENTION_LAW,
    de="Beitrag auf das Urlaubsgeld bei Austritt",
    en="Contribution on departure holiday pay",
)
def departure_holiday_pay_contribution(
    departure_simple_holiday_pay: Cents,
    departure_double_holiday_pay: Cents,
    base_contribution: BaseContribution,
    departure_holiday_pay: DepartureHolidayPay,
    double_holiday_pay_retention: DoubleHolidayPayRetention,
) -> Cents:
    """Ordinary contribution on the simple part; retention on the main part (6.80 of 7.67) of the double."""
    if departure_simple_holiday_pay == 0 and departure_double_holiday_pay == 0:
        return 0
    simple: Cents = share(departure_simple_holiday_pay, base_contribution.personal)
    main: Cents = prorata(departure_double_holiday_pay, departure_holiday_pay.double_main, departure_holiday_pay.simple)
    retention: Cents = share(main, double_holiday_pay_retention.rate)
    return simple + retention


@rule(
    fr="Cotisations sur rémunération exceptionnelle",
    nl="Bijdragen op exceptioneel loon",
    law=LAW,
    de="Beiträge auf außerordentlichen Lohn",
    en="Contributions on exceptional pay",
)
def exceptional_contribution(
    double_holiday_pay_contribution: Cents,
    departure_holiday_pay_contribution: Cents,
    year_end_premium_contribution: Cents,
    arrears_contribution: Cents,
    severance_personal_contribution: Cents,
) -> Cents:
    """All the worker's contributions on exceptional pay."""
    return (
        double_holiday_pay_contribution
        + departure_holiday_pay_contribution
        + year_end_premium_contribution
        + arrears_contribution
        + severance_personal_contribution
    )


@rule(
    fr="Cotisation personnelle de solidarité étudiants",
    nl="Solidariteitsbijdrage studenten, werknemer",
    de="Solidaritätsbeitrag Studenten, Arbeitnehmer",
    en="Student solidarity contribution, worker",
    law="AR du 28 novembre 1969, art. 17bis; loi du 6 février 1976",
)
def student_personal(student_part: Cents, student_contribution: StudentContribution) -> Cents:
    """Solidarity contribution on the student pay within the quota."""
    if student_part == 0:
        return 0
    return share(student_part, student_contribution.personal)


@rule(
    fr="Cotisations personnelles ONSS",
    nl="Persoonlijke RSZ-bijdragen",
    de="Persönliche LSS-Beiträge",
    en="Personal ONSS contributions",
    law=LAW,
)
def personal_contribution(
    ordinary_contribution: Cents, exceptional_contribution: Cents, student_personal: Cents
) -> Cents:
    """All the worker's contributions of the month, before the work bonus and other reductions."""
    return ordinary_contribution + exceptional_contribution + student_personal
