"""The compensation premium of 2021: the highest of the quarters' net contributions and student contributions."""

from preste.engine import rule
from preste.money import Cents, Percent, share

LAW = "Instructions intermédiaires de l'ONSS 2021/4 (prime de compensation)"


@rule(
    fr="Prime de compensation provisoire",
    nl="Voorlopige compensatiepremie",
    de="Vorläufige Ausgleichsprämie",
    en="Provisional compensation premium",
    law=LAW,
)
def compensation_provisional(
    net_contributions_q2: Cents,
    student_contributions_q2: Cents,
    net_contributions_q3: Cents,
    student_contributions_q3: Cents,
) -> Cents:
    """The higher of the second and third quarters of 2021."""
    return max(net_contributions_q2 + student_contributions_q2, net_contributions_q3 + student_contributions_q3)


@rule(
    fr="Prime de compensation définitive",
    nl="Definitieve compensatiepremie",
    de="Endgültige Ausgleichsprämie",
    en="Final compensation premium",
    law=LAW,
)
def compensation_final(
    compensation_provisional: Cents, net_contributions_q4: Cents, student_contributions_q4: Cents
) -> Cents:
    """The highest of the three quarters."""
    return max(compensation_provisional, net_contributions_q4 + student_contributions_q4)


@rule(
    fr="Supplément à la prime provisoire",
    nl="Aanvulling op de voorlopige premie",
    de="Zuschlag zur vorläufigen Prämie",
    en="Supplement to the provisional premium",
    law=LAW,
)
def compensation_supplement(compensation_provisional: Cents, compensation_final: Cents) -> Cents:
    """What the final premium adds for who was paid the provisional one."""
    return compensation_final - compensation_provisional


@rule(
    fr="Plafond de la prime de compensation",
    nl="Plafond van de compensatiepremie",
    de="Obergrenze der Ausgleichsprämie",
    en="Cap of the compensation premium",
    law=LAW,
)
def compensation_cap(kept_wages_2022: Cents, compensation_premium: Percent) -> Cents:
    """A share of the wages and employer contributions of the first half of 2022, examined afterwards."""
    return share(kept_wages_2022, compensation_premium)
