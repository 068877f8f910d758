"""The dashboard: pages, sorts and filters; deadlines, their calendar file and their marks; alerts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from preste.belgium.deadlines import Deadline, deadlines
from preste.calendar import Month
from preste.office.services import alerts, facts
from preste.office.services import deadlines as met
from preste.office.services.deadlines import Due, dues, payday
from preste.office.store.models import AuditEvent, Contract, DeadlineMet, Employer, Fact, PayRun, Payslip, Worker
from preste.office.web import ics

TODAY = dt.date(2026, 11, 22)
AHEAD = dt.timedelta(days=62)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests are of 22 November 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def many(office: Any) -> list[Employer]:
    """Sixty more employers, a third without a month."""
    with scopes_disabled():
        made = [Employer.objects.create(name=f"Fictive {i:02d}", enterprise_number=str(i)) for i in range(60)]
        for i, employer in enumerate(made):
            if i % 3:
                state = ("draft", "computed", "validated")[i % 3]
                PayRun.objects.create(employer=employer, month="2026-10", state=state, created_at=timezone.now())
    return made


# ── employers ──────────────────────────────────────────────────────────────────────────────


def names(answer: Any) -> list[str]:
    return [row.employer.name for row in answer.context["rows"]]


def test_fifty_a_page(office: Any, many: list[Employer]) -> None:
    client = office.client("bureau")
    first, second = client.get("/"), client.get("/?page=2")
    assert (len(names(first)), len(names(second))) == (50, Employer.objects.count() - 50)
    assert not set(names(first)) & set(names(second)) - {office.employer.name}


def test_filter_and_sort(office: Any, many: list[Employer]) -> None:
    client = office.client("bureau")
    assert names(client.get("/?q=FICTIVE 0")) == [f"Fictive {i:02d}" for i in range(10)]
    without = names(client.get("/?state=none&q=Fictive"))
    assert without == [f"Fictive {i:02d}" for i in range(0, 60, 3)]
    by_state = client.get("/?sort=state").context["rows"]
    order = ["computed", "draft", None, "validated", "paid"]
    ranks = [order.index(row.run.state if row.run else None) for row in by_state]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
    assert names(client.get("/?q=inconnue")) == []


def test_the_number_of_queries_does_not_grow_with_the_employers(office: Any, many: list[Employer]) -> None:
    client = office.client("bureau")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get("/").status_code == 200
        return len(found)

    queries()  # the first page of a session writes it down
    before = queries()
    with scopes_disabled():
        for employer in many[:30]:
            employer.runs.all().delete()
        Employer.objects.filter(pk__in=[e.pk for e in many[:30]]).delete()
    assert queries() == before


def test_the_number_of_queries_does_not_grow_with_the_workers_and_months(office: Any) -> None:
    client, found = office.client("bureau"), []
    for page in ("/", office.url("")):
        client.get(page)  # the first page of a session writes it down
        counts = []
        for grown in (False, True):
            if grown:
                _grow(office)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
        found.append(counts)
    assert [before for before, _ in found] == [after for _, after in found]


def _grow(office: Any) -> None:
    """Thirty more workers with contract, and a month of payslips of theirs that are owed."""
    now = timezone.now()
    with scope(employer=office.employer):
        run = PayRun.objects.create(employer=office.employer, month="2020-01", state="validated", created_at=now,
                                    number=PayRun.objects.count() + 1)  # fmt: skip
        given = {"employer": office.employer, "valid_from": dt.date(2020, 1, 1), "recorded_at": now}
        start = Worker.objects.count()
        for i in range(start, start + 30):
            worker = Worker.objects.create(employer=office.employer, number=f"x{i}", niss=f"{i:011d}", sex="F",
                                           birth_date=TODAY)  # fmt: skip
            contract = Contract.objects.create(employer=office.employer, worker=worker, reference=f"x{i}")
            data = {
                "last_name": "Ajoutée",
                "first_name": str(i),
                "street": "Rue 1",
                "postcode": "5000",
                "city": "Namur",
            }
            Fact.objects.create(worker=worker, kind="identity", data=data, **given)
            core = {"status": "white_collar", "regime": "ordinary"}
            Fact.objects.create(worker=worker, contract=contract, kind="contract", data=core, **given)
            Payslip.objects.create(employer=office.employer, run=run, contract=contract, worker_name=str(i),
                                   paid_on=TODAY, net_paid=100_00)  # fmt: skip


def test_an_officer_sees_and_counts_only_ones_own(office: Any, many: list[Employer]) -> None:
    answer = office.client("officer").get("/")
    assert names(answer) == [office.employer.name]
    assert {alert.employer for alert in answer.context["alerts"]} <= {office.employer.name}
    assert all(group.employers == 1 for group in answer.context["groups"])
    told = office.client("officer").get("/deadlines/").content.decode()
    assert str(office.other.pk) not in told
    assert "Fictive" not in told


def test_a_worker_s_account_reads_no_deadline(office: Any) -> None:
    assert office.client("worker").get("/deadlines/").context["rows"] == []
    assert office.client("worker").get("/").context["alerts"] == []


# ── deadlines ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "period", "due"),
    [
        ("onss_provision", "2026-09", "2026-10-05"),
        ("withholding_274", "2026-09", "2026-10-15"),
        ("dmfa", "2026-09", "2026-10-31"),
        ("onss_balance", "2026-12", "2027-01-31"),
        ("slips_281", "2023-12", "2024-02-29"),
        ("individual_accounts", "2025-12", "2026-02-28"),
        ("holidays_posted", "2026-12", "2026-12-15"),
        ("leave_taken", "2026-12", "2026-12-31"),
    ],
)
def test_terms_of_the_law_book(code: str, period: str, due: str) -> None:
    month = Month.parse(period)
    (found,) = [one for one in deadlines(month, month) if one.code == code]
    assert found.due.isoformat() == due


def test_quarters_and_years_have_their_terms_once() -> None:
    found = [one.code for one in deadlines(Month(2026, 1), Month(2026, 12))]
    assert {code: found.count(code) for code in ("withholding_274", "dmfa", "slips_281")} == {
        "withholding_274": 12, "dmfa": 4, "slips_281": 1,
    }  # fmt: skip


def test_nothing_is_told_past_what_the_book_knows() -> None:
    assert deadlines(Month(2030, 1), Month(2030, 12)) == []


def test_a_term_on_a_weekend_or_holiday_is_said(office: Any) -> None:
    one = Deadline(dt.date(2026, 8, 15), "withholding_274", Month(2026, 7), 1, unsure=True)
    assert (one.weekend, one.holiday) == (True, "Assomption")
    client = office.client("reader")
    told = client.get(office.url("deadlines/")).content.decode()
    assert "tombe un week-end" in told
    assert "terme à vérifier" in told


def of(office: Any, code: str, period: str) -> Due:
    with scope(employer=office.employer):
        found = dues([Employer.objects.get(pk=office.employer.pk)], TODAY, AHEAD)
    return next(one for one in found if (one.deadline.code, str(one.deadline.period)) == (code, period))


def test_states(office: Any) -> None:
    due = of(office, "withholding_274", "2026-10")
    assert due.deadline.due == dt.date(2026, 11, 15)
    assert [due.state(dt.date(2026, 11, day)) for day in (7, 8, 15, 16)] == ["ahead", "soon", "soon", "late"]
    assert Due(due.deadline, due.employer, TODAY).state(TODAY) == "met"


def test_only_periods_computed_here(office: Any) -> None:
    with scope(employer=office.employer):
        found = dues([office.employer], TODAY, AHEAD)
        assert min(str(one.deadline.period) for one in found) == "2026-07"
    new = Employer.objects.create(name="Sans mois")
    with scope(employer=new):
        assert dues([new], TODAY, AHEAD) == []
        new.begins = "2026-11"
        assert {str(one.deadline.period) for one in dues([new], TODAY, AHEAD)} == {"2026-11", "2026-12"}


@pytest.mark.parametrize(("kept", "day"), [("last", "2026-02-28"), ("5", "2026-03-05")])
def test_payday(kept: str, day: str) -> None:
    assert payday(kept, Month(2026, 2)).isoformat() == day


def test_a_paid_month_met_its_payday(office: Any) -> None:
    with scope(employer=office.employer):
        PayRun.objects.filter(month="2026-08").update(state="validated")
    assert of(office, "pay", "2026-08").met_on is None
    with scope(employer=office.employer):
        PayRun.objects.filter(month="2026-08").update(state="paid")
    assert of(office, "pay", "2026-08").met_on is not None


def post_mark(office: Any, role: str = "officer", **change: str) -> Any:
    data = {"deadline": "dmfa", "period": "2026-09", "met_on": "2026-10-29"} | change
    return office.client(role).post(office.url("deadlines/mark/"), data, follow=True)


def test_a_deadline_is_marked_and_taken_back_with_a_trace(office: Any) -> None:
    post_mark(office)
    assert of(office, "dmfa", "2026-09").met_on == dt.date(2026, 10, 29)
    post_mark(office, met_on="2026-10-30")
    with scope(employer=office.employer):
        row = DeadlineMet.objects.get()
        assert (row.met_on, row.recorded_by) == (dt.date(2026, 10, 30), office.users["officer"])
    post_mark(office, reopen="1")
    assert of(office, "dmfa", "2026-09").met_on is None
    with scope(employer=office.employer):
        actions = list(AuditEvent.objects.filter(action__startswith="deadline").values_list("action", "details"))
    assert [action for action, _ in actions] == ["deadline.met", "deadline.met", "deadline.reopened"]
    assert actions[0][1] == {"deadline": "dmfa", "period": "2026-09", "met_on": "2026-10-29"}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"deadline": "autre"}, "n&#x27;existe pas"),
        ({"period": "2026-10"}, "n&#x27;existe pas"),
        ({"met_on": "2026-11-23"}, "à venir"),
        ({"met_on": "hier"}, "à venir"),
        ({"period": "octobre"}, "un mois ne se lit pas"),
    ],
)
def test_a_mark_that_cannot_be(office: Any, fault: dict[str, str], told: str) -> None:
    assert told in post_mark(office, **fault).content.decode().replace("&#39;", "&#x27;")
    with scope(employer=office.employer):
        assert not DeadlineMet.objects.exists()


# ── the calendar file ──────────────────────────────────────────────────────────────────────


def unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


@pytest.mark.parametrize("address", ["/deadlines.ics", "{}deadlines.ics"])
def test_the_calendar_file(office: Any, address: str) -> None:
    client = office.client("reader")
    answer = client.get(address.format(office.url("")))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 5
    assert f"UID:dmfa-2026-09-{office.employer.pk}@preste" in uids
    at = lines.index(f"UID:dmfa-2026-09-{office.employer.pk}@preste")
    assert lines[at + 2 : at + 4] == ["DTSTART;VALUE=DATE:20261031", "DTEND;VALUE=DATE:20261101"]
    again = unfolded(client.get(address.format(office.url(""))).content)
    assert [line for line in again if line.startswith("UID:")] == uids
    assert str(office.other.pk) not in answer.content.decode()


def test_values_are_escaped_and_lines_folded_between_characters() -> None:
    assert ics.escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"
    line = "SUMMARY:" + "é€" * 60
    parts = list(ics.folded(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


# ── alerts ─────────────────────────────────────────────────────────────────────────────────


def kinds(office: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    with scope(employer=office.employer):
        for alert in alerts.alerts([office.employer], TODAY):
            found.setdefault(alert.kind, []).append(alert)
    return found


def test_a_month_open_after_its_cut_off_day(office: Any) -> None:
    assert [alert.run.month for alert in kinds(office)["late_run"]] == ["2026-09"]
    with scope(employer=office.employer):
        run = PayRun.objects.create(employer=office.employer, month="2026-11", created_at=timezone.now())
    assert [a.run.month for a in kinds(office)["late_run"]] == ["2026-09", "2026-11"]  # the 22nd is after the 20th
    Employer.objects.filter(pk=office.employer.pk).update(cut_off_day=22)
    assert [a.run.month for a in kinds(office)["late_run"]] == ["2026-09"]
    with scope(employer=office.employer):
        PayRun.objects.filter(pk=run.pk).update(month="2026-10", state="validated")
    assert [a.run.month for a in kinds(office)["late_run"]] == ["2026-09"]


def end_contract(office: Any, reference: str, day: dt.date) -> Worker:
    contract = office.contract(reference)
    with scope(employer=office.employer):
        Fact.objects.filter(contract=contract, kind="contract").update(valid_to=day)
    return contract.worker


@pytest.mark.parametrize(("days", "told"), [(0, True), (30, True), (31, False), (-1, False)])
def test_a_contract_that_ends_within_thirty_days(office: Any, days: int, told: bool) -> None:
    worker = end_contract(office, "anne", TODAY + dt.timedelta(days=days))
    assert (worker in [alert.worker for alert in kinds(office).get("ending", [])]) is told


def test_hours_after_the_end_of_a_contract(office: Any) -> None:
    worker = end_contract(office, "anne", TODAY - dt.timedelta(days=5))
    assert "after_end" not in kinds(office)
    with scope(employer=office.employer):
        day = TODAY - dt.timedelta(days=4)
        facts.record_fact(
            worker, "day", {"code": "M", "hours": 760}, valid_from=day, valid_to=day, contract=office.contract()
        )
    assert [alert.worker for alert in kinds(office)["after_end"]] == [worker]


def test_a_worker_without_account_or_household(office: Any) -> None:
    worker = office.worker()
    assert not {"no_account", "no_household"} & set(kinds(office))
    with scope(employer=office.employer):
        (identity,) = facts.known_facts(office.employer).filter(worker=worker, kind="identity")
        facts.record_fact(
            worker, "identity", identity.data, valid_from=identity.valid_from, secret={"iban": ""}, replaces=identity
        )
        for one in facts.known_facts(office.employer).filter(worker=worker, kind="household"):
            facts.withdraw_fact(one)
    found = kinds(office)
    assert [alert.worker for alert in found["no_account"]] == [worker]
    assert [alert.worker for alert in found["no_household"]] == [worker]
    end_contract(office, "anne", TODAY - dt.timedelta(days=1))
    assert not {"no_account", "no_household"} & set(kinds(office))


def test_ten_of_a_kind_then_others(office: Any, many: list[Employer]) -> None:
    with scopes_disabled():
        found = alerts.alerts(many, TODAY)
    late = [alert for alert in found if alert.kind == "late_run"]
    assert len(late) == alerts.MOST
    assert [alert.of for alert in found if alert.kind == "more"] == ["late_run"]


def test_codes_have_words() -> None:
    from preste.belgium.deadlines import codes
    from preste.office.web.words import DEADLINES

    assert set(codes()) | {met.PAY} == set(DEADLINES)
