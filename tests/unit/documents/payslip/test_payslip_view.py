"""What a payslip prints: its mentions, and amounts that add up and multiply out as printed."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.time.month import DayWorth
from preste.calendar import Month
from preste.documents.payslip import MENTIONS, Mention, check_mentions, payslip_view
from preste.errors import DocumentError
from preste.payroll import line as roles
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip
from preste.records import Address, Household

MakePayslip = Callable[..., Payslip]
JANUARY = Month(2022, 1)
CENT = Decimal("0.01")


def read(printed: str) -> Decimal:
    """The number a reader sees."""
    return Decimal(printed.replace("\u202f", "").replace("\u2212", "-").replace(",", "."))


def without(view: dict[str, Any], path: str) -> dict[str, Any]:
    """A copy of the view without one of its parts."""
    changed = copy.deepcopy(view)
    *parents, last = path.split(".")
    inside = changed
    for name in parents:
        inside = inside[name]
    del inside[last]
    return changed


# The mentions of the law


def test_the_ordinary_payslip_carries_every_mention(payslip: Payslip) -> None:
    check_mentions(payslip_view(payslip))


def test_the_mentions_are_the_fifteen_of_the_decree() -> None:
    numbers = {mention.number.rstrip("abc") for mention in MENTIONS}
    assert numbers == {str(n) for n in range(1, 16)}
    assert [m.number for m in MENTIONS if m.number.startswith("7")] == ["7a", "7b", "7c"]


@pytest.mark.parametrize("mention", MENTIONS, ids=lambda m: f"{m.number}-{m.path}")
def test_a_payslip_without_a_mention_is_refused(payslip: Payslip, mention: Mention) -> None:
    view = without(payslip_view(payslip), mention.path)
    with pytest.raises(DocumentError) as refused:
        check_mentions(view)
    assert mention.title in refused.value.message
    assert f"({mention.number}°)" in refused.value.message
    assert refused.value.field == mention.path
    assert refused.value.remedy


@pytest.mark.parametrize("mention", [m for m in MENTIONS if not m.path.startswith("sections")], ids=lambda m: m.path)
def test_an_empty_mention_is_a_missing_one(payslip: Payslip, mention: Mention) -> None:
    view = payslip_view(payslip)
    *parents, last = mention.path.split(".")
    inside = view
    for name in parents:
        inside = inside[name]
    inside[last] = ""
    with pytest.raises(DocumentError, match=mention.title[:12]):
        check_mentions(view)


def test_a_worker_without_a_number_is_refused(payslip: Payslip) -> None:
    worker = dataclasses.replace(payslip.contract.worker, number="")
    contract = dataclasses.replace(payslip.contract, worker=worker)
    with pytest.raises(DocumentError, match="matricule"):
        check_mentions(payslip_view(dataclasses.replace(payslip, contract=contract)))


def test_an_employer_without_an_address_is_refused(payslip: Payslip) -> None:
    employer = dataclasses.replace(payslip.employer, address=Address(street="", postcode="", city=""))
    with pytest.raises(DocumentError, match="adresse de l'employeur"):
        check_mentions(payslip_view(dataclasses.replace(payslip, employer=employer)))


def test_missing_law_refuses_the_payslip_and_names_the_parameter(payslip: Payslip) -> None:
    far = dt.date(1999, 1, 31)
    trace = month_plan("ordinary", "due", far, far, "362", "495").run(dict(DEFAULTS) | {"pay_due": 225_000})
    blocked = dataclasses.replace(payslip, trace=trace, errors=trace.errors)
    assert blocked.totals is None
    with pytest.raises(DocumentError) as refused:
        payslip_view(blocked)
    cause = trace.errors["net_paid"].message
    assert cause in refused.value.message
    assert "1999" in refused.value.message


# Amounts

MONEY = st.integers(min_value=-900_000, max_value=9_000_000)


@st.composite
def any_line(draw: st.DrawFn) -> Line:
    """A line of any roles; its quantity, price, base and rate may or may not give its amount."""
    quantity, price = draw(st.integers(0, 40_000)), draw(st.integers(0, 900_000))
    base, rate = draw(st.integers(0, 900_000)), draw(st.integers(0, 10_000))
    decimals = draw(st.sampled_from((2, 4)))
    product = int((Decimal(quantity * price) / 10**decimals).quantize(Decimal(1), ROUND_HALF_UP))
    part = int((Decimal(base * rate) / 10_000).quantize(Decimal(1), ROUND_HALF_UP))
    return Line(
        contract="C-0007",
        earned_month=draw(st.sampled_from((JANUARY, Month(2021, 12)))),
        paid_on=dt.date(2022, 1, 31),
        code="1",
        label="Ligne",
        amount=draw(st.sampled_from((product, part)) | MONEY),
        roles=draw(st.sampled_from([(r,) for r in range(1, 13)] + [(roles.PLUS_TAXABLE, roles.MINUS_NET)])),
        quantity=draw(st.sampled_from((quantity, None))),
        unit="h",
        unit_amount=price,
        unit_decimals=decimals,
        base=base,
        rate=draw(st.sampled_from((rate, None))),
    )


def printed_sum(view: dict[str, Any], *sections: str) -> Decimal:
    """The sum of the printed amounts of some groups."""
    return sum((read(row["amount"]) for s in sections for row in view["sections"][s]["rows"]), Decimal(0))


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(any_line(), max_size=25))
def test_printed_sums_add_up(make_payslip: MakePayslip, lines: list[Line]) -> None:
    view = payslip_view(make_payslip(lines=tuple(lines)))
    totals = {name: read(total["amount"]) for name, total in view["totals"].items()}
    assert totals["gross"] == printed_sum(view, "cash", "in_kind")
    assert totals["taxable"] == totals["gross"] + printed_sum(view, "contributions", "not_liable")
    net = totals["taxable"] + printed_sum(view, "tax")
    assert totals.get("net", net) == net
    assert totals["granted"] == net + printed_sum(view, "not_taxable")
    assert read(view["to_pay"]) == totals["granted"] + printed_sum(view, "deductions")


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(any_line(), max_size=25))
def test_printed_products_multiply_out(make_payslip: MakePayslip, lines: list[Line]) -> None:
    view = payslip_view(make_payslip(lines=tuple(lines)))
    for section in view["sections"].values():
        for row in section["rows"]:
            if not row["price"]:
                assert not row["quantity"]
                continue
            price = row["price"].removesuffix(" %")
            one = read(row["quantity"].removesuffix(" h"))
            product = one * read(price) / (100 if row["price"].endswith("%") else 1)
            assert product.quantize(CENT, ROUND_HALF_UP) == abs(read(row["amount"]))


def test_a_product_that_fails_is_not_printed(payslip: Payslip) -> None:
    one = payslip.lines[7]
    assert (one.quantity, one.unit_amount) == (1_600, 109)
    for amount, printed in ((1_744, "16 titres"), (1_745, "")):
        lines = (one._replace(amount=amount),)
        view = payslip_view(dataclasses.replace(payslip, lines=lines))
        assert view["sections"]["deductions"]["rows"][0]["quantity"] == printed


def test_the_net_of_the_rules_is_the_net_printed(payslip: Payslip) -> None:
    assert read(payslip_view(payslip)["to_pay"]) == Decimal(payslip.trace["net_paid"]) / 100


def test_lines_of_nothing_are_left_out_and_older_ones_say_their_month(payslip: Payslip) -> None:
    base = payslip.lines[0]
    lines = (
        base,
        base._replace(amount=0, label="Rien"),
        base._replace(label="Rappel", earned_month=Month(2021, 12)),
    )
    rows = payslip_view(dataclasses.replace(payslip, lines=lines))["sections"]["cash"]["rows"]
    assert [row["label"] for row in rows] == ["Traitement mensuel", "Rappel (décembre\u00a02021)"]


# Time, people, dates


def test_a_shared_day_stays_one_day(payslip: Payslip) -> None:
    day = dt.date(2022, 1, 10)
    calendar = tuple(DayWorth(day, code, hours) for code, hours in (("W", 250), ("V", 250), ("M", 260)))
    time = dataclasses.replace(payslip.time, calendar=calendar)
    work = payslip_view(dataclasses.replace(payslip, time=time))["work"]
    assert [row[1] for row in work["rows"]] == ["0,33", "0,33", "0,34"]
    assert work["total"] == ["1,00", "7,60"]


def test_the_month_s_time_adds_up(payslip: Payslip) -> None:
    work = payslip_view(payslip)["work"]
    for column in (1, 2):
        assert sum(read(row[column]) for row in work["rows"]) == read(work["total"][column - 1])
    assert work["total"] == ["21,00", "159,60"]


def test_neither_niss_nor_account_is_printed_whole(payslip: Payslip) -> None:
    worker = payslip.contract.worker
    printed = json.dumps(payslip_view(payslip), ensure_ascii=False)
    bare = printed.replace(" ", "").replace(".", "").replace("-", "")
    assert worker.niss not in bare
    assert worker.iban not in bare
    assert f"•••••••••{worker.niss[-2:]}" in printed


def test_the_period_is_that_of_the_contract(payslip: Payslip) -> None:
    contract = dataclasses.replace(payslip.contract, start=dt.date(2022, 1, 3), end=dt.date(2022, 1, 28))
    view = payslip_view(dataclasses.replace(payslip, contract=contract))
    assert view["period"] == "du 3 au 28 janvier 2022"
    assert ["Sortie de service le", "28 janvier 2022"] in view["worker"]["facts"]
    after = dataclasses.replace(payslip.contract, end=dt.date(2021, 12, 31))
    late = payslip_view(dataclasses.replace(payslip, contract=after))
    assert late["period"] == "du 1er au 31 janvier 2022"
    assert not [fact for fact in late["worker"]["facts"] if fact[0].startswith("Sortie")]


def test_the_household_is_told_in_words(payslip: Payslip) -> None:
    household = Household(
        valid_from=dt.date(2022, 1, 1),
        situation="spouse_without_income",
        children=3,
        disabled_children=1,
        other_dependants=2,
        dependants_65_in_care=1,
        worker_disabled=True,
        resident=False,
    )
    facts = dict(payslip_view(dataclasses.replace(payslip, household=household))["worker"]["facts"])
    assert facts["Situation fiscale"] == (
        "Conjoint sans revenus, 3 enfants à charge (dont 1 handicapé), 2 autres personnes à charge, "
        "1 ascendant en dépendance, travailleur handicapé, non-résident, barème I"
    )


def test_invisible_characters_are_not_printed(payslip: Payslip) -> None:
    worker = dataclasses.replace(payslip.contract.worker, last_name="Du\u202epont\x00\n\ue000Ünal\u00a0X")
    contract = dataclasses.replace(payslip.contract, worker=worker)
    view = payslip_view(dataclasses.replace(payslip, contract=contract))
    assert view["worker"]["name"] == "Élodie Dupont  Ünal\u00a0X"


def test_the_recipient_abroad_has_the_country(payslip: Payslip) -> None:
    address = Address(street="1, rue du Fort", postcode="L-1234", city="Luxembourg", country="LU")
    worker = dataclasses.replace(payslip.contract.worker, address=address)
    contract = dataclasses.replace(payslip.contract, worker=worker)
    view = payslip_view(dataclasses.replace(payslip, contract=contract))
    assert view["recipient"][1:] == ["1, rue du Fort", "L-1234 Luxembourg", "LUXEMBOURG"]
