"""The plan of a year-end premium: the scheme of a joint committee, or what the employer entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache

from preste.belgium.year_end import entered, premium
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.engine import EARNED, Layer, Plan, Trace, build, rules_in
from preste.errors import InputError
from preste.law import Entry, book
from preste.money import TEN_THOUSAND

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


def premium_problems(scheme: str, facts: Mapping[str, int]) -> Iterator[InputError]:
    """What is wrong with the facts of a premium: numbers that are missing, or that would change it without a word."""
    entered = facts["fixed_entered"] or facts["rate_entered"]
    if scheme and scheme not in schemes():
        yield _problem(f"{scheme!r} is not a scheme", "scheme", f"use one of {', '.join(schemes())}")
    elif scheme and (entered or facts["fixed_coefficient"]):
        yield _problem("a scheme has its own numbers", "scheme", "leave it out to enter yours")
    elif not scheme and not entered:
        remedy = f"give a scheme ({', '.join(schemes())}), or your fixed part or rate"
        yield _problem("nothing says how much the premium is", "scheme", remedy)
    if facts["fixed_coefficient"] and not facts["fixed_entered"]:
        yield _problem("a coefficient goes with a fixed part", "coefficient", "give the fixed part, or leave it out")
    if facts["rate_entered"] > TEN_THOUSAND:
        yield _problem("the rate is more than the pay of a year", "rate", "give it in percent of twelve times October")
    part, whole = facts["premium_hours"], facts["premium_hours_full"]
    if bool(part) != bool(whole):
        yield _problem("the hours of part time go with those of full time", "hours_full", "give both, or neither")
    elif part > whole:
        yield _problem("part time has more hours than full time", "hours", "correct one of the two")


def _problem(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-PREMIUM")


def schemes() -> list[str]:
    """The schemes of the law book."""
    return sorted(key[0] for key in book().series[SERIES].entries)


def is_theoretical(trace: Trace) -> bool:
    """Whether the scheme obliges nobody: it is due only where the employer's own rules say so."""
    entry = trace.plan.entries.get((SERIES, EARNED))
    return isinstance(entry, Entry) and bool(entry.value.theoretical)
