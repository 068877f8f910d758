"""From a household to the facts that the tax and the special contribution are read with."""

from __future__ import annotations

from preste.records import Household

ALONE, SPOUSE_WITH_INCOME, SPOUSE_WITHOUT_INCOME = 0, 1, 2


def household_facts(household: Household) -> dict[str, int]:
    """Scale, family charges and CSSS column of a household.

    A spouse with a low income or pension keeps scale I, with its own reduction, and counts as without
    income for the special contribution. A disabled child counts as two.
    """
    situation = household.situation
    alone = situation in ("single", "single_parent")
    if not household.resident:
        scale = 3
    else:
        scale = 2 if situation == "spouse_without_income" else 1
    if alone:
        column = ALONE
    else:
        column = SPOUSE_WITH_INCOME if situation == "spouse_with_income" else SPOUSE_WITHOUT_INCOME
    return {
        "scale": scale,
        "single": int(alone),
        "single_parent": int(situation == "single_parent" and household.children > 0),
        "children_counted": household.children + household.disabled_children,
        "other_dependants": household.other_dependants,
        "dependants_in_care": household.dependants_65_in_care,
        "worker_disabled": int(household.worker_disabled),
        "spouse_disabled": int(household.spouse_disabled),
        "spouse_low_income": int(situation == "spouse_low_income"),
        "spouse_low_pension": int(situation == "spouse_low_pension"),
        "household_column": column,
    }
