"""What each target group's reduction starts from: an amount of a full quarter, or what is left of the contributions.

Every rule here gives `target_amount` or replaces `target_prorated`; a group takes those that are its own.
"""

from preste.engine import rule
from preste.law.shapes import (
    ArtistTargetReduction,
    ElderlyReduction,
    ElderlyWageCeiling,
    WorkingTimeReduction,
    YoungReduction,
)
from preste.money import Cents, Count, Flag, Percent, at, row, share

LAW = "Loi-programme (I) du 24 décembre 2002, titre IV, chapitre 7; AR du 16 mai 2003"
FIRST_LAW = "Loi-programme (I) du 24 décembre 2002, art. 342-345"
BALANCE_TITLES = {
    "fr": "Réduction groupe cible calculée (solde, G7)",
    "nl": "Berekende doelgroepvermindering (saldo, G7)",
    "de": "Berechnete Zielgruppenermäßigung (Restbetrag, G7)",
    "en": "Target-group reduction as computed (balance, G7)",
}
AMOUNT_TITLES = {
    "fr": "Montant de la réduction groupe cible (G)",
    "nl": "Bedrag van de doelgroepvermindering (G)",
    "de": "Betrag der Zielgruppenermäßigung (G)",
    "en": "Amount of the target-group reduction (G)",
}


@rule(
    **BALANCE_TITLES,
    law=LAW,
    name="target_prorated",
    why="G7 is the balance of the contributions, not an amount of a full quarter",
)
def balance(reducible_contributions: Cents, structural_granted: Cents) -> Cents:
    """All that is left after social Maribel and structural reduction."""
    return reducible_contributions - structural_granted


@rule(
    fr="Réduction groupe cible calculée (part du solde, G19)",
    nl="Berekende doelgroepvermindering (deel van het saldo, G19)",
    de="Berechnete Zielgruppenermäßigung (Teil des Restbetrags, G19)",
    en="Target-group reduction as computed (share of the balance, G19)",
    law="Loi-programme du 27 décembre 2021; instructions intermédiaires de l'ONSS 2021/4",
    name="target_prorated",
    why="G19 is a share of the balance of the contributions",
)
def sport_share(reducible_contributions: Cents, structural_granted: Cents, sport_target_reduction: Percent) -> Cents:
    """A share of what is left after social Maribel and structural reduction."""
    return share(reducible_contributions - structural_granted, sport_target_reduction)


@rule(
    **BALANCE_TITLES,
    law=FIRST_LAW,
    until="2021-12-31",
    name="target_prorated",
    why="the first worker's reduction was the whole balance until 2021",
)
def first_worker_balance(reducible_contributions: Cents, structural_granted: Cents) -> Cents:
    """All that is left after social Maribel and structural reduction."""
    return reducible_contributions - structural_granted


@rule(**AMOUNT_TITLES, law=FIRST_LAW, since="2022-01-01", name="target_amount")
def first_worker(first_hire_first: Cents) -> Cents:
    """G18, G20 or G21 by the quarter, also for rights opened before."""
    return first_hire_first


@rule(**AMOUNT_TITLES, law=FIRST_LAW, name="target_amount")
def next_worker(right_amount: Cents) -> Cents:
    """The amount of the right's quarter, as the law of the day it was opened gives it."""
    return right_amount


@rule(**AMOUNT_TITLES, law="Décrets et ordonnances régionaux", name="target_amount")
def elderly(
    quarter_age: Count,
    reference_quarter_wage: Cents,
    quarter_number: Count,
    temporary_agency: Flag,
    elderly_reduction: ElderlyReduction,
    elderly_wage_ceiling: ElderlyWageCeiling,
) -> Cents:
    """By age on the quarter's last day, for a reference wage below the Region's ceiling, which is another in the
    quarter of year-end premiums: the fourth, or the first of temporary work agencies."""
    if quarter_age < elderly_reduction.from_age:
        return 0
    if elderly_reduction.to_age > 0 and quarter_age > elderly_reduction.to_age:
        return 0
    premium_quarter: Flag = (quarter_number == 4 and not temporary_agency) or (quarter_number == 1 and temporary_agency)
    if premium_quarter and reference_quarter_wage >= elderly_wage_ceiling.last_quarter:
        return 0
    if not premium_quarter and reference_quarter_wage >= elderly_wage_ceiling.quarter:
        return 0
    return at(elderly_reduction.amounts, row(elderly_reduction.last_ages, quarter_age))


@rule(**AMOUNT_TITLES, law=LAW, name="target_amount")
def artist(reference_quarter_wage: Cents, artist_target_reduction: ArtistTargetReduction) -> Cents:
    """G12, for a reference wage of three times the minimum wage at least."""
    if reference_quarter_wage >= artist_target_reduction.floor:
        return artist_target_reduction.amount
    return 0


@rule(
    fr="Réduction groupe cible",
    nl="Doelgroepvermindering",
    de="Zielgruppenermäßigung",
    en="Target-group reduction",
    law=LAW,
    name="target_granted",
    why="an artist's reduction has a maximum of its own",
)
def artist_granted(
    target_prorated: Cents,
    reducible_contributions: Cents,
    structural_granted: Cents,
    artist_target_reduction: ArtistTargetReduction,
) -> Cents:
    """At most the artist's maximum of an occupation, and what the structural reduction leaves."""
    return min(target_prorated, artist_target_reduction.maximum, reducible_contributions - structural_granted)


@rule(**AMOUNT_TITLES, law=LAW, name="target_amount")
def working_time(right_quarter: Count, working_time_reduction: WorkingTimeReduction) -> Cents:
    """From the quarter after the measure began, for as many quarters as the law gives."""
    if right_quarter > 0 and right_quarter <= working_time_reduction.quarters:
        return working_time_reduction.amount
    return 0


@rule(**AMOUNT_TITLES, law=LAW, name="target_amount")
def mentor(mentor_reduction: Cents) -> Cents:
    """G9, for who accompanies trainees."""
    return mentor_reduction


@rule(
    **BALANCE_TITLES,
    law="Décret flamand du 4 mars 2016",
    name="target_prorated",
    why="a low-skilled young worker is freed of the whole balance, not of an amount of a full quarter",
)
def young_balance(
    right_quarter: Count,
    reference_quarter_wage: Cents,
    reducible_contributions: Cents,
    structural_granted: Cents,
    young_reduction: YoungReduction,
) -> Cents:
    """All that is left, in as many quarters from that of hiring as the law gives, below a wage that rises once."""
    if right_quarter < 1 or right_quarter > young_reduction.quarters:
        return 0
    if right_quarter <= young_reduction.first_quarters and reference_quarter_wage >= young_reduction.first_ceiling:
        return 0
    if reference_quarter_wage >= young_reduction.later_ceiling:
        return 0
    return reducible_contributions - structural_granted


@rule(**AMOUNT_TITLES, law=LAW, name="target_amount")
def restructuring(restructuring_target_reduction: Cents) -> Cents:
    """The amount of who was dismissed in a restructuring."""
    return restructuring_target_reduction


@rule(**AMOUNT_TITLES, law=LAW, name="target_amount")
def research(research_reduction: Cents) -> Cents:
    """The reduction of a researcher."""
    return research_reduction
