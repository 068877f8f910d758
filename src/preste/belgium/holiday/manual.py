"""Blue-collar workers: what the holiday fund pays, and the notice it sends the employer each spring."""

from preste.engine import rule
from preste.law.shapes import ManualHolidayPay
from preste.money import Cents, Percent, share

LAW = "Lois coordonnées du 28 juin 1971 ; AR du 30 mars 1967"


@rule(
    fr="Rémunération de l'exercice à 108 %",
    nl="Loon van het dienstjaar aan 108 %",
    de="Lohn des Dienstjahres zu 108 %",
    en="Pay of the year before at 108 %",
    law=LAW,
)
def manual_year_base(gross_last_year: Cents, manual_base: Percent) -> Cents:
    """Last year's gross pay, as contributions are due on it."""
    return share(gross_last_year, manual_base)


@rule(
    fr="Pécule de la caisse de vacances",
    nl="Vakantiegeld van het vakantiefonds",
    de="Urlaubsgeld der Urlaubskasse",
    en="Holiday pay of the fund",
    law=LAW,
)
def fund_holiday_pay(manual_year_base: Cents, fictive_last_year: Cents, manual_holiday_pay: ManualHolidayPay) -> Cents:
    """Simple and double, before what the fund withholds; on the fictive pay of credited days too."""
    return share(manual_year_base + fictive_last_year, manual_holiday_pay.total)


@rule(
    fr="Dont simple pécule de la caisse",
    nl="Waarvan enkel vakantiegeld van het fonds",
    de="Davon einfaches Urlaubsgeld der Kasse",
    en="Of which simple holiday pay of the fund",
    law=LAW,
)
def fund_simple(manual_year_base: Cents, fictive_last_year: Cents, manual_holiday_pay: ManualHolidayPay) -> Cents:
    """The part that stands for pay."""
    return share(manual_year_base + fictive_last_year, manual_holiday_pay.simple)


@rule(
    fr="Dont double pécule de la caisse",
    nl="Waarvan dubbel vakantiegeld van het fonds",
    de="Davon doppeltes Urlaubsgeld der Kasse",
    en="Of which double holiday pay of the fund",
    law=LAW,
)
def fund_double(fund_holiday_pay: Cents, fund_simple: Cents) -> Cents:
    """The rest."""
    return fund_holiday_pay - fund_simple


@rule(
    fr="Avis de débit vacances annuelles",
    nl="Debetbericht jaarlijkse vakantie",
    de="Belastungsanzeige Jahresurlaub",
    en="Yearly holiday notice",
    law=LAW,
)
def debit_notice(manual_year_base: Cents, holiday_debit_notice: Percent) -> Cents:
    """What the employer owes once a year, besides the quarterly contribution."""
    return share(manual_year_base, holiday_debit_notice)
