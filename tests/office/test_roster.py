"""The list of an employer's workers by pages, and the worker's neighbours."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from preste.ids import establishment_unit
from preste.office.services.names import plain
from preste.office.store.models import Contract, Establishment, Fact, Worker
from preste.office.web import roster
from preste.office.web.views import employers


def rows(office: Any, query: str = "") -> list[roster.WorkerRow]:
    answer = office.client("reader").get(office.url(query))
    assert answer.status_code == 200
    return list(answer.context["rows"])


def test_pages_hold_every_contract_once_in_order(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(office)
    with scope(employer=office.employer):
        assert len(whole) == Contract.objects.count()
    assert [row.state == "ended" for row in whole] == sorted(row.state == "ended" for row in whole)
    running = [plain(f"{row.last_name} {row.first_name}") for row in whole if row.state != "ended"]
    assert running == sorted(running)
    monkeypatch.setattr(roster, "ON_A_PAGE", 3)
    pages = [rows(office, f"?page={i + 1}") for i in range(-(-len(whole) // 3))]
    assert [len(page) for page in pages[:-1]] == [3] * (len(pages) - 1)
    assert [row for page in pages for row in page] == whole


def test_a_page_is_read_in_as_many_queries_however_long_the_list(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = office.client("reader")
    client.get(office.url(""))  # the first page of a session writes it down
    found = []
    for size in (2, 5):
        monkeypatch.setattr(roster, "ON_A_PAGE", size)
        with CaptureQueriesContext(connection) as queries:
            client.get(office.url(""))
        found.append(len(queries))
    assert found[0] == found[1]


def test_letters(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "ON_A_PAGE", 3)
    assert {row.last_name[0] for row in rows(office, "?letter=e")} == {"E"}
    assert rows(office, "?letter=%25") == rows(office)  # no letter, no filter
    told = office.client("reader").get(office.url("?letter=e")).content.decode()
    assert 'href="?letter=e#h-workers" aria-current="true"' in told


def test_the_csv_holds_the_whole_list(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{row.last_name} {row.first_name}" for row in rows(office)]
    monkeypatch.setattr(roster, "ON_A_PAGE", 3)
    answer = office.client("reader").get(office.url("?format=csv"))
    told = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["nom"] for row in told] == names


def test_a_contract_of_the_past_or_of_the_future_says_so(office: Any) -> None:
    contract = office.contract()
    with scope(employer=office.employer):
        facts = Fact.objects.filter(contract=contract, kind="contract")
        for dates, state in (
            ({"valid_to": dt.date(2020, 1, 1)}, "ended"),
            ({"valid_from": dt.date(2100, 1, 1), "valid_to": None}, "future"),
        ):
            facts.update(**dates)
            assert next(row.state for row in rows(office) if row.worker == contract.worker) == state


def test_neighbours_by_name(office: Any) -> None:
    with scope(employer=office.employer):
        ordered = list(Worker.objects.order_by("search_name"))
    client = office.client("reader")
    for i, worker in enumerate(ordered):
        context = client.get(office.url(f"workers/{worker.pk}/")).context
        assert context["before"] == (ordered[i - 1] if i else None)
        assert context["after"] == (ordered[i + 1] if i + 1 < len(ordered) else None)


def test_the_place_of_work_by_its_name(office: Any) -> None:
    contract, number = office.contract(), establishment_unit.make(20_000_161)
    with scope(employer=office.employer):
        Establishment.objects.create(employer=office.employer, number=number, name="La Grange", street="Rue 1")
        fact = Fact.objects.get(contract=contract, kind="contract", superseded_at=None)
        fact.data["establishment"] = number
        fact.save()
    told = office.client("reader").get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    assert "Lieu de travail : La Grange" in told
    assert f"unité {establishment_unit.format(number)}" in told


def test_older_months_are_shown_when_asked(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(employers, "RUNS_SHOWN", 2)
    client = office.client("reader")
    answer = client.get(office.url(""))
    assert [run.month for run in answer.context["runs"]] == ["2026-09", "2026-08"]
    assert "1 mois de plus" in answer.content.decode()
    assert [run.month for run in client.get(office.url("?runs=all")).context["runs"]][-1] == "2026-07"
