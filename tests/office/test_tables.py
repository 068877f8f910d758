"""Every table of the screen as CSV, xlsx and JSON: the same rows, numbers as numbers, text never a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Any

import openpyxl
import pytest
from django.test import RequestFactory
from django_scopes import scope

from preste.exports.twin import WRITERS, Kind, Table
from preste.office.store.models import AuditEvent, Payslip
from preste.office.web import tables

TWINS = (
    ("", ""), ("", "runs"), ("audit/", ""), ("runs/{run}/", ""), ("runs/{run}/", "differences"),
    ("payslips/{payslip}/", ""), ("hours/2026-09/", ""), ("workers/{worker}/", ""),
)  # fmt: skip
FORMULAS = ("=1+1", "+32 81 12", "-3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://mal.example")')
COLUMNS = {"nom": Kind.TEXT, "net": Kind.AMOUNT, "h": Kind.HOURS, "n": Kind.INTEGER, "le": Kind.DATE, "a": Kind.MOMENT}
ROW = ("Zoé", -123456, 760, 3, dt.date(2026, 9, 8), dt.datetime(2026, 9, 8, 12, 30, 5))


def written(form: str, *rows: Any, columns: dict[str, Kind] = COLUMNS) -> bytes:
    out = io.BytesIO()
    WRITERS[form][0](Table("essai", columns, iter(rows)), out)
    return out.getvalue()


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_csv() -> None:
    content = written("csv", ROW, ("", None, None, None, None, None))
    assert content.startswith(b"\xef\xbb\xbfnom;net;")
    assert csv_rows(content)[1:] == [
        ["Zoé", "-1234,56", "7,60", "3", "2026-09-08", "2026-09-08T12:30:05"], [""] * 6,
    ]  # fmt: skip


def test_xlsx() -> None:
    found = sheet(written("xlsx", ROW, ("", None, None, None, None, None)))
    cells = list(found.iter_rows())[1]
    assert [cell.value for cell in cells] == [
        "Zoé", -1234.56, 7.6, 3, dt.datetime(2026, 9, 8), dt.datetime(2026, 9, 8, 12, 30, 5),
    ]  # fmt: skip
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "n", "d", "d"]
    assert found.freeze_panes == "A2"


def test_json() -> None:
    told = json.loads(written("json", ROW))
    assert told["rows"] == [
        {"nom": "Zoé", "net": -123456, "h": 760, "n": 3, "le": "2026-09-08", "a": "2026-09-08T12:30:05"}
    ]
    units = {column["key"]: column["unit"] for column in told["columns"]}
    assert (units["net"], units["h"], units["le"]) == ("cents of EUR", "hundredths of hours", "YYYY-MM-DD")
    assert json.loads(written("json"))["rows"] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula_or_a_link(text: str) -> None:
    one = {"a": Kind.TEXT}
    cell = sheet(written("xlsx", (text,), columns=one))["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert csv_rows(written("csv", (text,), columns=one))[1] == ["'" + text]
    assert json.loads(written("json", (text,), columns=one))["rows"] == [{"a": text}]


def test_an_amount_is_exact_however_large() -> None:
    one = {"a": Kind.AMOUNT}
    for cents in (1, 10, 29, 57, 99_999_999_999_99, -1_234_567_890_12):
        read = sheet(written("xlsx", (cents,), columns=one))["A2"].value
        assert round(read * 100) == cents
        assert repr(float(read)) == repr(int(cents) / 100)


def test_rows_are_taken_one_by_one() -> None:
    """A writer does not gather the rows: each is written before the next is asked for."""
    out = io.BytesIO()
    grown = []

    def rows() -> Any:
        for n in range(30_000):
            grown.append(out.tell())
            yield (f"ligne {n}",)

    for form in ("csv", "json"):
        grown.clear()
        out.seek(0)
        WRITERS[form][0](Table("t", {"a": Kind.TEXT}, rows()), out)
        assert 0 < grown[20_000] < grown[-1]


def test_a_long_table_is_sent_in_blocks(monkeypatch: Any) -> None:
    monkeypatch.setattr(tables, "IN_MEMORY", 1_000)
    request = RequestFactory().get("/", {"format": "csv"})
    answer = tables.table_file(request, "t", {"a": Kind.TEXT}, ((f"ligne {n}",) for n in range(5_000)))
    assert answer.streaming
    content = b"".join(answer.streaming_content)
    answer.close()
    assert len(csv_rows(content)) == 5_001
    assert int(answer.headers["Content-Length"]) == len(content)
    assert 'filename="t.csv"' in answer.headers["Content-Disposition"]


def address(office: Any, page: str) -> str:
    contract = office.contract()
    return office.url(page.format(run=office.run.pk, payslip=office.payslip().pk, worker=contract.worker_id))


@pytest.mark.parametrize(("page", "table"), TWINS)
def test_the_three_twins_say_the_same(office: Any, page: str, table: str) -> None:
    client = office.client("reader")

    def twin(form: str) -> bytes:
        answer = client.get(address(office, page), {"format": form, "table": table})
        assert answer.status_code == 200
        assert f".{form}" in answer.headers["Content-Disposition"]
        return answer.content

    if page == "audit/":  # it does not hold its own reading, but keep the three alike
        client.get(address(office, page))
    as_csv, as_xlsx, as_json = csv_rows(twin("csv")), sheet(twin("xlsx")), json.loads(twin("json"))
    keys = [column["key"] for column in as_json["columns"]]
    assert keys == as_csv[0] == [cell.value for cell in as_xlsx[1]]
    assert len(keys) == len(set(keys))
    assert len(as_csv) - 1 == len(as_json["rows"]) == as_xlsx.max_row - 1 > 0
    money = [column["key"] for column in as_json["columns"] if column["kind"] in ("amount", "hours")]
    for n, row in enumerate(as_json["rows"], start=1):
        for key in money:
            cents, i = row[key], keys.index(key)
            assert as_csv[n][i] == ("" if cents is None else re.sub(r"(..)$", r",\1", f"{cents:+04d}").lstrip("+"))
            assert as_xlsx.cell(n + 1, i + 1).value == (None if cents is None else pytest.approx(cents / 100))


@pytest.mark.parametrize(("page", "table"), [("", ""), *TWINS])
def test_each_page_links_to_its_twins(office: Any, page: str, table: str) -> None:
    told = office.client("reader").get(address(office, page)).content.decode()
    more = f"&amp;table={table}" if table else ""
    for form in ("csv", "xlsx", "json"):
        assert f'href="?format={form}{more}"' in told


def test_the_dashboard_has_twins(office: Any) -> None:
    told = json.loads(office.client("bureau").get("/", {"format": "json"}).content)
    assert {row["employeur"] for row in told["rows"]} == {"La Maison des Exemples ASBL"}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_reading_pay_in_any_form_is_recorded(office: Any, form: str) -> None:
    for page, action in (("payslips/{payslip}/", "payslip.read"), ("runs/{run}/", "run.exported")):
        with scope(employer=office.employer):
            before = AuditEvent.objects.filter(action=action).count()
        office.client("reader").get(address(office, page), {"format": form})
        with scope(employer=office.employer):
            assert AuditEvent.objects.filter(action=action).count() == before + 1


def test_json_of_the_run_is_what_is_stored(office: Any) -> None:
    told = json.loads(office.client("reader").get(address(office, "runs/{run}/"), {"format": "json"}).content)
    with scope(employer=office.employer):
        stored = {p.worker_name: p.net_paid for p in Payslip.objects.filter(run=office.run)}
    assert {row["nom"]: row["net_a_payer"] for row in told["rows"]} == stored


def test_another_form_is_not_found(office: Any) -> None:
    for form in ("xml", "", "CSV", "pdf"):
        assert office.client("reader").get(address(office, "runs/{run}/"), {"format": form}).status_code == 404
