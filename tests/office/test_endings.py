"""A contract that ends before what is written of it: told when the last day is written."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

from django_scopes import scope

from preste.office.services import changes, facts
from preste.office.store.models import Contract, Fact, FactKind
from preste.records import Garnishment, Incapacity, PayItem

END = dt.date(2026, 9, 15)
OCTOBER = dt.date(2026, 10, 1)
CLAIM = Garnishment(
    id="bailiff", kind="seizure", creditor="Huissier Dubois", notified_on=dt.date(2026, 8, 20), total=600_00,
    valid_from=dt.date(2026, 9, 1),
)  # fmt: skip


def write(office: Any, kind: FactKind, data: Any, start: dt.date, end: dt.date | None, **more: Any) -> Fact:
    contract = office.contract()
    own = {} if kind == FactKind.GARNISHMENT else {"contract": contract}
    with scope(employer=office.employer):
        return changes.record_change(
            contract.worker, kind, data, valid_from=start, valid_to=end, user=office.users["officer"], **own, **more
        )  # fmt: skip


def warnings(office: Any, contract: Contract | None = None, end: dt.date = END) -> list[str]:
    """What the page says with a warning once the last day is written."""
    address = office.url(f"contracts/{(contract or office.contract()).pk}/end/")
    page = office.client("officer").post(address, {"end": end.isoformat()}, follow=True).content.decode()
    with scope(employer=office.employer):
        written = facts.known_facts(office.employer).filter(contract=contract or office.contract(), kind="contract")
        assert [one.valid_to for one in written] == [end]
    found = re.findall(r'<li class="[^"]*warning[^"]*">(.*?)</li>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


def past(office: Any, **more: Any) -> list[str]:
    return [one for one in warnings(office, **more) if "après la fin du contrat" in one.lower()]


def test_nothing_is_said_when_nothing_is_written_past_the_end(office: Any) -> None:
    item = PayItem(kind="gross", label="Prime", amount=100_00, valid_from=dt.date(2026, 9, 1))
    write(office, FactKind.ITEM, facts.item_data(item), item.valid_from, None)  # every month: it stops by itself
    lifted = facts.garnishment_data(CLAIM)
    write(office, FactKind.GARNISHMENT, lifted[0], CLAIM.valid_from, END, secret=lifted[1])
    assert past(office) == []


def test_an_incapacity_that_runs_past_the_end_is_told(office: Any) -> None:
    sick = Incapacity(start=dt.date(2026, 9, 10), end=dt.date(2026, 9, 30), cause="illness")
    write(office, FactKind.INCAPACITY, facts.incapacity_data(sick), sick.start, sick.end)
    (told,) = past(office)
    assert "Jusqu'au 30/09/2026" in told
    assert "Corrigez sa date de fin" in told


def test_an_item_dated_after_the_end_is_told(office: Any) -> None:
    item = PayItem(kind="gross", label="Prime d'octobre", amount=100_00, valid_from=OCTOBER, once=True)
    write(office, FactKind.ITEM, facts.item_data(item), OCTOBER, None)
    (told,) = past(office)
    assert "le 01/10/2026" in told
    assert "Prime d'octobre" in told


def test_days_after_the_end_are_counted(office: Any) -> None:
    for day in (16, 17):
        date = dt.date(2026, 9, day)
        write(office, FactKind.DAY, {"code": "W", "hours": 760}, date, date)
    (told,) = past(office)
    assert "2 jours sont écrits" in told


def test_a_creditor_is_told_of_when_the_worker_leaves(office: Any) -> None:
    data, secret = facts.garnishment_data(CLAIM)
    write(office, FactKind.GARNISHMENT, data, CLAIM.valid_from, None, secret=secret)
    (told,) = past(office)
    assert "Huissier Dubois" in told
    assert "prévenez-le" in told


def test_a_creditor_is_not_told_of_while_another_contract_goes_on(office: Any) -> None:
    data, secret = facts.garnishment_data(CLAIM)
    write(office, FactKind.GARNISHMENT, data, CLAIM.valid_from, None, secret=secret)
    ended = office.contract()
    with scope(employer=office.employer):
        other = Contract.objects.create(employer=ended.employer, worker=ended.worker, reference="second")
        core = facts.known_facts(office.employer).get(contract=ended, kind=FactKind.CONTRACT)
        facts.record_fact(ended.worker, FactKind.CONTRACT, core.data, valid_from=core.valid_from, contract=other)
    assert past(office) == []
