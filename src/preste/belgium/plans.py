"""The plans of a Belgian month: ordinary rules, the pay basis, then the regime."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.facts import FACTS
from preste.belgium.gross import (
    changed_hourly,
    changed_monthly,
    changed_overtime,
    due,
    guaranteed,
    hourly,
    indexation,
    monthly,
    overtime,
    pay,
    premium,
)
from preste.belgium.net import (
    allowances,
    deductions,
    garnishment,
    given_net,
    net,
    replacement_income,
    settling,
    together,
)
from preste.belgium.onss import (
    company_car,
    employer,
    personal,
    reductions,
    special_contribution,
    student_hours,
    work_bonus,
)
from preste.belgium.regimes import article17, article17_student, director, flexi, flexi_pay, given_taxable
from preste.belgium.tax import benefits, exceptional, key_formula
from preste.belgium.tax import overtime as tax_overtime
from preste.belgium.tax import reductions as tax_reductions
from preste.engine import Layer, Plan, build, rules_in
from preste.law import book

COUNTRY = Layer(
    "belgium",
    rules_in(
        pay,
        premium,
        guaranteed,
        overtime,
        personal,
        work_bonus,
        reductions,
        special_contribution,
        benefits,
        key_formula,
        tax_reductions,
        tax_overtime,
        exceptional,
        allowances,
        deductions,
        net,
        company_car,
        employer,
    ),
)
"""The rules of an ordinary worker."""

STUDENT_HOURS = Layer("student hours", rules_in(student_hours))
"""Which of the month's hours the student quota covers; a count of the year asks them too."""

BASES: Mapping[str, Layer] = {
    "due": Layer("pay due", rules_in(due)),
    "monthly": Layer("monthly pay", rules_in(monthly)),
    "hourly": Layer("hourly pay", rules_in(hourly)),
}
"""How base pay comes about."""

CHANGED: Mapping[str, Layer] = {
    "monthly": Layer("monthly pay, changed inside the month", rules_in(changed_monthly, changed_overtime)),
    "hourly": Layer("hourly pay, changed inside the month", rules_in(changed_hourly, changed_overtime)),
}
"""What is added when the terms change inside the month."""

REGIMES: Mapping[str, tuple[Layer, ...]] = {
    "ordinary": (),
    "director": (Layer("director", rules_in(director)),),
    "flexi": (Layer("flexi-job", rules_in(flexi)),),
    "article17": (Layer("article 17", rules_in(article17)),),
    "article17_student": (Layer("article 17 of a student", rules_in(article17_student)),),
    "given_taxable": (Layer("taxable pay as given", rules_in(given_taxable)),),
    "given_taxable_director": (
        Layer("director", rules_in(director)),
        Layer("taxable pay as given", rules_in(given_taxable)),
    ),
}
"""The regimes, each the layers it adds. A student is ordinary: the quota splits the month's pay."""


FLEXI_PAY = Layer("flexi-holiday pay", rules_in(flexi_pay))
"""What is added to a flexi-wage, where pay is not given as due."""

TOGETHER = Layer("together", rules_in(together))
"""What is added when the employer paid the worker before in the month: by another contract, or by this one."""

SETTLING = Layer("settling", rules_in(settling))
"""What is added, with the former, when earlier months are settled with the pay, or a debt is kept or recovered."""

GARNISHING = Layer("garnishment", rules_in(garnishment))
"""What is added when creditors have a claim on the pay."""

GIVEN_NET = Layer("net pay as given", rules_in(given_net))
REPLACEMENT = Layer("replacement income", rules_in(replacement_income))
"""What creditors may take of a net that is given, and of replacement income alone."""


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
    together: bool = False,
    garnished: bool = False,
    changed: bool = False,
) -> Plan:
    """The plan of a month earned and paid on these days, for a category and worker code."""
    added = (
        (FLEXI_PAY, regime == "flexi" and basis != "due"),
        (TOGETHER, together or settles),
        (SETTLING, settles),
        (GARNISHING, garnished),
    )
    above = (layer for layer, needed in added if needed)
    layers = (COUNTRY, STUDENT_HOURS, BASES[basis], *((CHANGED[basis],) if changed else ()), *REGIMES[regime], *above)
    key = {"employer_category": employer_category, "worker_code": worker_code}
    name = f"belgium/{regime}/{basis}"
    return build(name, layers, earned, paid, key, book(), tuple(FACTS))


INDEXING = Layer("indexation", rules_in(indexation))
"""How a month's pay is indexed: a plan of its own."""

INDEXATION = ("monthly_pay", "index_rate", "index_moderated", "hours_week", "weekly_hours_full_time")
"""What an indexation is computed from."""


@lru_cache(maxsize=1024)
def indexation_plan(on: dt.date) -> Plan:
    """The plan that indexes a month's pay on a day: `indexed_pay`, from the facts named in INDEXATION."""
    return build("belgium/indexation", (INDEXING,), on, on, {}, book(), INDEXATION)


@lru_cache(maxsize=100)
def garnishment_plan(paid: dt.date, *, replacement: bool = False) -> Plan:
    """The plan of what may be kept of a net paid on a day; of earnings, or of replacement income alone."""
    own = Layer("deductions", rules_in(deductions))
    layers = (own, GARNISHING, GIVEN_NET, *((REPLACEMENT,) if replacement else ()))
    return build("belgium/garnishment", layers, paid, paid, {}, book(), tuple(FACTS))
