"""The plan of a year-end premium: the scheme of a joint committee, or what the employer entered."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from preste.belgium.year_end import entered, premium
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.engine import EARNED, Layer, Plan, Trace, build, rules_in
from preste.law import Entry, book

SERIES = "year_end_scheme"
SCHEME = Layer("year-end premium", rules_in(premium))
ENTERED = Layer("year-end premium as entered", rules_in(entered))


@lru_cache(maxsize=1024)
def year_end_plan(scheme: str, day: dt.date) -> Plan:
    """The plan of a scheme (\"329.02-fwb\") on a day; with \"\", by the numbers entered as facts."""
    layers = (SCHEME,) if scheme else (SCHEME, ENTERED)
    return build(
        f"belgium/year_end/{scheme}", layers, day, day, {"premium_scheme": scheme}, book(), tuple(YEAR_END_FACTS)
    )


def schemes() -> list[str]:
    """The schemes of the law book."""
    return sorted(key[0] for key in book().series[SERIES].entries)


def is_theoretical(trace: Trace) -> bool:
    """Whether the scheme obliges nobody: it is due only where the employer's own rules say so."""
    entry = trace.plan.entries.get((SERIES, EARNED))
    return isinstance(entry, Entry) and bool(entry.value.theoretical)
