"""Two rarer reductions of the worker's contributions: restructuring (code 0601) and sport bonus (code 0610)."""

from preste.engine import rule
from preste.law.shapes import RestructuringTable, SportBonusTable
from preste.money import Cents, Count, Flag, Hundredths, Percent, share, times

RESTRUCTURING_LAW = "Loi du 20 décembre 1999, art. 2; AR du 17 janvier 2000 (réduction restructuration, code 0601)"
SPORT_LAW = "Loi-programme du 27 décembre 2021; AR du 14 février 2022 (bonus à l'emploi sportif, code 0610)"


@rule(
    fr="Bonus sportif",
    nl="Sportbonus",
    de="Sportbonus",
    en="Sport bonus",
    law=SPORT_LAW,
    until="2021-12-31",
    name="sport_bonus",
)
def no_sport_bonus(sport_bonus_right: Count) -> Cents:
    """The sport bonus begins in 2022."""
    return 0


@rule(fr="Bonus sportif", nl="Sportbonus", de="Sportbonus", en="Sport bonus", law=SPORT_LAW, since="2022-01-01")
def sport_bonus(
    sport_bonus_right: Count,
    bonus_fraction: Hundredths,
    ordinary_contribution: Cents,
    work_bonus: Cents,
    sport_bonus_table: SportBonusTable,
) -> Cents:
    """A flat part on top of the work bonus, then a share of the contributions that are left."""
    if sport_bonus_right == 0:
        return 0
    due: Cents = ordinary_contribution - work_bonus
    if sport_bonus_right == 1:
        young: Cents = min(due, times(sport_bonus_table.young, bonus_fraction))
        return young + share(due - young, sport_bonus_table.residual_rate)
    adult: Cents = min(due, times(sport_bonus_table.adult, bonus_fraction))
    return adult + share(due - adult, sport_bonus_table.residual_rate)


@rule(
    fr="Réduction restructuration",
    nl="Herstructureringsvermindering",
    de="Umstrukturierungsermäßigung",
    en="Restructuring reduction",
    law=RESTRUCTURING_LAW,
)
def restructuring_reduction(
    restructuring_right: Count,
    reference_wage: Cents,
    bonus_fraction: Hundredths,
    manual: Flag,
    ordinary_contribution: Cents,
    work_bonus: Cents,
    sport_bonus: Cents,
    restructuring_table: RestructuringTable,
    restructuring_manual_factor: Percent,
) -> Cents:
    """A flat amount for the part of the month worked, when the reference wage is within the age's ceiling.

    It is cut before the other reductions when all together exceed the contributions due.
    """
    if restructuring_right == 0 or reference_wage == 0:
        return 0
    if restructuring_right == 1 and reference_wage > restructuring_table.lower_bound:
        return 0
    if reference_wage > restructuring_table.upper_bound:
        return 0
    left: Cents = max(0, ordinary_contribution - work_bonus - sport_bonus)
    if manual:
        raised: Cents = share(restructuring_table.amount, restructuring_manual_factor)
        return min(left, times(raised, bonus_fraction))
    return min(left, times(restructuring_table.amount, bonus_fraction))
