"""The plans of a Belgian month: ordinary rules, the pay basis, then the regime."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.facts import FACTS
from preste.belgium.gross import due, guaranteed, hourly, monthly, pay, premium
from preste.belgium.net import allowances, net, settling
from preste.belgium.onss import employer, personal, reductions, special_contribution, work_bonus
from preste.belgium.regimes import article17, director, flexi, given_taxable
from preste.belgium.tax import benefits, exceptional, key_formula
from preste.belgium.tax import reductions as tax_reductions
from preste.engine import Layer, Plan, build, rules_in
from preste.law import book

COUNTRY = Layer(
    "belgium",
    rules_in(
        pay,
        premium,
        guaranteed,
        personal,
        work_bonus,
        reductions,
        special_contribution,
        benefits,
        key_formula,
        tax_reductions,
        exceptional,
        allowances,
        net,
        employer,
    ),
)
"""The rules of an ordinary worker."""

BASES: Mapping[str, Layer] = {
    "due": Layer("pay due", rules_in(due)),
    "monthly": Layer("monthly pay", rules_in(monthly)),
    "hourly": Layer("hourly pay", rules_in(hourly)),
}
"""How base pay comes about."""

REGIMES: Mapping[str, tuple[Layer, ...]] = {
    "ordinary": (),
    "director": (Layer("director", rules_in(director)),),
    "flexi": (Layer("flexi-job", rules_in(flexi)),),
    "article17": (Layer("article 17", rules_in(article17)),),
    "given_taxable": (Layer("taxable pay as given", rules_in(given_taxable)),),
    "given_taxable_director": (
        Layer("director", rules_in(director)),
        Layer("taxable pay as given", rules_in(given_taxable)),
    ),
}
"""The regimes, each the layers it adds. A student is ordinary: the quota splits the month's pay."""


SETTLING = Layer("settling", rules_in(settling))
"""What is added when earlier months are settled with the pay, a debt is kept or recovered, or the month paid before."""


@lru_cache(maxsize=1024)
def month_plan(
    regime: str,
    basis: str,
    earned: dt.date,
    paid: dt.date,
    employer_category: str,
    worker_code: str,
    *,
    settles: bool = False,
) -> Plan:
    """The plan of a month earned and paid on these days, for a category and worker code."""
    layers = (COUNTRY, BASES[basis], *REGIMES[regime], *((SETTLING,) if settles else ()))
    key = {"employer_category": employer_category, "worker_code": worker_code}
    name = f"belgium/{regime}/{basis}"
    return build(name, layers, earned, paid, key, book(), tuple(FACTS))
