"""Directors in 2022, a month of 2023, and exceptional payments of 2023 to 2025."""

from __future__ import annotations

from preste.money import parse, text

from .asking import answer, exceptional, rate
from .reading import Worked, cents, check, chosen, each, plain

DIRECTORS = [c for c in chosen("gaps_fiscal", "director_2022") if "taxable" in c.raw]
DIRECTOR_RULE = [c for c in chosen("gaps_fiscal", "director_2022") if "rule" in c.raw]
MONTH_2023 = chosen("gaps_fiscal", "intermediate_2023")
EXCEPTIONAL = chosen("gaps_fiscal", "exceptional")
BOTH = [c for c in EXCEPTIONAL if "G" in c.raw]
PREMIUM = [c for c in EXCEPTIONAL if "taxable" in c.raw]
TESTED = [*DIRECTORS, *DIRECTOR_RULE, *MONTH_2023, *EXCEPTIONAL]

SCALES = {"1": "spouse_with_income", "2": "spouse_without_income"}


def director(taxable: str, scale: str) -> str:
    """A director's withholding in 2022."""
    asked = {
        "period": "2022-06",
        "status": "white_collar",
        "director": True,
        "taxable_override": taxable,
        "household": {"situation": SCALES[scale]},
    }
    found: str = answer(asked)["withholding"]
    return found


@each(DIRECTORS)
def test_director(case: Worked) -> None:
    assert director(plain(case.raw["taxable"]), case.raw["scale"]) == plain(case.raw["source"])


@each(DIRECTOR_RULE)
def test_director_above_the_tables(case: Worked) -> None:
    """The case is a rule in words; it is worked out here on 7,600 and on 12,345.67."""
    assert "53.50 % of (taxable rounded down to 15, minus 7500)" in case.raw["rule"]
    for scale in SCALES:
        fixed = parse(director("7500.00", scale), 2)
        assert director("7600.00", scale) == text(fixed + 90_00 * 5350 // 10_000)
        assert director("12345.67", scale) == text(fixed + (4845_00 * 5350 + 5_000) // 10_000)


@each(MONTH_2023)
def test_month_of_2023(case: Worked) -> None:
    asked = {
        "period": "2023-03",
        "status": "white_collar",
        "gross": plain(case.raw["gross"]),
        "household": {"situation": "spouse_with_income"},
    }
    found = answer(asked)
    wanted = {name: case.raw[name] for name in ("onss", "taxable", "annual_taxable", "recomputed_withholding")}
    year = text(12 * parse(found["taxable"], 2))
    got = {"onss": found["personal_contribution"], "taxable": found["taxable"], "annual_taxable": year}
    check(case, got | {"recomputed_withholding": found["withholding"]}, wanted)


@each(BOTH)
def test_holiday_pay_and_premium(case: Worked) -> None:
    """Holiday pay and a premium of one amount, each read with the year's gross pay; the source's net is of both."""
    gross = cents(case.raw["G"])
    month, reference = f"{case.raw['year']}-06", case.raw["annual_gross"]
    holiday = exceptional(month, "double_holiday_pay", text(gross), reference)
    premium = exceptional(month, "year_end_premium", text(gross), reference)
    (one,), (other,) = holiday["exceptional"], premium["exceptional"]
    wanted = {name: v for name, v in case.raw.items() if name.startswith(("onss_", "withholding_", "pct_"))}
    got = {
        "onss_holiday": one["personal_contribution"],
        "onss_other": other["personal_contribution"],
        "withholding_holiday": one["withholding"],
        "withholding_other": other["withholding"],
        "pct_holiday": rate(one),
        "pct_other": rate(other),
        "source_net": text(sum(parse(p["taxable"], 2) - parse(p["withholding"], 2) for p in (one, other))),
    }
    check(case, got, wanted | {"source_net": case.raw["source_net"]})


@each(PREMIUM)
def test_premium(case: Worked) -> None:
    gross = cents("2500.00")
    assert "2500 a month" in case.raw["reference"]
    found = exceptional(f"{case.raw['year']}-12", "year_end_premium", text(gross), text(12 * gross))["exceptional"][0]
    got = {"taxable": found["taxable"], "withholding": found["withholding"], "pct_other": rate(found)}
    check(case, got, {name: case.raw[name] for name in got})
