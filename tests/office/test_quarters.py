"""The quarter in the office: computed by a job, kept whole, beside its months, out of date when something changes."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Month, Quarter
from preste.errors import InputError
from preste.office.jobs import queue, worker
from preste.office.services import changes, facts, pay_runs, quarter_rows, quarters
from preste.office.store.models import (
    AuditEvent,
    ComputedQuarter,
    Contract,
    FactKind,
    Job,
    JobState,
    Line,
    PayRun,
    QuarterWorker,
)

FIRST = Quarter(2022, 1)
OWED = 22_016_47
"""What `preste dmfa build` tells of the demo's first quarter of 2022."""


@pytest.fixture
def office(closed_quarter: Any) -> Iterator[Any]:
    """Each test's writing is undone."""
    with transaction.atomic(), scope(employer=closed_quarter.employer):
        yield closed_quarter
        transaction.set_rollback(True)


def computed(office: Any, quarter: Quarter = FIRST) -> ComputedQuarter:
    return quarters.compute(quarters.opened(office.employer, quarter), office.users["officer"])


# ── what is computed ───────────────────────────────────────────────────────────────────────


def test_the_quarter_is_the_one_of_the_command_to_the_cent(office: Any) -> None:
    stored = computed(office)
    assert (stored.owed, stored.provisional, stored.until) == (OWED, False, "2022-03")
    assert stored.owed == stored.total - stored.worker_reductions - stored.employer_reductions
    of_workers = sum(one.owed for one in stored.workers.all())
    assert of_workers + sum(one["amount"] for one in stored.told["unrelated"]) == stored.owed
    assert stored.message
    assert stored.problems == stored.failures == stored.told["missing"] == []
    assert b"<Quarter>20221</Quarter>" in quarters.unpack(stored.message)
    assert quarters.outdated(stored) == []


def test_its_months_are_what_was_paid_and_each_cent_of_difference_has_a_reason(office: Any) -> None:
    told = computed(office).told
    change = {code: told["final"].get(code, 0) - told["provisional"].get(code, 0) for code in told["final"]}
    named: dict[str, int] = {}
    for one in told["differences"]:
        named[one["code"]] = named.get(one["code"], 0) + one["amount"]
        assert one["reason"] == "arrondi par trimestre et non par mois"
    assert {code: amount for code, amount in change.items() if amount} == {c: a for c, a in named.items() if a}
    assert told["provisional"]["495"] > 10_000_00


def give_a_raise(office: Any) -> Any:
    """Anne earns 100.00 more from January 2022, as one knows now."""
    anne = Contract.objects.select_related("worker").get(reference="anne")
    known = facts.known_facts(office.employer).filter(contract=anne, kind=FactKind.TERMS)
    former = known.filter(valid_from__lte=FIRST.first).order_by("-valid_from").first()
    data = former.data | {"amount": former.data["amount"] + 100_00}
    changes.record_change(
        anne.worker, FactKind.TERMS, data, valid_from=FIRST.first, valid_to=former.valid_to, contract=anne,
        replaces=former if former.valid_from == FIRST.first else None, user=office.users["officer"],
    )  # fmt: skip
    return anne


def test_a_raise_known_too_late_is_a_difference_named_so(office: Any) -> None:
    before = computed(office).told
    anne = give_a_raise(office)
    stored = ComputedQuarter.objects.get()
    assert quarters.outdated(stored) == ["facts"]
    after = quarters.compute(stored, office.users["officer"]).told
    late = [one for one in after["differences"] if one["reason"].startswith("pas encore dans une paie")]
    assert after["provisional"] == before["provisional"]
    assert {one["worker"] for one in late} == {str(anne.worker_id)}
    assert sum(one["amount"] for one in late if one["code"] == "495") > 3 * 100_00 * 30 // 100


def test_a_quarter_whose_months_are_not_all_validated_is_provisional(office: Any) -> None:
    third = Quarter(2026, 3)
    view = quarters.overview(office.employer, third)
    assert (view.opened, view.validated, view.complete) == (3, 2, False)
    stored = computed(office, third)
    assert stored.provisional
    assert stored.owed > 0
    missing = stored.told["missing"]
    assert {one["code"] for one in missing} == {"E-LAW-MISSING"}  # category 2 since April 2026
    assert stored.message == ""
    assert len(stored.problems) == len(missing)
    told = office.client("reader").get(office.url("quarters/2026-3/")).content.decode()
    assert "incomplet</span> <strong>—</strong>" in told
    rows = office.client("reader").get(office.url("quarters/?format=json")).json()["rows"]
    assert [row["du"] for row in rows if row["trimestre"] == "2026-3"] == [None]
    pay_runs.compute(PayRun.objects.get(month="2026-09"), office.users["officer"])
    assert quarters.outdated(stored) == ["runs"]


def test_a_month_validated_later_that_pays_something_of_it_makes_it_out_of_date(office: Any) -> None:
    give_a_raise(office)
    stored, user = computed(office), office.users["officer"]
    april = pay_runs.validate(pay_runs.compute(pay_runs.create_run(office.employer, Month(2022, 4), user), user), user)
    assert Line.objects.filter(payslip__run=april, earned_month="2022-03").exists()
    assert quarters.outdated(stored) == ["runs"]
    settled = quarters.compute(stored, user)
    assert not [one for one in settled.told["differences"] if one["reason"].startswith("pas encore dans une paie")]


def test_a_quarter_of_which_no_month_is_opened_is_refused(office: Any) -> None:
    with pytest.raises(InputError, match="no month of 2023-1 is opened"):
        quarters.opened(office.employer, Quarter(2023, 1))
    assert office.client("officer").get(office.url("quarters/2023-1/")).status_code == 404
    assert not ComputedQuarter.objects.exists()


def test_records_that_do_not_go_together_are_told_and_the_former_computation_stays(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = computed(office)

    def refuse(*_: Any, **__: Any) -> Any:
        raise InputError("a day without hours", where="anne", remedy="write them", code="E-INPUT-DAY")

    monkeypatch.setattr(quarters, "QuarterRun", refuse)
    client = office.client("officer")
    page = client.post(office.url("quarters/2022-1/compute/"), follow=True).content.decode()
    assert "Des données du trimestre ne vont pas ensemble" in page
    assert "a day without hours" in page
    stored.refresh_from_db()
    assert (stored.owed, stored.workers.count()) == (OWED, 9)
    monkeypatch.undo()
    page = client.post(office.url("quarters/2022-1/compute/"), {"seen": "0"}, follow=True).content.decode()
    assert "a day without hours" not in page


# ── the job ────────────────────────────────────────────────────────────────────────────────


def test_a_computation_that_dies_leaves_the_former_one_and_is_taken_up_again(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = computed(office)
    before = list(stored.workers.order_by("name").values_list("pk", "total"))
    job = queue.ask(office.employer, worker.QUARTER, stored.pk, office.users["officer"])

    class Killed(BaseException):
        pass

    written: list[int] = []
    monkeypatch.setattr(quarter_rows, "READ_TOGETHER", 2)

    def dying(job: Job, done: int, total: int) -> None:
        if new := QuarterWorker.objects.exclude(pk__in=[pk for pk, _ in before]).count():
            written.append(new)
            raise Killed  # between the first rows and the others

    with monkeypatch.context() as patch:
        patch.setattr(queue, "report", dying)
        with pytest.raises(Killed):
            worker.work_once(job.pk)
    assert written == [2]
    assert list(stored.workers.order_by("name").values_list("pk", "total")) == before
    job.refresh_from_db()
    assert job.state == JobState.RUNNING  # nobody has told that its worker is gone
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    assert worker.work_once(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 9)
    again = ComputedQuarter.objects.get(pk=stored.pk)
    assert (again.owed, again.told) == (stored.owed, stored.told)
    assert same_but_the_hour(again.message) == same_but_the_hour(stored.message)
    assert [total for _, total in stored.workers.order_by("name").values_list("pk", "total")] == [t for _, t in before]
    assert AuditEvent.objects.filter(action="quarter.computed", subject=str(stored.pk)).count() == 2


def same_but_the_hour(message: str) -> str:
    """What a kept message says, without when it was made."""
    return re.sub(r"<FormCreationHour>.*?<", "<", quarters.unpack(message).decode())


def test_the_lease_is_renewed_while_nothing_is_written(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[Any] = []
    enough = threading.Event()

    def renew(job: Job) -> None:
        renewed.append(job.pk)
        if len(renewed) > 1:
            enough.set()

    monkeypatch.setattr(queue, "LEASE", dt.timedelta(milliseconds=30))
    monkeypatch.setattr(queue, "_renew", renew)
    job = queue.ask(office.employer, worker.QUARTER, computed(office).pk, None)
    with queue.held(job):
        assert enough.wait(10)
    assert set(renewed) == {job.pk}


def test_two_clicks_are_one_computation(office: Any) -> None:
    client = office.client("officer")
    for _ in range(2):
        assert client.post(office.url("quarters/2022-1/compute/"), {"seen": "0"}).status_code == 302
    assert Job.objects.filter(kind=worker.QUARTER).count() == 1
    assert AuditEvent.objects.filter(action="quarter.computed").count() == 1
    assert quarters.latest(office.employer, FIRST).owed == OWED


def test_a_computation_can_be_followed_and_stopped(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from preste.office.web.views import quarters as views

    monkeypatch.setattr(views, "AT_ONCE", 0)
    client = office.client("officer")
    page = client.post(office.url("quarters/2022-1/compute/"), follow=True).content.decode()
    assert "Le calcul attend son tour." in page
    assert client.get(office.url("quarters/2022-1/progress/")).json()["live"] is True
    client.post(office.url("quarters/2022-1/cancel/"))
    page = client.get(office.url("quarters/2022-1/")).content.decode()
    assert "Calcul interrompu. Le trimestre reste à calculer." in page
    assert client.get(office.url("quarters/2022-1/progress/")).json()["live"] is False


# ── the database ───────────────────────────────────────────────────────────────────────────


def test_no_row_of_a_quarter_points_into_another_employer(office: Any) -> None:
    stored = computed(office)
    with scope(employer=office.other):
        theirs = office.other.workers.first()
    row = stored.workers.first()
    for change in ({"worker_id": theirs.pk}, {"employer_id": office.other.pk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            QuarterWorker.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), scope(employer=office.other):
        queue.ask(office.other, worker.QUARTER, stored.pk, None)


# ── the pages ──────────────────────────────────────────────────────────────────────────────


def test_the_pages_tell_the_quarter(office: Any) -> None:
    client = office.client("officer")
    page = client.get(office.url("quarters/")).content.decode()
    assert "Trimestre 3 de 2026" in page
    assert "30/04/2022" in page
    assert "à calculer" in page
    page = client.post(office.url("quarters/2022-1/compute/"), follow=True).content.decode()
    for words in ("22\u202f016,47", "9 travailleurs calculés", "Anne Exemple", "arrondi par trimestre et non par mois"):
        assert words in page, words
    table = client.get(office.url("quarters/2022-1/?format=json&table=codes")).json()
    assert {"810": "Fonds de fermeture, spéciale"}.items() <= {r["code"]: r["libelle"] for r in table["rows"]}.items()
    assert client.get(office.url("quarters/2022-1/?format=csv")).content.decode("utf-8-sig").count("\n") == 10


def test_a_worker_s_quarter_is_read_before_it_can_be_declared(office: Any) -> None:
    stored = computed(office)
    anne = office.worker()
    address = office.url(f"quarters/2022-1/dmfa/{anne.pk}/")
    client = office.client("reader")

    def figures() -> list[str]:
        page = client.get(address).content.decode()
        for words in ("7\u202f823,81", "495", "79,00", "Valeurs de loi incertaines"):
            assert words in page, words
        return re.findall(r'<a href="[^"]+explanation/\?at=[^"]+">([^<]+)</a>', page)

    declared = figures()
    stored.message = ""
    stored.save()
    assert "ne peut pas encore être établie" in client.get(address).content.decode()
    assert len(declared) > 10 and figures() == declared
    stored.workers.filter(worker=anne).delete()
    assert client.get(address).status_code == 404
