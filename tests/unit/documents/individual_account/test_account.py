"""The individual account: its mentions one by one, sums that add up, what is missing named, late pay in its month."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest

from preste.calendar import Month
from preste.documents.individual_account import (
    MENTIONS,
    NOT_KEPT,
    AccountMonth,
    Group,
    Mention,
    Row,
    account_month,
    account_view,
    across,
    carried,
    check_mentions,
    render_account,
    table,
)
from preste.errors import DocumentError, InputError
from preste.payroll import line as role
from preste.payroll.line import totals
from preste.payroll.payslip import Payslip
from preste.records import Address, Contract, Employer, Establishment

YEAR = 2026
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def contract(make: Any) -> Contract:
    """A blue-collar worker with a bicycle, vouchers, a premium, a cost, leave and illness."""
    return make.contract(
        id="c", amount=1_640, pay_basis="hourly", status="blue_collar", function="Cuisinière", meal_voucher_value=800,
        meal_voucher_worker=109,
        items=(
            make.item("bicycle", quantity=12_000, label="Vélo"),
            make.item("premium", 15_000, since="2026-03-01", once=True, label="Prime de mars"),
            make.item("cost", 4_115, since="2026-05-01", once=True, label="Matériel"),
            make.item("benefit_in_kind", 5_000, since="2026-02-01", label="Logement"),
        ),
        days=make.days(("2026-02-02", "M", 760), ("2026-02-03", "M", 760), ("2026-04-01", "VO", 380)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def payslips(make: Any, contract: Contract) -> list[Payslip]:
    """Seven months of it."""
    return make.year(contract, YEAR, 7)


@pytest.fixture(scope="module")
def months(payslips: list[Payslip]) -> list[AccountMonth]:
    return [account_month(one) for one in payslips]


@pytest.fixture(scope="module")
def employer(make: Any) -> Employer:
    """An employer who knows everything the account asks for."""
    unit = Establishment(
        number="2999999172", name="Siège", address=Address(street="Quai 1", postcode="5000", city="Namur")
    )
    return make.employer(
        accident_insurer="Assurances Fictives", holiday_fund="Caisse des exemples", establishments=(unit,)
    )


@pytest.fixture(scope="module")
def view(employer: Employer, contract: Contract, months: list[AccountMonth]) -> dict[str, Any]:
    return account_view(employer, [contract], YEAR, months)


def read(printed: str) -> Decimal:
    """The number a reader sees; an empty cell is nothing."""
    return Decimal((printed or "0").replace("\u202f", "").replace("\u2212", "-").replace(",", "."))


def group(groups: tuple[Group, ...], name: str) -> Group:
    return next(one for one in groups if one.name == name)


def row(groups: tuple[Group, ...], path: str) -> Row:
    name, _, which = path.partition("/")
    return group(groups, name).row(which)


def sums(payslips: list[Payslip], *roles: int) -> int:
    return sum(line.amount for one in payslips for line in one.lines for r in line.roles if r in roles)


# The mentions of the law


def test_the_account_carries_every_mention_that_is_kept(view: dict[str, Any]) -> None:
    check_mentions(view)
    assert {m.part for m in MENTIONS} == {"employeur", "travailleur", "période", "trimestre", "année"}
    assert all(m.source and m.title for m in MENTIONS)


@pytest.mark.parametrize("mention", [m for m in MENTIONS if m.path], ids=lambda m: f"{m.part}-{m.title}")
def test_an_account_without_a_mention_is_refused(view: dict[str, Any], mention: Mention) -> None:
    changed = without(view, mention)
    assert carried(view, mention)
    assert not carried(changed, mention)
    with pytest.raises(DocumentError) as refused:
        check_mentions(changed)
    assert f"{mention.title} ({mention.part})" in refused.value.message
    assert refused.value.remedy


def without(view: dict[str, Any], mention: Mention) -> dict[str, Any]:
    """A copy of the view without what a mention asks for."""
    changed = copy.deepcopy(view)
    if mention.part in ("employeur", "travailleur"):
        place, _, label = mention.path.partition(":")
        block, _, name = place.partition(".")
        if block == "contracts":
            changed["contracts"][0]["facts"] = [f for f in changed["contracts"][0]["facts"] if f[0] != label]
        elif name == "facts":
            changed[block]["facts"] = [f for f in changed[block]["facts"] if f[0] != label]
        else:
            changed[block][name] = ""
        return changed
    for path in mention.path.split("|"):
        name, _, which = path.partition("/")
        if which and name in changed["groups"]:
            rows = changed["groups"][name]["rows"]
            changed["groups"][name]["rows"] = [one for one in rows if one["name"] != which]
        else:
            changed["groups"].pop(name, None)
    return changed


@pytest.mark.parametrize("mention", NOT_KEPT, ids=lambda m: m.title)
def test_what_is_not_kept_is_said_on_the_account(view: dict[str, Any], mention: Mention) -> None:
    assert any(mention.title in told and "pas encore" in told for told in view["not_kept"])


def test_what_nobody_told_is_named_not_left_out(make: Any, contract: Contract, months: list[AccountMonth]) -> None:
    bare = account_view(make.employer(), [contract], YEAR, months)
    facts = dict(bare["employer"]["facts"])
    assert facts["N° ONVA"] == facts["Caisse de vacances"] == facts["Accidents du travail"] == "pas connu"
    assert dict(bare["contracts"][0]["facts"])["Lieu de travail"] == "pas connu"
    check_mentions(bare)


def test_a_white_collar_account_needs_no_holiday_fund(make: Any) -> None:
    told = dict(account_view(make.employer(), [make.contract()], YEAR, [])["employer"]["facts"])
    assert told["Caisse de vacances"].startswith("sans objet")
    assert told["N° ONVA"].startswith("sans objet")


def test_an_employer_without_an_address_is_refused(make: Any, contract: Contract) -> None:
    nowhere = make.employer(address=Address(street="", postcode="", city=""))
    with pytest.raises(DocumentError, match="adresse de l'employeur"):
        render_account(nowhere, [contract], YEAR, [])


# Figures


def test_the_year_is_the_sum_of_the_payslips_lines(months: list[AccountMonth], payslips: list[Payslip]) -> None:
    groups = table(months)
    found = totals(line for one in payslips for line in one.lines)
    assert row(groups, "in_kind/gross").year == found.gross
    assert row(groups, "not_liable/taxable").year == found.taxable
    assert row(groups, "tax/net").year == found.net
    assert row(groups, "deductions/to_pay").year == found.granted
    contributions = -sums(payslips, role.CONTRIBUTION) + sums(payslips, role.CONTRIBUTION_REDUCTION)
    assert row(groups, "contributions/worker_contributions").year == contributions
    assert row(groups, "contributions/before_reductions").year == -sums(payslips, role.CONTRIBUTION)
    assert row(groups, "tax/withheld").year == -sum(one.trace["withholding"] for one in payslips)


def test_each_month_is_its_payslip(months: list[AccountMonth], payslips: list[Payslip]) -> None:
    groups = table(months)
    for i, payslip in enumerate(payslips):
        assert row(groups, "deductions/to_pay").months[i] == payslip.trace["net_paid"]
        assert row(groups, "not_liable/taxable").months[i] == payslip.trace["taxable"]
        assert row(groups, "work/all_hours").months[i] == sum(payslip.time.hours_by_code.values())
        assert row(groups, "bases/contribution_base").months[i] == payslip.trace["contribution_base"]
    assert row(groups, "deductions/to_pay").months[7:] == (None,) * 5


def test_quarters_and_year_add_up(months: list[AccountMonth]) -> None:
    for one in (r for g in table(months) for r in g.rows if r.adds):
        assert one.year == sum(q or 0 for q in one.quarters) == sum(m or 0 for m in one.months)
        assert across(one)[3] == one.quarters[0]
        assert (one.quarters[3], across(one)[16]) == (None, one.year)


def test_every_row_of_a_group_has_a_name_of_its_own(months: list[AccountMonth]) -> None:
    for one in table(months):
        names = [r.name for r in one.rows]
        assert len(names) == len(set(names)), one.name


def test_printed_sums_add_up(view: dict[str, Any]) -> None:
    above = Decimal(0)
    ends = {"in_kind": "gross", "not_liable": "taxable", "tax": "net", "not_taxable": "granted", "deductions": "to_pay"}
    for name in ("cash", "in_kind", "contributions", "not_liable", "tax", "not_taxable", "deductions"):
        rows = view["groups"][name]["rows"]
        above += sum((read(one["cells"][16]) for one in rows if not one["total"]), Decimal(0))
        if name in ends:
            (total,) = [read(one["cells"][16]) for one in rows if one["name"] == ends[name]]
            assert total == above, name


def test_days_by_reason_and_hours(months: list[AccountMonth]) -> None:
    groups = table(months)
    assert row(groups, "interruptions/day_M").months[:3] == (0, 200, 0)
    assert row(groups, "interruptions/day_VO").months[3] == 50
    interrupted = group(groups, "interruptions")
    reasons = [one for one in interrupted.rows if not one.total]
    assert interrupted.row("interruptions").year == sum(one.year or 0 for one in reasons)
    assert row(groups, "work/hours").months[1] == months[1].hours["W"]


def test_vouchers_by_number_and_value(months: list[AccountMonth], payslips: list[Payslip]) -> None:
    groups = table(months)
    worked = sum(one.time.days_worked for one in payslips)
    assert row(groups, "vouchers/number").year == worked
    assert row(groups, "vouchers/value").year == worked * 800


def test_pay_without_contributions_is_not_liable(make: Any) -> None:
    flexi = make.contract(regime="flexi", pay_basis="hourly", amount=1_500)
    groups = table([account_month(make.pay(flexi, "2026-02"))])
    assert row(groups, "bases/liable").year == 0
    assert row(groups, "in_kind/gross").year > 0


def test_double_holiday_pay_has_its_own_base(make: Any) -> None:
    item = make.item(
        "double_holiday_pay", 230_000, since="2026-05-01", once=True, details={"annual_reference": "30000"}
    )
    groups = table([account_month(make.pay(make.contract(items=(item,)), "2026-05"))])
    assert row(groups, "bases/liable").year == 250_000
    assert row(groups, "bases/own_retention").year == 230_000


def test_late_pay_stands_in_the_month_paid_with_the_month_earned(months: list[AccountMonth]) -> None:
    march = months[2]
    late = march.lines[0]._replace(earned_month=Month(2026, 1), amount=-5_000)
    changed = [*months[:2], dataclasses.replace(march, lines=(*march.lines, late)), *months[3:]]
    rows = {one.label: one for one in group(table(changed), "cash").rows}
    found = rows[f"{late.label}, gagné en janvier\u00a02026"]
    assert (found.months[0], found.months[2], found.year) == (0, -5_000, -5_000)
    assert rows[late.label].months == row(table(months), "cash/base_pay").months
    gross = row(table(changed), "in_kind/gross")
    assert gross.months[2] == row(table(months), "in_kind/gross").months[2] - 5_000


def test_a_part_month_is_the_same_row(make: Any) -> None:
    absent = make.contract(days=make.days(("2026-02-02", "SS", 760)))
    two = [account_month(make.pay(absent, month)) for month in ("2026-01", "2026-02")]
    labels = [one.label for one in group(table(two), "cash").rows]
    assert labels == ["Traitement mensuel"]


def test_two_contracts_are_one_account(make: Any) -> None:
    one, other = make.contract(id="a"), make.contract(id="b", amount=100_000)
    both = [account_month(make.pay(c, "2026-01")) for c in (one, other)]
    groups = table(both)
    assert row(groups, "in_kind/gross").months[0] == 350_000
    labels = [r.label for r in group(groups, "pay").rows]
    assert labels[:2] == ["Rémunération de base par mois (a)", "Rémunération de base par mois (b)"]
    told = account_view(make.employer(), [one, other], YEAR, both)
    assert [c["reference"] for c in told["contracts"]] == ["a", "b"]


def test_a_month_without_result_is_refused(make: Any, payslips: list[Payslip]) -> None:
    from preste.belgium import DEFAULTS, month_plan

    far = dt.date(1999, 1, 31)
    trace = month_plan("ordinary", "due", far, far, "362", "495").run(dict(DEFAULTS) | {"pay_due": 225_000})
    with pytest.raises(DocumentError, match="no result"):
        account_month(dataclasses.replace(payslips[0], trace=trace, errors=trace.errors))


# Who and when


def test_situations_of_the_year_with_their_start(make: Any) -> None:
    married = dataclasses.replace(make.household("spouse_with_income"), valid_from=dt.date(2026, 6, 1))
    before = dataclasses.replace(make.household("single_parent", children=1), valid_from=dt.date(2025, 1, 1))
    old = make.household("single")
    contract = make.contract(households=(old, before, married))
    told = dict(account_view(make.employer(), [contract], YEAR, [])["worker"]["facts"])["Situation fiscale"]
    assert told == "Parent isolé, 1 enfant à charge ; Conjoint avec revenus (depuis le 1er juin 2026)"


def test_starting_pay_is_the_first(make: Any) -> None:
    terms = (
        make.terms(valid_to=dt.date(2025, 12, 31), amount=200_000),
        make.terms(valid_from=dt.date(2026, 1, 1), amount=220_000, function="Cheffe"),
    )
    facts = dict(account_view(make.employer(), [make.contract(terms=terms)], YEAR, [])["contracts"][0]["facts"])
    assert facts["Rémunération de départ"].startswith("2\u202f000,00")
    assert facts["Fonction"] == "Cheffe"


def test_neither_niss_nor_account_is_printed(view: dict[str, Any], contract: Contract) -> None:
    bare = json.dumps(view).replace(" ", "").replace(".", "").replace("-", "")
    assert contract.worker.niss not in bare
    assert contract.worker.iban not in bare


# On paper


def test_an_ordinary_year_is_one_page(make: Any) -> None:
    contract = make.contract()
    months = [account_month(one) for one in make.year(contract, YEAR, 11)]
    (page,) = pypdf.PdfReader(io.BytesIO(render_account(make.employer(), [contract], YEAR, months))).pages
    assert (round(float(page.mediabox.width) / MILLIMETRE), round(float(page.mediabox.height) / MILLIMETRE)) == (
        297,
        210,
    )


def test_a_long_year_has_its_amounts_on_a_second_page_and_follows_the_standards(
    employer: Employer, contract: Contract, months: list[AccountMonth]
) -> None:
    content = render_account(employer, [contract], YEAR, months)
    assert content == render_account(employer, [contract], YEAR, months)
    reader = pypdf.PdfReader(io.BytesIO(content))
    time, amounts = (" ".join(page.extract_text().split()) for page in reader.pages)
    assert ("Maladie" in time, "Maladie" in amounts, "Brut" in time, "Brut" in amounts) == (True, False, False, True)
    assert all("3e trim." in page for page in (time, amounts))
    text = f"{time} {amounts}"
    for part in ("Compte individuel 2026", "Cuisinière", "3e trim.", "Payé en espèces", "Maladie", "Matériel", "ONVA"):
        assert part in text, part
    assert "Provisoire" not in text
    metadata = reader.root_object["/Metadata"].get_data().decode()
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in metadata


def test_a_month_that_is_not_validated_is_marked(
    employer: Employer, contract: Contract, months: list[AccountMonth]
) -> None:
    draft = [*months[:-1], dataclasses.replace(months[-1], final=False)]
    assert [c["title"] for c in account_view(employer, [contract], YEAR, draft)["columns"]][8] == "juil.*"
    reader = pypdf.PdfReader(io.BytesIO(render_account(employer, [contract], YEAR, draft)))
    assert "Provisoire" in reader.pages[0].extract_text()


def test_the_simplified_account_holds_who_and_no_period(employer: Employer, contract: Contract) -> None:
    view = account_view(employer, [contract], YEAR, [])
    check_mentions(view)
    assert view["groups"] == {}
    (page,) = pypdf.PdfReader(io.BytesIO(render_account(employer, [contract], YEAR, []))).pages
    text = page.extract_text()
    assert "simplifié" in text
    assert "Payé en espèces" not in text


def test_a_late_special_contribution_is_no_withholding_tax(months: list[AccountMonth]) -> None:
    march = months[2]
    (special,) = [line for line in march.lines if line.code == "csss"]
    late = special._replace(earned_month=Month(2026, 1), amount=777)
    changed = [*months[:2], dataclasses.replace(march, lines=(*march.lines, late)), *months[3:]]
    assert row(table(changed), "tax/withheld").months == row(table(months), "tax/withheld").months
    assert row(table(changed), "tax/net").months[2] == row(table(months), "tax/net").months[2] - 777


# From a folder


def run_command(*args: str) -> Any:
    from typer.testing import CliRunner

    from preste.cli.app import app

    return CliRunner().invoke(app, ["account", *args])


def test_the_command_writes_an_account_for_each_worker(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run_command(str(demo_folder), "--year", "2026", "--to", "2026-03", "-o", str(out))
    assert result.exit_code == 0, result.output
    people = {path.stem for path in (demo_folder / "workers").glob("*.yaml")}
    assert {path.name for path in out.iterdir()} == {f"compte_2026_{name}.pdf" for name in people}
    (page,) = pypdf.PdfReader(out / "compte_2026_anne.pdf").pages
    assert "9 150,00" in " ".join(page.extract_text().split())


def test_the_command_takes_one_worker_and_refuses_others(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    one = run_command(str(demo_folder), "--year", "2025", "--worker", "anne", "--to", "2025-02", "-o", str(out))
    assert one.exit_code == 0, one.output
    assert [path.name for path in out.iterdir()] == ["compte_2025_anne.pdf"]
    nobody = run_command(str(demo_folder), "--year", "2025", "--worker", "zoe", "-o", str(out))
    assert isinstance(nobody.exception, InputError)
    assert "anne" in nobody.exception.remedy
    other = run_command(str(demo_folder), "--year", "2025", "--to", "2026-01", "-o", str(out))
    assert isinstance(other.exception, InputError)
