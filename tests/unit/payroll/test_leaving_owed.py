"""What a departure adds by itself: severance, the rest of a notice, contribution 812, premium, fictive pay."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.calendar import Month
from preste.errors import DossierError
from preste.payroll.leaving import Act, Departure, leave
from preste.records import HolidayWork, HolidayYear, Incapacity

LAST = dt.date(2025, 10, 31)


def known(year: int) -> HolidayYear:
    return HolidayYear(year=year, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),))


def left(make: Any, *, begins: Month | None = None, said: dict[str, Any] | None = None, **changes: Any) -> Departure:
    """The departure of someone paid 3,000 a month since 2020, by mutual agreement on 31 October 2025."""
    given: dict[str, Any] = {"last_day": LAST, "reason": "agreement", "by": "both"} | (said or {})
    changes.setdefault("holidays", (known(given["last_day"].year),))
    contract = make.contract(**{"amount": 300_000, "start": dt.date(2020, 1, 1)} | changes)
    return leave(make.dossier(contract, begins=begins), "c", Act(**given))


def amounts(found: Departure) -> dict[str, int]:
    return {item.kind: item.amount for item in found.items}


def cost(found: Departure) -> int:
    return sum(line.amount for line in found.payslip.lines if line.code == "employer_812")


# ── contribution 812 ───────────────────────────────────────────────────────────────────────

DISMISSED = {"reason": "severance", "by": "employer"}


def test_812_is_added_by_the_band_of_the_last_quarter_s_pay(make: Any) -> None:
    """58 months: 15 weeks of 5,500 x 3 / 13 = 1,269.23. October 2024: 5,500 / 23 x 260 = 62,173.91, so two percent."""
    found = left(make, amount=550_000, said={**DISMISSED, "last_day": dt.date(2024, 10, 31)})
    assert amounts(found)["severance"] == 1_903_845
    assert found.severance is not None
    assert found.severance.trace["severance_annual_wage"] == 6_217_391
    assert cost(found) == 38_077  # 19,038.45 x 2 %
    assert any("cotisation 812 de l'employeur" in note and "380,77" in note for note in found.notes)


def test_812_counts_all_months_of_the_quarter(make: Any) -> None:
    """October to December 2024: 16,500 / 66 days x 260 = 65,000; the holidays after the end are no pay of services."""
    found = left(make, amount=550_000, said={**DISMISSED, "last_day": dt.date(2024, 12, 31)})
    assert found.severance is not None
    assert found.severance.trace["severance_annual_wage"] == 6_500_000


def test_812_of_a_part_timer_goes_by_hours(make: Any) -> None:
    """Half of 5,500 for 19 hours a week: October 2024 has 23 days of 3.80: 2,750 / 87.40 x 38 / 5 x 260 = 62,173.91."""
    found = left(make, amount=275_000, schedule=(380, 380, 380, 380, 380, 0, 0),
                 said={**DISMISSED, "last_day": dt.date(2024, 10, 31)})  # fmt: skip
    assert found.severance is not None
    assert found.severance.trace["severance_annual_wage"] == 6_217_391


def test_no_812_below_the_first_bound(make: Any) -> None:
    found = left(make, said={**DISMISSED, "last_day": dt.date(2024, 10, 31)})
    assert found.severance is not None
    assert found.severance.trace["severance_annual_wage"] == 3_391_304  # 3,000 / 23 x 260
    assert cost(found) == 0
    assert "employer_812" not in {line.code for line in found.payslip.lines}


def test_a_quarter_that_began_elsewhere_is_told(make: Any) -> None:
    said = {**DISMISSED, "last_day": dt.date(2024, 12, 31), "gross_last_year": 0, "gross_this_year": 0}
    found = left(make, begins=Month(2024, 11), said=said)
    assert cost(found) == 0
    assert any("812 non comptée" in note for note in found.notes)


def test_a_quarter_without_services_goes_back_to_the_one_before(make: Any) -> None:
    """Ill since 26 August 2024, with guaranteed pay to 24 September: the fourth quarter has no day that is paid.

    July and August have 23 and 22 days, September 17 of its 21.
    """
    ill = Incapacity(start=dt.date(2024, 8, 26), end=dt.date(2024, 12, 31), certificate=dt.date(2024, 8, 26))
    found = left(make, incapacities=(ill,), said={**DISMISSED, "last_day": dt.date(2024, 12, 31)})
    assert found.severance is not None
    paid = found.severance.trace.facts
    assert (paid["quarter_days"], paid["quarter_pay"]) == (6_200, 300_000 * 2 + 300_000 * 17 // 21)


# ── the rest of a notice ───────────────────────────────────────────────────────────────────

GIVEN = {"reason": "notice", "by": "employer", "notified_on": dt.date(2025, 9, 1)}
"""Posted on Monday 1 September 2025: notified on the 4th, from Monday the 8th; 68 months, 18 weeks, to 11 January."""


def test_the_rest_of_an_employer_s_notice_is_paid(make: Any) -> None:
    """From 1 November to 11 January: 72 days, 10.29 weeks of 692.31."""
    found = left(make, said=GIVEN)
    assert found.notice is not None
    assert found.notice.end == dt.date(2026, 1, 11)
    assert amounts(found)["severance"] == 712_387
    assert found.severance is not None
    assert (found.severance.covered_from, found.severance.covered_to) == (dt.date(2025, 11, 1), dt.date(2026, 1, 11))
    assert any("le reste est payé en indemnité" in note for note in found.notes)
    assert "severance" in {line.code for line in found.payslip.lines}


def test_days_that_suspended_the_notice_are_left_of_it(make: Any) -> None:
    """Ill from 20 October: twelve days of notice did not run. Those of November do not count."""
    ill = Incapacity(start=dt.date(2025, 10, 20), end=dt.date(2025, 12, 5), certificate=dt.date(2025, 10, 20))
    found = left(make, said=GIVEN, incapacities=(ill,))
    assert found.severance is not None
    assert (found.severance.weeks, amounts(found)["severance"]) == (12_00, 830_772)


def test_a_notice_that_did_not_begin_is_paid_whole(make: Any) -> None:
    found = left(make, said=GIVEN | {"last_day": dt.date(2025, 9, 5)})
    assert found.severance is not None
    assert (found.severance.weeks, amounts(found)["severance"]) == (18_00, 1_246_158)


def test_a_notice_that_was_worked_leaves_nothing(make: Any) -> None:
    found = left(make, said=GIVEN | {"last_day": dt.date(2026, 1, 11)})
    assert (found.severance, "severance" in amounts(found)) == (None, False)


@pytest.mark.parametrize(("rest", "words"), [("nobody", "rien n'est dû"), ("worker", "dû par le travailleur")])
def test_the_officer_says_that_the_employer_owes_no_rest(make: Any, rest: str, words: str) -> None:
    found = left(make, said=GIVEN | {"rest": rest})
    assert found.severance is None
    assert any(words in note for note in found.notes)


def test_a_worker_s_notice_is_the_worker_s_unless_the_employer_broke_it_off(make: Any) -> None:
    """Nine weeks to 9 November: nine days are left, 1.29 weeks."""
    said = GIVEN | {"by": "worker", "means": "handed_over"}
    resigned = left(make, said=said)
    assert resigned.severance is None
    assert any("dû par le travailleur" in note for note in resigned.notes)
    sent_away = left(make, said=said | {"rest": "employer"})
    assert amounts(sent_away)["severance"] == 89_308


def test_months_of_services_before_2014_are_told_and_not_computed(make: Any) -> None:
    found = left(make, said=GIVEN | {"pay_2013": 2_500_000}, start=dt.date(2010, 1, 1))
    assert found.severance is None
    assert any("n'est pas calculé ici" in note for note in found.notes)


def test_only_a_notice_has_a_rest(make: Any) -> None:
    with pytest.raises(DossierError) as caught:
        left(make, said={"rest": "nobody"})
    assert [error.field for error in caught.value.errors] == ["rest"]


# ── the year-end premium ───────────────────────────────────────────────────────────────────

JUNE = {"last_day": dt.date(2023, 6, 30), "gross_last_year": 3_600_000}


def test_the_premium_is_paid_in_proportion_and_counts_for_holidays(make: Any) -> None:
    """210.40 + 457.88 + 400.61 + 2.5 % of 36,000 is 1,968.89 for nine months: six are 1,312.59."""
    found = left(make, said=JUNE | {"premium_scheme": "329.02-isp"})
    assert amounts(found)["year_end_premium"] == 131_259
    without = left(make, said=JUNE | {"premium_scheme": "none"})
    assert found.holiday_pay is not None
    assert without.holiday_pay is not None
    assert "year_end_premium" not in amounts(without)
    more = found.holiday_pay.facts["gross_this_year"] - without.holiday_pay.facts["gross_this_year"]
    assert more == 131_259


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "choisissez la règle qui vaut ici parmi 329.02-fwb 329.02-isp"),
        ({"premium_scheme": "329.02-fwb"}, "n'oblige que si l'employeur"),
        ({"premium_scheme": "329.02-isp", "reason": "grave_cause", "by": "employer",
          "notified_on": dt.date(2023, 6, 30)}, "motif grave"),
    ],
)  # fmt: skip
def test_why_there_is_no_premium_is_told(make: Any, said: dict[str, Any], words: str) -> None:
    found = left(make, said=JUNE | said)
    assert "year_end_premium" not in amounts(found)
    assert any(words in note for note in found.notes)


def test_a_rule_without_numbers_is_missing_law_and_told(make: Any) -> None:
    found = left(make, said={"premium_scheme": "329.02-isp"})
    assert "year_end_premium" not in amounts(found)
    assert any("règle 329.02-isp inconnue en 2025" in note for note in found.notes)


def test_a_joint_committee_without_a_rule_is_told(make: Any) -> None:
    contract = make.contract(amount=300_000, start=dt.date(2020, 1, 1), holidays=(known(2025),))
    dossier = make.dossier(contract, joint_committee="337", category="011")
    found = leave(dossier, "c", Act(last_day=LAST, reason="agreement", by="both"))
    assert any("aucune règle de la commission paritaire 337" in note for note in found.notes)


def test_a_premium_that_is_recorded_already_is_not_added(make: Any) -> None:
    paid = make.item("year_end_premium", 50_000, since="2023-05-01", once=True)
    found = left(make, said=JUNE | {"premium_scheme": "329.02-isp"}, items=(paid,))
    assert "year_end_premium" not in amounts(found)


def test_an_unknown_rule_is_refused(make: Any) -> None:
    with pytest.raises(DossierError) as caught:
        left(make, said={"premium_scheme": "330"})
    assert [error.field for error in caught.value.errors] == ["premium_scheme"]


# ── fictive pay ────────────────────────────────────────────────────────────────────────────

ILL = Incapacity(start=dt.date(2025, 8, 25), end=dt.date(2025, 10, 10), certificate=dt.date(2025, 8, 25))
"""Guaranteed pay for thirty days, to 23 September; then five working days of September and eight of October."""


def test_fictive_pay_of_credited_days_comes_from_the_months(make: Any) -> None:
    """3,000 x 5 / 22 and 3,000 x 8 / 23."""
    found = left(make, incapacities=(ILL,))
    assert found.holiday_pay is not None
    assert [(str(month), trace["fictive_pay"]) for month, trace in found.credited] == [
        ("2025-09", 68_182), ("2025-10", 104_348),
    ]  # fmt: skip
    assert found.holiday_pay.facts["fictive_this_year"] == 172_530
    well = left(make)
    assert well.holiday_pay is not None
    assert found.holiday_pay["departure_base_this_year"] == well.holiday_pay["departure_base_this_year"]


def test_the_officer_overrules_fictive_pay(make: Any) -> None:
    found = left(make, incapacities=(ILL,), said={"fictive_this_year": 1_00})
    assert found.holiday_pay is not None
    assert (found.holiday_pay.facts["fictive_this_year"], found.credited) == (1_00, ())


def test_an_illness_is_credited_for_twelve_months(make: Any) -> None:
    """Ill since 1 January 2024: guaranteed pay to 30 January, then the fund; nothing is credited from 2025 on."""
    ill = Incapacity(start=dt.date(2024, 1, 1), end=LAST, certificate=dt.date(2024, 1, 1))
    found = left(make, incapacities=(ill,))
    assert {month.year for month, _ in found.credited} == {2024}
    assert found.holiday_pay is not None
    base = found.holiday_pay["departure_base_last_year"]
    assert abs(base - 3_600_000) <= 1  # January is rounded once in pay and once in what it lacks
    assert any("pas comptés comme assimilés : MM" in note for note in found.notes)


def test_unpaid_leave_is_not_credited_nor_asked_for(make: Any) -> None:
    found = left(make, days=make.days(("2025-09-01", "SS", 760)))
    assert found.credited == ()
    assert not any("assimilés" in note for note in found.notes)


def test_credited_days_of_months_taken_over_are_asked_for(make: Any) -> None:
    found = left(make, begins=Month(2025, 5), said={"gross_this_year": 3_000_000, "gross_last_year": 3_600_000})
    assert any("jours assimilés de 2025 avant la reprise" in note for note in found.notes)
