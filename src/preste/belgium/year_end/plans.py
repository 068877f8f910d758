"""The plan of a year-end premium: the scheme of a joint committee, or what the employer entered."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from preste.belgium.year_end import entered, premium
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.engine import Layer, Plan, build, rules_in
from preste.law import book

SCHEME = Layer("year-end premium", rules_in(premium))
ENTERED = Layer("year-end premium as entered", rules_in(entered))


@lru_cache(maxsize=1024)
def year_end_plan(scheme: str, day: dt.date) -> Plan:
    """The plan of a scheme (\"329.02-fwb\") on a day; with \"\", by the numbers entered as facts."""
    layers = (SCHEME,) if scheme else (SCHEME, ENTERED)
    return build(
        f"belgium/year_end/{scheme}", layers, day, day, {"premium_scheme": scheme}, book(), tuple(YEAR_END_FACTS)
    )
