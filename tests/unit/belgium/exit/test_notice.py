"""Notice: what the law refuses, what suspends it, and the reasons given for each day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.exit.notice import ABSENCES, Absence, Notice, notice
from preste.belgium.exit.service import Service
from preste.errors import DossierError, InputError, NoParameter
from preste.law import book

D = dt.date.fromisoformat


def given(start: str, sent: str, *, by: Any = "employer", means: Any = "registered", **more: Any) -> Notice:
    absences = more.pop("absences", ())
    if "planned_end" in more:
        more["planned_end"] = D(more["planned_end"])
    return notice(Service(start=D(start), **more), by=by, means=means, sent=D(sent), absences=absences)


def reasons(found: Notice) -> str:
    return "\n".join(f"{step.date} {step.why}" for step in found.steps)


def test_every_day_has_its_reason_and_its_law() -> None:
    found = given("2025-01-01", "2026-10-29")
    assert (found.effect, found.start, found.end) == (D("2026-11-02"), D("2026-11-09"), D("2027-01-24"))
    assert [(step.date.isoformat(), step.why) for step in found.steps] == [
        ("2026-10-29", "Lettre recommandée déposée à la poste."),
        ("2026-11-01", "Dimanche, et jour férié (Toussaint) : n'est pas un jour ouvrable."),
        ("2026-11-02", "3e jour ouvrable après le dépôt (le samedi en est un) : le préavis est notifié."),
        ("2026-11-09", "Le préavis prend cours le lundi qui suit la semaine de sa notification."),
        ("2026-11-09", "Ancienneté depuis le 01/01/2025 : 22 mois entiers."),
        ("2026-11-09", "22 mois d'ancienneté (ligne de 21 à moins de 24 mois), l'employeur : 11 semaines."),
        ("2027-01-24", "Dernier jour du préavis et du contrat."),
    ]
    assert all(step.law.startswith("Loi du ") for step in found.steps)


def test_posted_by_wednesday_it_starts_on_the_next_monday() -> None:
    starts = {day: given("2025-01-01", day).start for day in ("2026-10-05", "2026-10-07", "2026-10-08", "2026-10-10")}
    assert list(starts.values()) == [D("2026-10-12"), D("2026-10-12"), D("2026-10-19"), D("2026-10-19")]


@pytest.mark.parametrize("means", ["bailiff", "handed_over"])
def test_what_reaches_at_once_takes_effect_at_once(means: str) -> None:
    found = given("2025-01-01", "2026-10-09", by="worker", means=means)
    assert (found.effect, found.start) == (D("2026-10-09"), D("2026-10-12"))


def test_an_employer_s_notice_handed_over_is_refused() -> None:
    with pytest.raises(InputError, match="void") as caught:
        given("2025-01-01", "2026-10-09", means="handed_over")
    assert caught.value.code == "E-NOTICE-MEANS"


def test_the_contract_s_first_day_chooses_the_table() -> None:
    """Five months of seniority: five weeks before August 2026, one since; the worker two, then one."""
    weeks = {
        (start, by): given(start, sent, by=by).period.weeks  # type: ignore[union-attr]
        for start, sent in (("2026-05-20", "2026-10-21"), ("2026-08-01", "2026-11-20"))
        for by in ("employer", "worker")
    }
    assert list(weeks.values()) == [5, 2, 1, 1]


def test_agency_work_counts_for_seniority_and_not_for_the_table() -> None:
    found = given("2026-08-03", "2026-10-21", seniority_from=D("2026-02-02"))
    assert found.period is not None
    assert (found.period.seniority, found.period.weeks) == (8, 6)


def test_the_cap_of_contracts_begun_since_june_2026() -> None:
    june, may = (given(start, "2026-11-04") for start in ("2026-06-01", "2026-05-29"))
    assert june.doubts == may.doubts == ()
    assert "Plafond de 52 semaines : sans effet ici." in reasons(june)
    assert "Plafond" not in reasons(may)


def test_a_value_of_law_that_is_unsure_is_told() -> None:
    """From what day these leaves suspend the notice was not read."""
    found = given("2020-01-06", "2026-10-07", absences=[Absence(D("2026-10-19"), D("2026-10-21"), "birth_leave")])
    assert [entry.name for entry in found.doubts] == ["notice_suspension[birth_leave]"]


def test_two_parts_run_one_after_the_other() -> None:
    found = given("2008-03-01", "2026-10-07", status_2013="white_collar", pay_2013=30_000_00)
    assert found.period is not None
    assert (found.period.months, found.period.weeks) == (6, 39)
    assert found.end == D("2028-01-09")  # six months to 11 April 2027, then 39 weeks
    assert "2013-12-31 Partie 1, contrat d'avant 2014 : 6 mois" in reasons(found)


@pytest.mark.parametrize(("pay", "months"), [(32_254_00, 6), (32_254_01, 8)])
def test_the_threshold_of_2013(pay: int, months: int) -> None:
    """Seven years and a half: two periods of five years, or eight years begun."""
    found = given("2006-07-01", "2026-10-07", status_2013="white_collar", pay_2013=pay)
    assert found.period is not None
    assert found.period.months == months


@pytest.mark.parametrize(
    ("start", "sector", "days"),
    [
        ("2013-08-01", "general", 28),  # five months
        ("2013-07-01", "general", 40),  # six months, begun since 2012
        ("2011-12-31", "general", 35),  # begun before 2012
        ("2009-01-02", "general", 35),  # four years and eleven months
        ("2009-01-01", "general", 42),  # five years
        ("2004-01-01", "general", 56),
        ("1999-01-01", "general", 84),
        ("1994-01-01", "general", 112),
        ("1994-01-02", "article_59", 28),
        ("1994-01-01", "article_59", 56),
        ("2012-02-01", "124", 16),
        ("2008-03-01", "102.03", 49),
    ],
)
def test_part_1_of_a_blue_collar_worker_by_sector_and_first_day(start: str, sector: str, days: int) -> None:
    found = given(start, "2026-10-07", status_2013="blue_collar", sector_2013=sector)
    assert found.period is not None
    assert (found.period.months, found.period.days) == (0, days)
    assert found.days == days + 7 * found.period.weeks
    assert f"Partie 1, contrat d'avant 2014 : {days} jours" in reasons(found)


def test_part_1_and_part_2_of_a_blue_collar_worker_day_by_day() -> None:
    """In service since 1 March 2005: 8 years and 10 months in 2013, so 42 days; since 2014, 153 months, 39 weeks."""
    found = given("2005-03-01", "2026-10-07", status_2013="blue_collar", sector_2013="general")
    assert found.period is not None
    assert (found.start, found.period.days, found.period.weeks) == (D("2026-10-12"), 42, 39)
    assert found.end == D("2027-08-22")  # 42 + 273 = 315 days
    assert "régime général, le secteur n'ayant pas d'arrêté royal propre, comme indiqué ; 106 mois" in reasons(found)
    assert "notice_part_1_blue_collar" in {entry.name.partition("[")[0] for entry in found.laws}


@pytest.mark.parametrize(("months", "days"), [(None, 112), (5, None), (0, 0)])
def test_part_1_can_be_entered(months: int | None, days: int | None) -> None:
    found = given("2005-03-01", "2026-10-07", part_1_months=months, part_1_days=days)
    assert found.period is not None
    assert (found.period.months, found.period.days, found.period.weeks) == (months or 0, days or 0, 39)
    assert "encodée, non calculée" in reasons(found)


def test_the_sector_of_a_blue_collar_worker_is_never_guessed() -> None:
    with pytest.raises(InputError, match="sector's decree") as caught:
        given("2008-03-01", "2026-10-07", status_2013="blue_collar")
    assert caught.value.field == "sector_2013"
    unknown = [("2008-03-01", "111"), ("2011-01-01", "124"), ("2013-10-01", "124"), ("2012-06-01", "article_59")]
    for start, sector in unknown:
        with pytest.raises(NoParameter, match="part 1"):
            given(start, "2026-10-07", status_2013="blue_collar", sector_2013=sector)


def test_a_resignation_of_a_worker_of_before_2014() -> None:
    """One table since 28 October 2023; before, the two parts, which are missing law."""
    found = given("2008-03-01", "2023-10-28", by="worker", means="handed_over")
    assert found.period is not None
    assert (found.period.months, found.period.weeks) == (0, 13)
    with pytest.raises(NoParameter, match="2023-10-27"):
        given("2008-03-01", "2023-10-27", by="worker", means="handed_over")


def test_holidays_lengthen_the_employer_s_notice_and_not_the_worker_s() -> None:
    away = [Absence(D("2026-10-19"), D("2026-10-25"), "annual_holidays")]
    plain, longer = (given("2025-06-02", "2026-10-07", absences=absences) for absences in ((), away))
    assert (longer.end - plain.end).days == longer.suspended == 7
    assert "2026-10-19 Vacances annuelles jusqu'au 25/10/2026 : le préavis est suspendu 7 jours." in reasons(longer)
    own, same = (given("2025-06-02", "2026-10-07", by="worker", absences=absences) for absences in ((), away))
    assert own.end == same.end
    assert "ne suspend pas le préavis donné par le travailleur" in reasons(same)


def test_an_absence_in_the_days_that_another_added_lengthens_too() -> None:
    first = Absence(D("2026-10-19"), D("2026-10-25"), "incapacity")
    plain = given("2025-06-02", "2026-10-07")
    second = Absence(plain.end + dt.timedelta(days=2), plain.end + dt.timedelta(days=4), "incapacity")
    assert given("2025-06-02", "2026-10-07", absences=[second]).end == plain.end
    assert given("2025-06-02", "2026-10-07", absences=[first, second]).suspended == 10


def test_days_that_two_absences_share_count_once() -> None:
    away = [Absence(D("2026-10-19"), D("2026-10-25"), kind) for kind in ("incapacity", "annual_holidays")]
    assert given("2025-06-02", "2026-10-07", absences=away).suspended == 7


def test_no_day_after_the_term_is_suspended() -> None:
    away = [Absence(D("2026-07-13"), D("2026-08-31"), "incapacity")]
    found = given("2026-07-01", "2026-07-08", kind="student", planned_end="2026-08-02", absences=away)
    assert (found.end, found.suspended) == (D("2026-08-02"), 21)


def test_short_leave_does_not_suspend() -> None:
    away = [Absence(D("2026-10-19"), D("2026-10-20"), "short_leave")]
    found = given("2025-06-02", "2026-10-07", absences=away)
    assert found.suspended == 0
    assert "Petit chômage jusqu'au 20/10/2026 : ne suspend pas le préavis." in reasons(found)


def test_a_suspension_that_is_doubtful_is_told() -> None:
    away = [Absence(D("2026-10-19"), D("2026-10-23"), "birth_leave")]
    found = given("2025-06-02", "2026-10-07", absences=away * 2)
    assert [entry.name for entry in found.doubts] == ["notice_suspension[birth_leave]"]
    outside = [Absence(D("2026-10-05"), D("2026-10-06"), "birth_leave")]
    found = given("2025-06-02", "2026-10-07", absences=outside)
    assert found.doubts == ()
    assert "hors du préavis" in reasons(found)


def test_every_absence_of_the_law_book_has_a_name() -> None:
    assert {key[0] for key in book().series["notice_suspension"].entries} == set(ABSENCES)


def test_a_fixed_term_contract_in_its_first_half() -> None:
    """One year from 8 June 2026: notice has to end by 6 December, half of the days."""
    found = given("2026-06-08", "2026-10-07", kind="fixed_term", planned_end="2027-06-07")
    assert found.end == D("2026-11-08")
    assert "2026-12-06 Contrat à durée déterminée" in reasons(found)
    with pytest.raises(InputError, match="by 2026-12-06") as caught:
        given("2026-06-08", "2026-11-12", kind="fixed_term", planned_end="2027-06-07")
    assert caught.value.code == "E-NOTICE-TERM"


def test_of_a_long_term_only_six_months() -> None:
    with pytest.raises(InputError, match=r"has to end by 2026-09-01, .* within 6 months"):
        given("2026-03-02", "2026-08-12", kind="fixed_term", planned_end="2028-12-31")


def test_only_the_first_of_successive_terms() -> None:
    with pytest.raises(InputError, match="successive"):
        given("2026-06-08", "2026-07-01", kind="fixed_term", planned_end="2027-06-07", successive=True)


@pytest.mark.parametrize(
    ("planned_end", "by", "days"),
    [("2026-07-31", "employer", 3), ("2026-07-31", "worker", 1), ("2026-08-01", "employer", 7)],
)
def test_a_student_s_notice_is_in_days(planned_end: str, by: str, days: int) -> None:
    found = given("2026-07-01", "2026-07-08", by=by, kind="student", planned_end=planned_end)
    assert (found.period, found.days) == (None, days)
    assert (found.end - found.start).days == days - 1
    assert found.start == D("2026-07-13")


def test_a_term_that_comes_first_ends_the_contract() -> None:
    found = given("2026-07-01", "2026-07-24", kind="student", planned_end="2026-08-05")
    assert (found.start, found.end) == (D("2026-08-03"), D("2026-08-05"))
    assert "à son terme" in reasons(found)


def test_a_notice_that_would_start_after_the_term_is_refused() -> None:
    with pytest.raises(InputError, match="start on 2026-08-03, after the term of 2026-08-02") as caught:
        given("2026-07-01", "2026-07-24", kind="student", planned_end="2026-08-02")
    assert caught.value.code == "E-NOTICE-TERM"


def test_article_17_is_missing_law() -> None:
    with pytest.raises(NoParameter, match="article 17"):
        given("2026-07-01", "2026-07-24", kind="article17")


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"planned_end": "2026-12-31"}, "planned_end"),
        ({"kind": "fixed_term"}, "planned_end"),
        ({"kind": "fixed_term", "planned_end": "2024-12-31"}, "planned_end"),
        ({"kind": "fixed_term", "planned_end": "2026-09-30"}, "planned_end"),
        ({"kind": "fixed_term", "planned_end": "2027-09-30", "by": "counter_notice"}, "by"),
        ({"sent": "2024-12-31"}, "start"),
        ({"seniority_from": D("2025-02-01")}, "seniority_from"),
        ({"start": "2013-12-31"}, "status_2013"),
        ({"start": "2013-12-31", "status_2013": "white_collar"}, "pay_2013"),
        ({"start": "2013-12-31", "kind": "fixed_term", "planned_end": "2026-12-31"}, "kind"),
        ({"absences": [Absence(D("2026-10-20"), D("2026-10-19"), "incapacity")]}, "absence"),
        ({"absences": [Absence(D("2026-10-20"), D("2026-10-21"), "boredom")]}, "absence"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(fault: dict[str, Any], field: str) -> None:
    facts = {"start": "2025-01-01", "sent": "2026-10-07", **fault}
    with pytest.raises(InputError) as caught:
        given(facts.pop("start"), facts.pop("sent"), **facts)
    assert caught.value.field == field


def test_all_faults_are_told_together() -> None:
    with pytest.raises(DossierError) as caught:
        given("2013-12-31", "2026-10-07", means="handed_over", planned_end="2026-12-31")
    assert [error.field for error in caught.value.errors] == ["planned_end", "status_2013", "means"]


def test_a_notice_after_the_book_s_horizon_is_missing_law() -> None:
    with pytest.raises(NoParameter, match="known until"):
        given("2025-01-01", "2027-03-01")
