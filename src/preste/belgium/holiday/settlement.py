"""The settlement of the certificate in December, or at exit: what was imputed by day against what it says.

No more is imputed over the year than the certificate's amount, nor than this employer owed for its days.
"""

from preste.belgium.holiday.certificate import SETTLED
from preste.engine import rule
from preste.money import Cents, Hundredths, Percent, prorata, share

WAGE_LAW = "Loi du 12 avril 1965, art. 23"


@rule(
    fr="Simple pécule à imputer sur l'année",
    nl="Over het jaar aan te rekenen enkel vakantiegeld",
    de="Im Jahr anzurechnendes einfaches Urlaubsgeld",
    en="Simple holiday pay to impute over the year",
    law=SETTLED,
    since="2024-01-01",
)
def certificate_owed(
    certificate_simple: Cents, certificate_pay: Cents, certificate_days_before: Hundredths, certificate_days: Hundredths
) -> Cents:
    """The certificate's amount for the days taken, never more than this employer owed for them."""
    if certificate_days == 0:
        return 0
    taken: Hundredths = min(certificate_days_before, certificate_days)
    return min(certificate_pay, prorata(certificate_simple, taken, certificate_days))


@rule(
    fr="Simple pécule à rendre",
    nl="Terug te betalen enkel vakantiegeld",
    de="Zurückzuzahlendes einfaches Urlaubsgeld",
    en="Simple holiday pay to give back",
    law=SETTLED,
    since="2024-01-01",
)
def certificate_refund(imputed_before: Cents, certificate_owed: Cents) -> Cents:
    """What was imputed too much, paid in December or at exit."""
    return max(0, imputed_before - certificate_owed)


@rule(
    fr="Simple pécule encore à imputer",
    nl="Nog aan te rekenen enkel vakantiegeld",
    de="Noch anzurechnendes einfaches Urlaubsgeld",
    en="Simple holiday pay still to impute",
    law=SETTLED,
    since="2024-01-01",
)
def certificate_shortfall(imputed_before: Cents, certificate_owed: Cents) -> Cents:
    """What was imputed too little."""
    return max(0, certificate_owed - imputed_before)


@rule(
    fr="Simple pécule imputé au règlement",
    nl="Bij de afrekening aangerekend enkel vakantiegeld",
    de="Bei der Abrechnung angerechnetes einfaches Urlaubsgeld",
    en="Simple holiday pay imputed at the settlement",
    law=WAGE_LAW,
    since="2024-01-01",
)
def certificate_settled(certificate_shortfall: Cents, settlement_pay: Cents, wage_deduction_limit: Percent) -> Cents:
    """What is still to impute, within the share of the net pay that may be kept back."""
    return min(certificate_shortfall, share(settlement_pay, wage_deduction_limit))


@rule(
    fr="Simple pécule non imputé",
    nl="Niet aangerekend enkel vakantiegeld",
    de="Nicht angerechnetes einfaches Urlaubsgeld",
    en="Simple holiday pay not imputed",
    law=WAGE_LAW,
    since="2024-01-01",
)
def certificate_open(certificate_shortfall: Cents, certificate_settled: Cents) -> Cents:
    """What the limit leaves."""
    return certificate_shortfall - certificate_settled
