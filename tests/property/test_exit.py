"""Notice and severance over generated contracts: more seniority never gives less, days add up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from preste.belgium.exit.days import add_months, is_working_day, months_between
from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.indemnity import Pay, severance_of
from preste.belgium.exit.notice import ABSENCES, Absence, notice
from preste.belgium.exit.periods import period, window_end
from preste.belgium.exit.service import Service
from preste.calendar import ONE_DAY, each_day
from preste.engine import explain, replay
from preste.law import book

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2026, 11, 20)
SENT = st.dates(FIRST, LAST)
SINCE_2014 = st.dates(dt.date(2014, 1, 1), dt.date(2026, 7, 31))
BY = st.sampled_from(["employer", "worker", "counter_notice"])
MEANS = {"employer": ["registered", "bailiff"], "worker": ["registered", "bailiff", "handed_over"]}


@st.composite
def absences(draw: Any) -> list[Absence]:
    """A few absences around the end of 2026."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.dates(dt.date(2026, 10, 1), dt.date(2027, 3, 31)))
        last = first + dt.timedelta(days=draw(st.integers(0, 40)))
        found.append(Absence(first, last, draw(st.sampled_from(sorted(ABSENCES)))))
    return found


@given(by=BY, start=st.dates(dt.date(2014, 1, 1), LAST), months=st.lists(st.integers(0, 500), min_size=2, max_size=2))
def test_more_seniority_never_gives_fewer_weeks(by: str, start: dt.date, months: list[int]) -> None:
    fewer, more = sorted(months)
    first = dt.date(2020, 1, 1)
    weeks = [period(by, start, first, add_months(first, n), LAST).weeks for n in (fewer, more)]
    assert 1 <= weeks[0] <= weeks[1]
    if by == "employer" and start >= dt.date(2026, 6, 1):
        assert weeks[1] <= 52


@given(by=BY, months=st.integers(0, 500))
def test_a_contract_since_august_2026_never_has_more_than_an_earlier_one(by: str, months: int) -> None:
    first = dt.date(2020, 1, 1)
    new, old = (
        period(by, start, first, add_months(first, months), LAST).weeks
        for start in (dt.date(2026, 8, 1), dt.date(2026, 5, 1))
    )
    assert new <= old


@given(by=BY, months=st.integers(0, 400))
def test_the_worker_s_notice_is_at_most_the_employer_s(by: str, months: int) -> None:
    first = dt.date(2020, 1, 1)
    own, other = (period(one, first, first, add_months(first, months), LAST).weeks for one in (by, "employer"))
    assert own <= other


@given(start=SINCE_2014, sent=SENT, data=st.data())
def test_a_notice_takes_effect_starts_and_ends_in_order(start: dt.date, sent: dt.date, data: st.DataObject) -> None:
    assume(start <= sent)
    by = data.draw(st.sampled_from(["employer", "worker"]))
    means = data.draw(st.sampled_from(MEANS[by]))
    found = notice(Service(start=start), by=by, means=means, sent=sent)
    assert sent <= found.effect < found.start <= found.end
    assert found.start.weekday() == 0
    assert found.start - found.effect <= dt.timedelta(days=7)
    assert found.period is not None
    assert (found.end - found.start).days + 1 == found.days == 7 * found.period.weeks
    assert found.period.seniority == months_between(start, found.start)
    if means == "registered":
        assert is_working_day(found.effect)
        assert sum(is_working_day(day) for day in each_day(sent + ONE_DAY, found.effect)) == 3
    else:
        assert found.effect == sent


@given(start=SINCE_2014, sent=st.dates(dt.date(2026, 9, 1), LAST), away=absences())
def test_suspension_lengthens_by_exactly_the_days_suspended(start: dt.date, sent: dt.date, away: list[Absence]) -> None:
    assume(start <= sent)
    plain = notice(Service(start=start), by="employer", means="registered", sent=sent)
    found = notice(Service(start=start), by="employer", means="registered", sent=sent, absences=away)
    suspending = {
        day
        for one in away
        if book().on("notice_suspension", plain.effect, (one.kind,)).value
        for day in each_day(one.first, one.last)
    }
    within = {day for day in suspending if found.start <= day <= found.end}
    assert found.start == plain.start
    assert found.suspended == len(within) == (found.end - plain.end).days
    assert found.end not in suspending
    own = notice(Service(start=start), by="worker", means="registered", sent=sent, absences=away)
    assert own.suspended == 0


@given(start=st.dates(dt.date(1980, 1, 1), dt.date(2013, 12, 31)), sent=SENT, pay=st.integers(1, 10_000_000))
def test_the_two_parts_add_up(start: dt.date, sent: dt.date, pay: int) -> None:
    service = Service(start=start, status_2013="white_collar", pay_2013=pay)
    found = notice(service, by="employer", means="registered", sent=sent)
    assert found.period is not None
    assert found.period.months >= 3
    after_part_1 = add_months(found.start, found.period.months)
    assert found.end == after_part_1 + dt.timedelta(weeks=found.period.weeks) - ONE_DAY
    assert found.period.seniority == months_between(dt.date(2014, 1, 1), found.start)


@given(
    start=st.dates(dt.date(2024, 1, 1), dt.date(2026, 7, 31)),
    length=st.integers(20, 900),
    after=st.integers(0, 400),
    monthly=st.integers(100_000, 900_000),
)
def test_severance_of_a_term_covers_no_day_after_it(start: dt.date, length: int, after: int, monthly: int) -> None:
    term, end = start + dt.timedelta(days=length), start + dt.timedelta(days=after)
    assume(end < term)
    assume(end <= LAST)
    service = Service(start=start, kind="fixed_term", planned_end=term)
    found = severance_of(service, by="employer", end=end, pay=Pay(monthly=monthly))
    assert end < found.covered_from <= found.covered_to <= term
    notice_of = period("employer", start, start, found.covered_from, end).weeks
    most = notice_of if end <= window_end(start, term, end) else 2 * notice_of
    assert 0 < found.weeks <= most * 100
    assert abs(found.weeks * 7 - 100 * ((found.covered_to - found.covered_from).days + 1)) <= 4


@given(
    start=st.dates(dt.date(1990, 1, 1), LAST),
    end=SENT,
    pay=st.builds(
        Pay,
        monthly=st.integers(1_000, 2_000_000),
        yearly_benefits=st.integers(0, 3_000_000),
        quarter_pay=st.integers(0, 9_000_000),
        quarter_days=st.integers(1, 9_200),
    ),
)
def test_severance_adds_up_and_replays(start: dt.date, end: dt.date, pay: Pay) -> None:
    assume(start <= end)
    service = Service(start=start, status_2013="white_collar", pay_2013=4_000_000)
    found = severance_of(service, by="employer", end=end, pay=pay)
    trace = found.trace
    total = trace["severance_monthly"] * found.months + trace["severance_weekly"] * (found.weeks // 100)
    assert trace["severance_amount"] == total - trace["outplacement_deduction"] > 0
    assert 0 <= trace["employer_812"] <= trace["severance_contribution_base"] <= trace["severance_amount"]
    assert replay(explain(trace, SEVERANCE_FACTS)) == len(trace.plan.rules)
