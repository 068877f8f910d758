"""Indexation of pay, whole or capped: since June 2026 what exceeds a threshold is not indexed, until the moderation
of the law is reached.

The threshold is reduced to the part of full time (announced; no text of the law was read).
"""

from preste.engine import rule
from preste.law.shapes import CappedIndex
from preste.money import Cents, Hundredths, Percent, prorata, share

LAW = "Indexation plafonnée (index centimes), en vigueur au 1er juin 2026"


@rule(
    fr="Rémunération pleinement indexée",
    nl="Volledig geïndexeerd loon",
    de="Voll indexierter Lohn",
    en="Fully indexed pay",
    law="CCT d'indexation de la commission paritaire",
)
def fully_indexed(monthly_pay: Cents, index_rate: Percent) -> Cents:
    """Pay raised by the whole index."""
    return monthly_pay + share(monthly_pay, index_rate)


@rule(
    fr="Modération de l'indexation",
    nl="Matiging van de indexering",
    de="Mäßigung der Indexierung",
    en="Moderation of the indexation",
    law="CCT d'indexation de la commission paritaire",
    until="2026-05-31",
    name="index_moderation",
)
def index_moderation_before() -> Cents:
    """None before the law began."""
    return 0


@rule(
    fr="Modération de l'indexation",
    nl="Matiging van de indexering",
    de="Mäßigung der Indexierung",
    en="Moderation of the indexation",
    law=LAW,
    since="2026-06-01",
)
def index_moderation(
    monthly_pay: Cents,
    index_rate: Percent,
    index_moderated: Percent,
    hours_week: Hundredths,
    weekly_hours_full_time: Hundredths,
    capped_index: CappedIndex,
) -> Cents:
    """What the part above the threshold does not get, for as much of the index as is still to be moderated."""
    threshold: Cents = prorata(capped_index.wage_threshold, hours_week, weekly_hours_full_time)
    moderated: Percent = min(index_rate, max(0, capped_index.cap_rate - index_moderated))
    return share(max(0, monthly_pay - threshold), moderated)


@rule(
    fr="Rémunération indexée",
    nl="Geïndexeerd loon",
    de="Indexierter Lohn",
    en="Indexed pay",
    law="CCT d'indexation de la commission paritaire",
)
def indexed_pay(fully_indexed: Cents, index_moderation: Cents) -> Cents:
    """Pay raised by the index, less the moderation."""
    return fully_indexed - index_moderation


@rule(
    fr="Part patronale de la modération",
    nl="Werkgeversdeel van de matiging",
    de="Arbeitgeberanteil der Mäßigung",
    en="The employer's share of the moderation",
    law=LAW,
    since="2026-06-01",
)
def moderation_contribution(index_moderation: Cents, capped_index: CappedIndex) -> Cents:
    """What of a month's saving is due as a contribution; how it is declared was not read."""
    return share(index_moderation, capped_index.employer_share)
