"""The month's pay liable to ONSS: base pay, what is paid besides, and exceptional pay."""

from preste.engine import rule
from preste.money import Cents

WAGE_LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération"


@rule(
    fr="Rémunération ordinaire brute",
    nl="Bruto gewoon loon",
    de="Ordentlicher Bruttolohn",
    en="Ordinary gross pay",
    law="Loi du 27 juin 1969, art. 14; loi du 29 juin 1981, art. 23",
)
def ordinary_gross(
    base_pay: Cents,
    overtime_pay: Cents,
    other_pay: Cents,
    home_office_excess: Cents,
    imputed_holiday_pay: Cents,
    settled_holiday_pay: Cents,
) -> Cents:
    """Ordinary pay of the month liable to ONSS (DmfA codes 1, 2, 14 and 15): base pay, overtime, other elements, and
    what of home-office allowances exceeds their exempt maximums; without what the previous employer paid of the
    holidays."""
    besides: Cents = overtime_pay + other_pay + home_office_excess
    return base_pay + besides - imputed_holiday_pay + settled_holiday_pay


@rule(
    fr="Rémunération exceptionnelle brute",
    nl="Bruto exceptioneel loon",
    de="Außerordentlicher Bruttolohn",
    en="Exceptional gross pay",
    law="Loi du 29 juin 1981, art. 23; AR du 28 novembre 1969, art. 19",
)
def exceptional_gross(
    double_holiday_pay: Cents,
    departure_simple_holiday_pay: Cents,
    departure_double_holiday_pay: Cents,
    year_end_premium: Cents,
    arrears: Cents,
    severance: Cents,
) -> Cents:
    """Holiday pay, year-end premium, arrears and severance pay of the month."""
    return (
        double_holiday_pay
        + departure_simple_holiday_pay
        + departure_double_holiday_pay
        + year_end_premium
        + arrears
        + severance
    )


@rule(
    fr="Brut du mois",
    nl="Brutoloon van de maand",
    de="Bruttolohn des Monats",
    en="Gross pay of the month",
    law=WAGE_LAW,
)
def gross(ordinary_gross: Cents, exceptional_gross: Cents) -> Cents:
    """All pay in cash of the month, before contributions; guaranteed pay without ONSS comes after them."""
    return ordinary_gross + exceptional_gross
