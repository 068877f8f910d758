"""The certificate of the previous employer: its simple holiday pay is imputed on the pay of the days it covers.

Until 2023 the certificate's own amount by day; since 2024 a share of each day's pay, settled in December or at exit.
The days of the certificate are taken to be the first ones of the year.
"""

from preste.engine import rule
from preste.law.shapes import CertificateImputation
from preste.money import Cents, Hundredths, prorata, share_prorata

LAW = "AR du 30 mars 1967"
SETTLED = "AR du 30 mars 1967, tel que modifié avec effet au 1er janvier 2024"


@rule(
    fr="Jours pris couverts par l'attestation",
    nl="Opgenomen dagen gedekt door het attest",
    de="Genommene Tage laut Bescheinigung",
    en="Days taken that the certificate covers",
    law=LAW,
)
def certificate_days_taken(
    days_taken: Hundredths, certificate_days: Hundredths, certificate_days_before: Hundredths
) -> Hundredths:
    """The days taken, while the certificate has days left."""
    return min(days_taken, max(0, certificate_days - certificate_days_before))


@rule(
    fr="Rémunération des jours de vacances",
    nl="Loon van de vakantiedagen",
    de="Lohn der Urlaubstage",
    en="Pay of the holidays",
    law=LAW,
)
def holiday_pay_of_days(month_gross: Cents, days_taken: Hundredths, month_days: Hundredths) -> Cents:
    """Normal pay for the days taken out of those of the month."""
    if month_days == 0:
        return 0
    return prorata(month_gross, days_taken, month_days)


@rule(
    fr="Simple pécule imputé",
    nl="Aangerekend enkel vakantiegeld",
    de="Angerechnetes einfaches Urlaubsgeld",
    en="Simple holiday pay imputed",
    law="Instructions ONSS 2021/1",
    until="2023-12-31",
    name="holiday_pay_imputed",
)
def holiday_pay_imputed_by_day(
    holiday_pay_of_days: Cents,
    certificate_simple: Cents,
    certificate_days_taken: Hundredths,
    certificate_days: Hundredths,
) -> Cents:
    """The certificate's amount of each day, never more than this employer pays for those days."""
    if certificate_days == 0:
        return 0
    return min(holiday_pay_of_days, prorata(certificate_simple, certificate_days_taken, certificate_days))


@rule(
    fr="Simple pécule imputé",
    nl="Aangerekend enkel vakantiegeld",
    de="Angerechnetes einfaches Urlaubsgeld",
    en="Simple holiday pay imputed",
    law=SETTLED,
    since="2024-01-01",
)
def holiday_pay_imputed(
    month_gross: Cents,
    certificate_days_taken: Hundredths,
    month_days: Hundredths,
    certificate_imputation: CertificateImputation,
) -> Cents:
    """A share of this employer's pay of each day, settled later."""
    if month_days == 0:
        return 0
    return share_prorata(month_gross, certificate_imputation.rate, certificate_days_taken, month_days)


@rule(
    fr="Rémunération des vacances restant à payer",
    nl="Nog te betalen loon van de vakantie",
    de="Noch zu zahlender Lohn des Urlaubs",
    en="Pay of the holidays left to pay",
    law=LAW,
)
def holiday_pay_left(holiday_pay_of_days: Cents, holiday_pay_imputed: Cents) -> Cents:
    """What this employer pays for the days taken."""
    return holiday_pay_of_days - holiday_pay_imputed
