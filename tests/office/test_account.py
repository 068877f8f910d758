"""Individual accounts and whole runs in the office: what the store holds, as pages and files, each reading recorded."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django_scopes import scope

from preste.calendar import Month
from preste.documents.individual_account import table
from preste.errors import DocumentError
from preste.ids import niss
from preste.money import number, parse
from preste.office.services import batches, changes, facts, pay_runs
from preste.office.services.individual_accounts import account, workers_of_year, years_of
from preste.office.store.models import AuditEvent, Fact, FactKind, PayRun, Payslip, Worker


def year_rows(office: Any, worker: Worker) -> dict[str, Any]:
    """The year's figures of a worker, by group and row."""
    with scope(employer=office.employer):
        found = account(worker, 2026)
        assert found is not None
        return {f"{g.name}/{r.name}": r for g in table(found.months) for r in g.rows}


def text_of(content: bytes) -> list[str]:
    """The text of each page."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def events(office: Any, action: str) -> list[AuditEvent]:
    with scope(employer=office.employer):
        return list(AuditEvent.objects.filter(employer=office.employer, action=action).order_by("id"))


# ── the account ────────────────────────────────────────────────────────────────────────────


def test_the_year_is_the_sum_of_the_stored_payslips(office: Any) -> None:
    with scope(employer=office.employer):
        workers = workers_of_year(office.employer, 2026)
        assert len(workers) == len({w.pk for w in workers}) > 5
        for worker in workers:
            rows = year_rows(office, worker)
            paid = list(Payslip.objects.filter(contract__worker=worker, excluded=False))
            assert rows["deductions/to_pay"].year == sum(p.net_paid for p in paid)
            assert rows["in_kind/gross"].year == sum(p.gross for p in paid)
            assert rows["not_liable/taxable"].year == sum(p.taxable for p in paid)
            assert -rows["tax/withheld"].year == sum(p.withholding for p in paid)


def test_all_accounts_together_are_the_runs(office: Any) -> None:
    with scope(employer=office.employer):
        for run in PayRun.objects.filter(employer=office.employer):
            at = int(run.month[5:]) - 1
            rows = [year_rows(office, worker) for worker in workers_of_year(office.employer, 2026)]
            paid = sum(one["deductions/to_pay"].months[at] or 0 for one in rows)
            assert paid == sum(p.net_paid for p in run.payslips.filter(excluded=False))


def test_days_and_hours_are_those_of_the_payslip(office: Any) -> None:
    payslip = office.payslip("gisele")
    rows = year_rows(office, payslip.contract.worker)
    assert rows["interruptions/day_SS"].months[8] == 100
    printed = {label: days for label, days, _ in payslip.view["work"]["rows"]}
    assert number(rows["work/days"].months[8]) == printed["Travail"]


def test_who_was_left_out_is_not_on_the_account(office: Any) -> None:
    payslip = office.payslip()
    with scope(employer=office.employer):
        before = year_rows(office, payslip.contract.worker)["deductions/to_pay"]
        pay_runs.exclude(payslip, office.users["officer"], excluded=True)
        after = year_rows(office, payslip.contract.worker)["deductions/to_pay"]
    assert before.months[8] == payslip.net_paid
    assert (after.months[8], after.months[7]) == (None, before.months[7])


def test_the_page_shows_the_year_and_marks_what_is_not_validated(office: Any) -> None:
    worker = office.worker()
    told = office.client("reader").get(office.url(f"workers/{worker.pk}/account/")).content.decode()
    assert number(year_rows(office, worker)["deductions/to_pay"].year) in told
    assert "sept.*" in told
    assert "Provisoire" in told
    assert "pas connu" in told


def test_another_year_has_no_period_but_says_who(office: Any) -> None:
    worker = office.worker()
    told = office.client("reader").get(office.url(f"workers/{worker.pk}/account/?year=2025")).content.decode()
    assert "simplifié" in told
    assert "Animatrice" in told
    with scope(employer=office.employer):
        assert years_of(worker) == [2026]


def test_pay_that_is_not_validated_is_marked_in_the_list_too(office: Any) -> None:
    """A closed month with an off-cycle run that is not validated: its account is provisional, the others are not."""
    client, user, august = office.client("reader"), office.users["officer"], Month(2026, 8)
    worker, contract = office.worker(), office.payslip().contract
    with scope(employer=office.employer):
        office.run.payslips.all().delete()
        data = (
            facts.known_facts(office.employer).filter(contract=contract, kind=FactKind.TERMS).latest("valid_from").data
        )
        data = data | {"amount": data["amount"] + 10_000}
        changes.record_change(worker, FactKind.TERMS, data, valid_from=august.first, contract=contract, user=user)
        assert client.get(office.url("accounts/")).content.decode().count("provisoire") == 0
        pay_runs.compute(pay_runs.create_off_cycle(office.employer, august, user, august.last), user)
    told = client.get(office.url("accounts/")).content.decode()
    assert "comprennent une paie" in told
    assert told.count('<span class="unseen"> provisoire') == 1
    answer = client.get(office.url("accounts/"), {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["matricule"] for row in rows if row["provisoire"] == "oui"} == {worker.number}
    together = client.get(office.url("accounts/file/?form=pdf&year=2026"))
    assert "comptes-individuels-2026-provisoire" in together.headers["Content-Disposition"]
    marked = [page for page in text_of(together.content) if "comprennent une paie" in page]
    assert len(marked) == 1
    assert "août*" in marked[0]


@pytest.mark.parametrize("year", ["abc", "1999", "20266", "2100", "٢٠٢٦"])
def test_a_year_there_is_not(office: Any, year: str) -> None:
    client = office.client("reader")
    for page in (f"workers/{office.worker().pk}/account/", f"workers/{office.worker().pk}/account/pdf/", "accounts/"):
        assert client.get(office.url(page), {"year": year}).status_code == 404


def test_the_csv_twin_says_the_same(office: Any) -> None:
    worker = office.worker()
    answer = office.client("reader").get(office.url(f"workers/{worker.pk}/account/"), {"format": "csv"})
    found = {r["ligne"]: r for r in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")}
    year = year_rows(office, worker)["deductions/to_pay"].year
    assert parse(found["Payé en espèces"]["2026"].replace(",", ".")) == year
    assert parse(found["Payé en espèces"]["2026-T3"].replace(",", ".")) == year
    assert found["Payé le"]["2026-08"] == "2026-08-31"


@pytest.mark.parametrize(("query", "word"), [("", "Payé en espèces"), ("?form=simplified", "simplifié")])
def test_pdf_of_an_account(office: Any, query: str, word: str) -> None:
    worker = office.worker()
    answer = office.client("reader").get(office.url(f"workers/{worker.pk}/account/pdf/{query}"))
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = text_of(answer.content)
    assert word in " ".join(pages)
    assert "Exemple" not in answer.headers["Content-Disposition"]
    assert worker.niss not in "".join(pages).replace(".", "").replace("-", "")


def test_a_mention_that_is_missing_is_told_on_the_page(office: Any) -> None:
    with scope(employer=office.employer):
        office.employer.__class__.objects.filter(pk=office.employer.pk).update(street="", postcode="", city="")
    client = office.client("reader")
    answer = client.get(office.url(f"workers/{office.worker().pk}/account/pdf/"), follow=True)
    assert answer.status_code == 200
    assert "mention que la loi demande" in answer.content.decode()
    batch = client.get(office.url("accounts/file/?form=zip"), follow=True)
    assert "mention que la loi demande" in batch.content.decode()


@pytest.mark.parametrize(
    ("page", "form"), [("account/", "page"), ("account/pdf/", "pdf"), ("account/?format=csv", "csv")]
)
def test_every_reading_of_an_account_is_recorded(office: Any, page: str, form: str) -> None:
    worker = office.worker()
    before = len(events(office, "account.read"))
    office.client("reader").get(office.url(f"workers/{worker.pk}/{page}"))
    found = events(office, "account.read")
    assert len(found) == before + 1
    assert (found[-1].subject, found[-1].user) == (str(worker.pk), office.users["reader"])
    assert found[-1].details == {"year": 2026, "form": form}


def test_all_accounts_of_a_year(office: Any) -> None:
    client = office.client("reader")
    told = client.get(office.url("accounts/")).content.decode()
    with scope(employer=office.employer):
        workers = workers_of_year(office.employer, 2026)
    assert all(f"workers/{worker.pk}/account/?year=2026" in told for worker in workers)
    together = client.get(office.url("accounts/file/?form=pdf&year=2026"))
    assert len(pypdf.PdfReader(io.BytesIO(together.content)).pages) >= len(workers)
    each = client.get(office.url("accounts/file/?form=zip&year=2026"))
    with zipfile.ZipFile(io.BytesIO(each.content)) as archive:
        assert len(archive.namelist()) == len(workers)
    assert [e.details["form"] for e in events(office, "accounts.printed")] == ["pdf", "zip"]


# ── a whole run ────────────────────────────────────────────────────────────────────────────


def test_all_payslips_of_a_run_as_one_pdf(office: Any) -> None:
    answer = office.client("reader").get(office.url(f"runs/{office.closed.pk}/file/?form=pdf"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fiches-2026-08.pdf"'
    pages = text_of(answer.content)
    with scope(employer=office.employer):
        payslips = list(office.closed.payslips.filter(excluded=False))
    assert len(pages) == len(payslips)
    for payslip, page in zip(payslips, pages, strict=True):
        assert payslip.worker_name in page
        assert number(payslip.net_paid).replace("\u202f", " ") in page
        assert "Brouillon" not in page
    (event,) = events(office, "run.printed")
    assert (event.subject, event.details["form"]) == (str(office.closed.pk), "pdf")


def test_a_draft_says_so_on_each_payslip(office: Any) -> None:
    answer = office.client("reader").get(office.url(f"runs/{office.run.pk}/file/?form=pdf"))
    assert "brouillon" in answer.headers["Content-Disposition"]
    assert all("Brouillon" in page for page in text_of(answer.content))
    one = office.client("reader").get(office.url(f"payslips/{office.payslip().pk}/pdf/"))
    assert "Brouillon" in text_of(one.content)[0]


def test_the_archive_names_nobody_and_leaves_nothing_behind(office: Any) -> None:
    client = office.client("reader")
    answer = client.get(office.url(f"runs/{office.closed.pk}/file/?form=zip"))
    with scope(employer=office.employer):
        names = {part for w in Fact.objects.filter(kind="identity") for part in w.data["last_name"].lower().split()}
        secrets = {niss.compact(w.niss) for w in Worker.objects.all()}
        count = office.closed.payslips.filter(excluded=False).count()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        listed = archive.namelist()
        assert len(listed) == len(set(listed)) == count
        assert all(re.fullmatch(r"fiche-2026-08-\d+-[0-9a-f]{8}\.pdf", name) for name in listed)
        single = client.get(office.url(f"payslips/{office.payslip('anne', office.closed).pk}/pdf/")).content
        assert single in [archive.read(name) for name in listed]
    assert not [n for n in names for name in listed if n in name]
    assert not [s for s in secrets for name in listed if s in re.sub(r"\D", "", name)]
    assert client.get(office.url(f"runs/{office.closed.pk}/file/?form=zip")).content == answer.content
    assert not (settings.DATA / "documents").exists()


def test_a_number_that_is_a_national_number_is_not_in_a_name(office: Any) -> None:
    worker = office.worker()
    with scope(employer=office.employer):
        Worker.objects.filter(pk=worker.pk).update(number=worker.niss)
        sheets = list(batches.run_batch(office.closed).sheets(0, 100))
    assert len(sheets) > 5
    assert not [s.name for s in sheets if worker.niss in re.sub(r"\D", "", s.name)]


def test_who_is_left_out_is_not_printed(office: Any) -> None:
    with scope(employer=office.employer):
        before = batches.run_batch(office.run)
        pay_runs.exclude(office.payslip(), office.users["officer"], excluded=True)
        after = batches.run_batch(office.run)
        printed = [sheet.view["worker"]["name"] for sheet in after.sheets(0, 100)]
    assert after.count == before.count - 1
    assert after.mark != before.mark
    assert "Anne Exemple" not in printed


@pytest.mark.parametrize("query", ["?form=docx", "?form=pdf&part=2", "?form=pdf&part=0", "?form=pdf&part=x"])
def test_a_file_there_is_not(office: Any, query: str) -> None:
    assert office.client("reader").get(office.url(f"runs/{office.closed.pk}/file/{query}")).status_code == 404


def test_an_empty_run_has_nothing_to_print(office: Any) -> None:
    from preste.calendar import Month

    with scope(employer=office.employer):
        run = pay_runs.create_run(office.employer, Month(2026, 11), office.users["officer"])
    client = office.client("reader")
    assert "Rien à imprimer" in client.get(office.url(f"runs/{run.pk}/documents/")).content.decode()
    answer = client.get(office.url(f"runs/{run.pk}/file/"), follow=True)
    assert "rien à imprimer" in answer.content.decode()


def test_whole_batches_made_long_ago_are_deleted(office: Any) -> None:
    with scope(employer=office.employer):
        batch = batches.run_batch(office.closed)
    kept = batches.place(office.employer, batch, "zip")
    old = kept.parent.with_name("0" * 16) / "fiches.zip"
    for path in (kept, old):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    days = batches.KEPT_DAYS * 86_400
    os.utime(old.parent, (time.time() - days - 60,) * 2)
    os.utime(kept.parent, (time.time() - days + 60,) * 2)
    assert batches.forget_old() == 1
    assert (old.parent.exists(), kept.exists()) == (False, True)
    old.parent.mkdir()
    os.utime(old.parent, (time.time() - days - 60,) * 2)
    with scope(employer=office.employer):
        batches.write(batch, "zip", kept)
    assert (old.parent.exists(), kept.stat().st_size > 0) == (False, True)
    shutil.rmtree(kept.parent)


# ── large batches ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part holds four documents, so that the demo's month has several."""
    for module in ("services.batches", "web.views.downloads"):
        monkeypatch.setattr(f"preste.office.{module}.PART", 4)


@pytest.mark.usefixtures("small_parts")
def test_a_large_run_comes_in_parts(office: Any) -> None:
    client = office.client("reader")
    told = client.get(office.url(f"runs/{office.closed.pk}/documents/")).content.decode()
    assert 'form=zip&amp;part=3"' in told
    assert 'form=pdf"' not in told
    assert client.get(office.url(f"runs/{office.closed.pk}/file/?form=pdf")).status_code == 404
    parts = [client.get(office.url(f"runs/{office.closed.pk}/file/?form=pdf&part={n}")) for n in (1, 2, 3)]
    assert [len(text_of(p.content)) for p in parts] == [4, 4, 1]
    assert 'filename="fiches-2026-08-2.pdf"' in parts[1].headers["Content-Disposition"]
    each = client.get(office.url(f"runs/{office.closed.pk}/file/?form=zip&part=2"))
    with zipfile.ZipFile(io.BytesIO(each.content)) as archive:
        assert len(archive.namelist()) == 4


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("processes", [1, 2])
def test_the_whole_is_served_once_it_was_written(
    office: Any, tmp_path: Path, processes: int, settings_data: None
) -> None:
    done: list[tuple[int, int]] = []
    with scope(employer=office.employer):
        batch = batches.run_batch(office.closed)
        for form in ("pdf", "zip"):
            path = batches.place(office.employer, batch, form)
            batches.write(batch, form, path, processes=processes, progress=lambda *told: done.append(told))
            assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []
    assert done == [(4, 9), (8, 9), (9, 9), *((i, 9) for i in range(1, 10))]
    client = office.client("reader")
    told = client.get(office.url(f"runs/{office.closed.pk}/documents/")).content.decode()
    assert 'form=pdf"' in told
    together = client.get(office.url(f"runs/{office.closed.pk}/file/?form=pdf"))
    with zipfile.ZipFile(io.BytesIO(b"".join(together))) as archive:
        assert [len(text_of(archive.read(name))) for name in archive.namelist()] == [4, 4, 1]
    each = client.get(office.url(f"runs/{office.closed.pk}/file/?form=zip"))
    with zipfile.ZipFile(io.BytesIO(b"".join(each))) as archive:
        assert len(archive.namelist()) == 9


@pytest.fixture
def settings_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of its own."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


def test_a_name_that_cannot_be_set_is_told_and_the_others_are_written(office: Any, tmp_path: Path) -> None:
    with scope(employer=office.employer):
        batch = batches.run_batch(office.run)
        sheets = list(batch.sheets(0, 100))
        sheets[1].view["recipient"] = ["王"]
        changed = batches.Batch(
            batch.name, batch.title, batch.template, len(sheets), "", lambda i, j: iter(sheets[i:j])
        )
        with zipfile.ZipFile(batches.write(changed, "zip", tmp_path / "a.zip")) as archive:
            assert len(archive.namelist()) == len(sheets)
            assert sheets[1].name in archive.read(batches.REFUSED).decode()
            assert sheets[1].name not in archive.namelist()
        with pytest.raises(DocumentError):
            batches.write(changed, "pdf", tmp_path / "a.pdf")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip"]


# ── the side panel ─────────────────────────────────────────────────────────────────────────


def test_one_amount_explained(office: Any) -> None:
    payslip = office.payslip()
    client = office.client("reader")
    page = client.get(office.url(f"payslips/{payslip.pk}/explanation/")).content.decode()
    piece = client.get(office.url(f"payslips/{payslip.pk}/why/?rule=ordinary_contribution")).content.decode()
    assert 'id="n-ordinary_contribution"' in piece
    assert "13,07" in piece
    assert "Source" in piece
    assert "<html" not in piece
    anchors = set(re.findall(r'href="#([\w.-]+)"', piece)) - {"results"}
    assert anchors
    for anchor in anchors:
        assert f'id="{anchor}"' in page
        answer = client.get(office.url(f"payslips/{payslip.pk}/why/"), {"rule": re.sub("^[ndl]-", "", anchor)})
        assert answer.status_code == 200, anchor
        assert f'id="{anchor}"' in answer.content.decode()


def test_an_amount_there_is_not(office: Any) -> None:
    client = office.client("reader")
    for name in ("nothing", "<b>", ""):
        assert client.get(office.url(f"payslips/{office.payslip().pk}/why/"), {"rule": name}).status_code == 404


def test_the_reading_of_an_explained_amount_is_recorded(office: Any) -> None:
    before = len(events(office, "payslip.read"))
    office.client("reader").get(office.url(f"payslips/{office.payslip().pk}/why/?rule=net"))
    assert len(events(office, "payslip.read")) == before + 1
