"""The dossier folder: what it says is read, and every fault in it is told with its file, field and remedy."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from preste.calendar import Month
from preste.errors import DossierError, PresteError
from preste.payroll.dossier import read_dossier
from preste.payroll.month import Dossier, run_month
from preste.records import Contract, Day, DeclaredChildren, Garnishment

ANNE = "workers/anne.yaml"
DAYS = "days/2026-09.csv"
ITEMS = "items/2026-09.csv"


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of a text in a file, where it first stands."""

    def apply(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return apply


def write(file: str, text: str | bytes) -> Callable[[Path], None]:
    """A file written anew."""

    def apply(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return apply


def row(file: str, text: str) -> Callable[[Path], None]:
    """A row at the end of a CSV file."""

    def apply(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as out:
            out.write(text + "\n")

    return apply


def folder_at(file: str) -> Callable[[Path], None]:
    """A folder where a file is wanted."""

    def apply(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).mkdir()

    return apply


def link_to_nothing(file: str) -> Callable[[Path], None]:
    """A link whose target is gone."""

    def apply(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).symlink_to(folder / "gone")

    return apply


def pipe(file: str) -> Callable[[Path], None]:
    """What would never end when read."""

    def apply(folder: Path) -> None:
        os.mkfifo(folder / file)

    return apply


def file_instead_of(name: str) -> Callable[[Path], None]:
    """A file where a folder is wanted."""

    def apply(folder: Path) -> None:
        shutil.rmtree(folder / name)
        (folder / name).write_text("", encoding="utf-8")

    return apply


def faults(folder: Path) -> list[PresteError]:
    with pytest.raises(DossierError) as caught:
        read_dossier(folder)
    assert str(len(caught.value.errors)) in caught.value.message or len(caught.value.errors) == 1
    return caught.value.errors


def contract_of(dossier: Dossier, id: str) -> Contract:
    (found,) = [contract for contract in dossier.contracts if contract.id == id]
    return found


# ── what is read ───────────────────────────────────────────────────────────────────────────


def test_the_demo_is_read(demo: Dossier) -> None:
    assert demo.employer.name == "La Maison des Exemples ASBL"
    assert (demo.employer.enterprise_number, demo.employer.category) == ("0999991212", "362")
    assert demo.employer.establishments[0].name == "Siège"
    assert [c.id for c in demo.contracts] == [
        "anne", "bruno", "carla", "david", "elise", "farid", "gisele", "hugo", "ines-2022", "ines-2026",
        "jules-2022", "jules-2026",
    ]  # fmt: skip
    anne = contract_of(demo, "anne")
    assert (anne.worker.first_name, anne.worker.birth_date, anne.worker.sex) == ("Anne", dt.date(1984, 3, 12), "F")
    assert anne.worker.niss == "84031211450"
    assert [terms.amount for terms in anne.terms] == [265_000, 293_000, 305_000]
    assert anne.terms[0].valid_to == dt.date(2022, 12, 31)
    assert anne.terms[0].schedule == (760, 760, 760, 760, 760, 0, 0)
    assert (anne.households[0].situation, anne.households[0].children) == ("spouse_with_income", 1)
    assert anne.days == (Day(date=dt.date(2022, 1, 21), code="SS", hours=760),)
    assert [(i.kind, i.amount, i.quantity, i.once) for i in anne.items] == [
        ("bicycle", 0, 12_000, False), ("cost", 3_490, 0, True), ("cost", 4_115, 0, True),
    ]  # fmt: skip
    farid = contract_of(demo, "farid")
    assert (farid.terms[1].meal_voucher_value, farid.terms[1].meal_voucher_worker) == (800, 109)
    assert farid.items[0].details["fuel"] == "diesel"
    jules = contract_of(demo, "jules-2022")
    assert (jules.start, jules.end) == (dt.date(2019, 9, 1), dt.date(2022, 1, 14))
    assert contract_of(demo, "elise").article17_sector == "sport"


def test_the_starter_is_read_and_paid(starter_folder: Path) -> None:
    dossier = read_dossier(starter_folder)
    assert [payslip.totals is not None for payslip in run_month(dossier, Month(2026, 9))] == [True]


def test_every_worker_of_the_demo_is_paid(demo: Dossier) -> None:
    for month in (Month(2022, 1), Month(2026, 9)):
        payslips = list(run_month(demo, month))
        assert len(payslips) == 10
        assert all(payslip.totals is not None for payslip in payslips)


@pytest.mark.parametrize("hours", ["3,80", "3.80", "3,8", " 3,80 "])
def test_a_comma_or_a_point(demo_folder: Path, hours: str) -> None:
    row(DAYS, f"hugo;2026-09-14;SS;{hours}")(demo_folder)
    (day,) = contract_of(read_dossier(demo_folder), "hugo").days
    assert day == Day(date=dt.date(2026, 9, 14), code="SS", hours=380)


def test_what_spreadsheets_leave_is_read(demo_folder: Path) -> None:
    """A byte-order mark, Windows line ends, empty rows, comments, columns in another order, short rows."""
    text = "\ufeffcode;contract;hours;date\r\n;;;\r\n# remarque;;;\r\nSS;hugo;7,60;2026-08-03\r\n\r\n"
    write("days/2026-08.csv", text)(demo_folder)
    write("items/2026-08.csv", "contract;kind;amount\nhugo;cost;12\n")(demo_folder)
    hugo = contract_of(read_dossier(demo_folder), "hugo")
    assert hugo.days == (Day(date=dt.date(2026, 8, 3), code="SS", hours=760),)
    assert [i.amount for i in hugo.items if i.kind == "cost"] == [1_200]


def test_details_of_an_item(demo_folder: Path) -> None:
    row(ITEMS, "anne;year_end_premium;;500;;annual_reference=36600.00 interval_months=12")(demo_folder)
    item = contract_of(read_dossier(demo_folder), "anne").items[-1]
    assert item.details == {"annual_reference": "36600.00", "interval_months": "12"}
    assert item.valid_from == dt.date(2026, 9, 1)


def test_opening_balances(demo_folder: Path) -> None:
    change("employer.yaml", "language: fr", 'language: fr\nbegins: "2026-09"')(demo_folder)
    rows = ("contract;name;value", "elise;article17_days;20", "elise;article17_year;96,50", "anne;quarter_pay;6100")
    write("opening.csv", "\n".join(rows))(demo_folder)
    dossier = read_dossier(demo_folder)
    assert dossier.begins == Month(2026, 9)
    assert dossier.opening == {
        "elise": {"article17_days": 20, "article17_year": 9_650},
        "anne": {"quarter_pay": 610_000},
    }


def test_the_month_in_which_rest_was_earned(demo_folder: Path) -> None:
    change("employer.yaml", "name:", 'begins: "2026-09"\nname:')(demo_folder)
    text = "contract;name;value;earned\nanne;compensatory_rest;7,60;2026-03\nanne;work_bonus;12,00;\n"
    write("opening.csv", text)(demo_folder)
    told = read_dossier(demo_folder).opening["anne"]
    assert told == {"compensatory_rest": 760, "compensatory_rest_month": 202603, "work_bonus": 1_200}
    for wrong in ("compensatory_rest;7,60;2026-09", "compensatory_rest;7,60;mars", "work_bonus;12,00;2026-03"):
        write("opening.csv", f"contract;name;value;earned\nanne;{wrong}\n")(demo_folder)
        (error,) = faults(demo_folder)
        assert (error.field, error.where) == ("earned", "opening.csv, line 2")


def test_defaults(starter_folder: Path) -> None:
    dossier = read_dossier(starter_folder)
    (contract,) = dossier.contracts
    assert (dossier.employer.payday, dossier.employer.language, dossier.begins) == ("last", "fr", None)
    assert (contract.worker.language, contract.regime, contract.end) == ("fr", "ordinary", None)
    assert dossier.opening == {}


GARNISHED = """
garnishments:
  - id: secal
    kind: maintenance
    creditor: "Service des créances alimentaires"
    notified_on: 2026-01-12
    valid_from: 2026-02-01
    monthly: "450.00"
    iban: "BE68539007547034"
    reference: "+++010/8068/17183+++"
  - {id: fisc, kind: tax, creditor: "SPF Finances", notified_on: 2026-03-02, total: "1250.00", already_paid: "50.00"}
declared_children:
  - {valid_from: 2026-01-12, children: 1}
contracts:
"""


def test_creditors_and_declared_children(starter_folder: Path) -> None:
    change("workers/exemple.yaml", "\ncontracts:\n", GARNISHED)(starter_folder)
    (contract,) = read_dossier(starter_folder).contracts
    assert contract.garnishments == (
        Garnishment(
            id="secal", kind="maintenance", creditor="Service des créances alimentaires",
            notified_on=dt.date(2026, 1, 12), valid_from=dt.date(2026, 2, 1), monthly=450_00, iban="BE68539007547034",
            reference="010806817183",
        ),
        Garnishment(
            id="fisc", kind="tax", creditor="SPF Finances", notified_on=dt.date(2026, 3, 2),
            valid_from=dt.date(2026, 3, 2), total=1_250_00, already_paid=50_00,
        ),
    )  # fmt: skip
    assert contract.declared_children == (DeclaredChildren(valid_from=dt.date(2026, 1, 12), children=1),)


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('monthly: "450.00"', 'total: "0.00"', "E-GARNISHMENT-AMOUNT", "garnishments[0].total"),
        ('already_paid: "50.00"', 'already_paid: "1250.01"', "E-GARNISHMENT-AMOUNT", "garnishments[1].already_paid"),
        ("id: fisc", "id: secal", "E-GARNISHMENT-ID", "garnishments[0].id"),
        ("kind: tax", "kind: impôt", "E-INPUT-CHOICE", "garnishments[1].kind"),
        ("notified_on: 2026-03-02, ", "", "E-INPUT-DATE", "garnishments[1].notified_on"),
        ("/17183+++", "/17184+++", "E-ID-OGM-CHECK", "garnishments[0].reference"),
        ("BE68539007547034", "BE68539007547035", "E-ID-IBAN-CHECK", "garnishments[0].iban"),
        ("children: 1}", "children: 31}", "E-INPUT-COUNT", "declared_children[0].children"),
        ("id: fisc", "id: fisc, amount: 3", "E-INPUT-UNKNOWN", "garnishments[1].amount"),
        ("id: fisc, ", "", "E-INPUT-TEXT", "garnishments[1].id"),
    ],
)
def test_a_fault_of_a_creditor(starter_folder: Path, old: str, new: str, code: str, field: str) -> None:
    change("workers/exemple.yaml", "\ncontracts:\n", GARNISHED)(starter_folder)
    change("workers/exemple.yaml", old, new)(starter_folder)
    with pytest.raises(DossierError) as raised:
        read_dossier(starter_folder)
    assert (code, field) in [(error.code, error.field) for error in raised.value.errors]


def test_a_contract_is_called_like_its_file_unless_it_has_an_id(starter_folder: Path) -> None:
    change("workers/exemple.yaml", "- id: exemple ", "- regime: ordinary #")(starter_folder)
    change("workers/exemple.yaml", "    regime: ordinary  ", "    # ")(starter_folder)
    assert [contract.id for contract in read_dossier(starter_folder).contracts] == ["exemple"]


def test_a_row_over_two_lines(demo_folder: Path) -> None:
    """A label with a line end in quotes, as spreadsheets write it; the rows after it keep their numbers."""
    write("items/2026-08.csv", 'contract;kind;label;amount\n"anne";cost;"Train,\nbus";12,50\nzoe;cost;;1\n')(
        demo_folder
    )
    (error,) = faults(demo_folder)
    assert error.where == "items/2026-08.csv, line 4"
    write("items/2026-08.csv", 'contract;kind;label;amount\nanne;cost;"Train ""express"";\nbus";12,50\n')(demo_folder)
    (item,) = [i for i in contract_of(read_dossier(demo_folder), "anne").items if i.amount == 1_250]
    assert item.label == 'Train "express";\nbus'


def test_a_byte_order_mark_in_yaml(demo_folder: Path, demo: Dossier) -> None:
    path = demo_folder / "employer.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_dossier(demo_folder).employer.name == demo.employer.name


def test_what_a_row_of_yaml_cannot_be_is_named(demo_folder: Path) -> None:
    change(ANNE, "start: 2018-09-01", "start: 2018-09-31")(demo_folder)
    error = faults(demo_folder)[0]
    assert error.message == "the file is not readable YAML: '2018-09-31' is not a date"
    line = (demo_folder / ANNE).read_text(encoding="utf-8").splitlines().index("    start: 2018-09-31") + 1
    assert error.where == f"{ANNE}, line {line}"


def test_many_names_for_one_list_are_no_trap(demo_folder: Path) -> None:
    """YAML lets ten lines stand for a million values: a message about them stays short."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 8)}]" for i in range(1, 12)]
    for field in ("workers_count", "language", "payday", "begins"):
        change("employer.yaml", f"{field}:", f"# {field}:")(demo_folder) if field != "begins" else None
        lines.append(f"{field}: *a11")
    with (demo_folder / "employer.yaml").open("a", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    found = faults(demo_folder)
    assert {"workers_count", "language", "payday", "begins", "a11"} <= {error.field for error in found}
    assert max(len(str(error)) for error in found) < 500


# ── every fault ────────────────────────────────────────────────────────────────────────────

# What is done to the demo; where the fault is told (a beginning), its code and its field.
FAULTS: dict[str, tuple[Callable[[Path], None], tuple[str, str, str]]] = {
    # the employer
    "employer number": (
        change("employer.yaml", "0999.991.212", "0999.991.213"),
        ("employer.yaml", "E-ID-ENTERPRISE-CHECK", "enterprise_number"),
    ),
    "onss number": (change("employer.yaml", "1999991-58", "1999991-59"), ("employer.yaml", "E-ID-", "onss_number")),
    "employer account": (change("employer.yaml", "BE33 0019", "BE34 0019"), ("employer.yaml", "E-ID-", "iban")),
    "establishment": (
        change("employer.yaml", "2.999.999.172", "2.999.999.173"),
        ("employer.yaml", "E-ID-", "establishments[0].number"),
    ),
    "category": (change("employer.yaml", '"362" ', '"36" '), ("employer.yaml", "E-INPUT-FORM", "category")),
    "committee": (
        change("employer.yaml", 'committee: "329.02"', 'committee: "CP 329"'),
        ("employer.yaml", "E-INPUT-FORM", "joint_committee"),
    ),
    "payday": (change("employer.yaml", 'payday: "last"', 'payday: "31"'), ("employer.yaml", "E-INPUT-FORM", "payday")),
    "begins": (
        change("employer.yaml", "language: fr", "begins: september"),
        ("employer.yaml", "E-INPUT-MONTH", "begins"),
    ),
    "language": (
        change("employer.yaml", "language: fr", "language: lu"),
        ("employer.yaml", "E-INPUT-CHOICE", "language"),
    ),
    "name": (
        change("employer.yaml", 'name: "La Maison des Exemples ASBL"', ""),
        ("employer.yaml", "E-INPUT-TEXT", "name"),
    ),
    "count": (
        change("employer.yaml", "workers_count: 9", "workers_count: -1"),
        ("employer.yaml", "E-INPUT-COUNT", "workers_count"),
    ),
    "postcode as a number": (
        change("employer.yaml", 'Invention 12", postcode: "5000"', 'Invention 12", postcode: 5000'),
        ("employer.yaml", "E-INPUT-TEXT", "address.postcode"),
    ),
    "unknown field": (
        change("employer.yaml", "language: fr", "language: fr\nlangage: fr"),
        ("employer.yaml", "E-INPUT-UNKNOWN", "langage"),
    ),
    "employer is a list": (write("employer.yaml", "- 1\n- 2\n"), ("employer.yaml", "E-INPUT-OBJECT", "")),
    "employer is no yaml": (write("employer.yaml", "name: [\n"), ("employer.yaml, line 2", "E-DOSSIER-YAML", "")),
    "employer is not utf-8": (write("employer.yaml", b"name: \xe9\n"), ("employer.yaml", "E-DOSSIER-YAML", "")),
    # a worker
    "yaml": (change(ANNE, "household:", "household: {"), (ANNE + ", line ", "E-DOSSIER-YAML", "")),
    "another suffix": (write("workers/zoe.yml", "number: 1\n"), ("workers/zoe.yml", "E-DOSSIER", "")),
    "niss": (change(ANNE, "84.03.12-114.50", "84.03.12-114.51"), (ANNE, "E-ID-NISS-CHECK", "niss")),
    "birth date": (change(ANNE, "birth_date: 1984-03-12", "birth_date: 1984-03-13"), (ANNE, "E-ID-NISS-BIRTH", "niss")),
    "no birth date": (change(ANNE, "birth_date: 1984-03-12", ""), (ANNE, "E-INPUT-DATE", "birth_date")),
    "account": (change(ANNE, "BE22 0019", "BE23 0019"), (ANNE, "E-ID-", "iban")),
    "sex": (change(ANNE, "sex: F", "sex: femme"), (ANNE, "E-INPUT-CHOICE", "sex")),
    "situation": (
        change(ANNE, "situation: spouse_with_income", "situation: married"),
        (ANNE, "E-INPUT-CHOICE", "household[0].situation"),
    ),
    "disabled children": (
        change(ANNE, "children: 1", "children: 1, disabled_children: 2"),
        (ANNE, "E-INPUT", "household[0].disabled_children"),
    ),
    "status": (change(ANNE, "white_collar", "white-collar"), (ANNE, "E-INPUT-CHOICE", "contracts[0].status")),
    "end before start": (
        change(ANNE, "start: 2018-09-01", "start: 2018-09-01\n    end: 2018-08-31"),
        (ANNE, "E-INPUT-DATE", "contracts[0].end"),
    ),
    "no start": (change(ANNE, "start: 2018-09-01", "regime: ordinary"), (ANNE, "E-INPUT-DATE", "contracts[0].start")),
    "worker code": (
        change(ANNE, "start: 2018-09-01", "start: 2018-09-01\n    worker_code: '49'"),
        (ANNE, "E-INPUT-FORM", "contracts[0].worker_code"),
    ),
    "no terms": (
        change("workers/exemple.yaml", "terms:", "termes:"),
        ("workers/exemple.yaml", "E-TERMS", "contracts[0].terms"),
    ),
    "terms end first": (
        change(ANNE, "valid_to: 2022-12-31", "valid_to: 2017-12-31"),
        (ANNE, "E-INPUT-DATE", "contracts[0].terms[0].valid_to"),
    ),
    "amount not text": (
        change(ANNE, 'amount: "2650.00"', "amount: 2650.00"),
        (ANNE, "E-INPUT-NUMBER", "contracts[0].terms[0].amount"),
    ),
    "amount with a comma": (
        change(ANNE, 'amount: "2650.00"', 'amount: "2650,00"'),
        (ANNE, "E-INPUT-NUMBER", "contracts[0].terms[0].amount"),
    ),
    "negative amount": (
        change(ANNE, 'amount: "2650.00"', 'amount: "-1"'),
        (ANNE, "E-INPUT-RANGE", "contracts[0].terms[0].amount"),
    ),
    "pay basis": (
        change(ANNE, "pay_basis: monthly", "pay_basis: weekly"),
        (ANNE, "E-INPUT-CHOICE", "contracts[0].terms[0].pay_basis"),
    ),
    "above full time": (
        change(ANNE, 'mon: "7.60"', 'mon: "7.61"'),
        (ANNE, "E-INPUT", "contracts[0].terms[0].schedule"),
    ),
    "weekday": (
        change(ANNE, 'mon: "7.60"', 'lundi: "7.60"'),
        (ANNE, "E-INPUT-UNKNOWN", "contracts[0].terms[0].schedule.lundi"),
    ),
    "voucher": (
        change("workers/farid.yaml", 'meal_voucher_worker: "1.09"', 'meal_voucher_worker: "9.00"'),
        ("workers/farid.yaml", "E-INPUT", "contracts[0].terms[0].meal_voucher_worker"),
    ),
    "item kind": (
        change(ANNE, "kind: bicycle", "kind: velo"),
        (ANNE, "E-INPUT-CHOICE", "contracts[0].items[0].kind"),
    ),
    "duplicate contract": (
        change("workers/bruno.yaml", "id: bruno", "id: anne"),
        ("workers/bruno.yaml", "E-DOSSIER", "id"),
    ),
    # what is no such file
    "a date that is none": (
        change(ANNE, "start: 2018-09-01", "start: 2018-09-31"), (ANNE + ", line ", "E-DOSSIER-YAML", ""),
    ),
    "a number that is none": (
        change(ANNE, "children: 1", "children: !!int many"), (ANNE + ", line ", "E-DOSSIER-YAML", ""),
    ),
    "a tag that makes objects": (
        change(ANNE, "children: 1", "children: !!python/object/apply:os.getcwd []"),
        (ANNE + ", line ", "E-DOSSIER-YAML", ""),
    ),
    "a timestamp that is none": (
        change(ANNE, "start: 2018-09-01", "start: !!timestamp soon"), (ANNE + ", line ", "E-DOSSIER-YAML", ""),
    ),
    "an endless number": (
        change("employer.yaml", "workers_count: 9", "workers_count: " + "9" * 5_000),
        ("employer.yaml, line ", "E-DOSSIER-YAML", ""),
    ),
    "a large number": (
        change("employer.yaml", "workers_count: 9", "workers_count: 0x" + "9" * 5_000),
        ("employer.yaml", "E-INPUT-COUNT", "workers_count"),
    ),
    "a name twice": (
        change("employer.yaml", "workers_count: 9", "workers_count: 9\nworkers_count: 90"),
        ("employer.yaml, line ", "E-DOSSIER-YAML", ""),
    ),
    "yaml levels": (write("employer.yaml", "[" * 50_000), ("employer.yaml", "E-DOSSIER-YAML", "")),
    "half a character": (
        change("employer.yaml", 'name: "La Maison', 'name: "\\ud800 La Maison'),
        ("employer.yaml", "E-INPUT-TEXT", "name"),
    ),
    "control code": (
        change("employer.yaml", 'name: "La Maison', 'name: "\\e[31mLa Maison'),
        ("employer.yaml", "E-INPUT-TEXT", "name"),
    ),
    "another alphabet's digits": (
        change("employer.yaml", '"362" ', '"३६२" '), ("employer.yaml", "E-INPUT-FORM", "category"),
    ),
    "detail with parts": (
        change("workers/farid.yaml", "fuel: diesel", "fuel: [diesel, petrol]"),
        ("workers/farid.yaml", "E-ITEM-DETAIL", "contracts[0].items[0].details"),
    ),
    "worker is a folder": (folder_at("workers/zoe.yaml"), ("workers/zoe.yaml", "E-DOSSIER-FILE", "")),
    "worker is a lost link": (link_to_nothing("workers/zoe.yaml"), ("workers/zoe.yaml", "E-DOSSIER-FILE", "")),
    "worker is a pipe": (pipe("workers/zoe.yaml"), ("workers/zoe.yaml", "E-DOSSIER-FILE", "")),
    "days are a folder": (folder_at("days/2026-08.csv"), ("days/2026-08.csv", "E-DOSSIER-FILE", "")),
    "items are a lost link": (link_to_nothing("items/2026-08.csv"), ("items/2026-08.csv", "E-DOSSIER-FILE", "")),
    "opening is a folder": (folder_at("opening.csv"), ("opening.csv", "E-DOSSIER-FILE", "")),
    "opening is a lost link": (link_to_nothing("opening.csv"), ("opening.csv", "E-DOSSIER-FILE", "")),
    "items are a file": (file_instead_of("items"), ("items", "E-DOSSIER-FILE", "")),
    "empty file": (write("days/2026-08.csv", ""), ("days/2026-08.csv, line 1", "E-DOSSIER-CSV", "")),
    "year zero": (write("days/0000-01.csv", "contract;date;code;hours\n"), ("days/0000-01.csv", "E-DOSSIER", "")),
    "open quote": (row(DAYS, 'anne;2026-09-01;SS;"7,60'), (DAYS + ", line 12", "E-DOSSIER-CSV", "")),
    "text after a quote": (row(DAYS, 'anne;2026-09-01;"S"S;7,60'), (DAYS + ", line 12", "E-DOSSIER-CSV", "")),
    "endless cell": (row(DAYS, f"anne;2026-09-01;{'S' * 200_000};7,60"), (DAYS + ", line 12", "E-DOSSIER-CSV", "")),
    "long cell": (row(DAYS, f"anne;2026-09-01;{'S' * 2_000};7,60"), (DAYS + ", line 12", "E-DOSSIER-CSV", "")),
    "empty id": (
        change("workers/exemple.yaml", "- id: exemple", '- id: "  "'),
        ("workers/exemple.yaml", "E-INPUT-TEXT", "contracts[0].id"),
    ),
    # the month
    "unknown contract": (row(DAYS, "zoe;2026-09-01;SS;7,60"), (DAYS + ", line 12", "E-DOSSIER", "contract")),
    "date": (row(DAYS, "anne;01/09/2026;SS;7,60"), (DAYS + ", line 12", "E-INPUT-DATE", "date")),
    "another month": (row(DAYS, "anne;2026-08-31;SS;7,60"), (DAYS + ", line 12", "E-DOSSIER", "date")),
    "day code": (row(DAYS, "anne;2026-09-01;ZZ;7,60"), (DAYS + ", line 12", "E-TIME-CODE", "code")),
    "outside the contract": (row(DAYS, "ines-2026;2026-09-11;SS;1"), (DAYS + ", line 12", "E-TIME-OUTSIDE", "date")),
    "after the contract": (row(DAYS, "jules-2026;2026-09-21;SS;1"), (DAYS + ", line 12", "E-TIME-OUTSIDE", "date")),
    "hours": (row(DAYS, "anne;2026-09-01;SS;all"), (DAYS + ", line 12", "E-INPUT-NUMBER", "hours")),
    "no hours": (row(DAYS, "anne;2026-09-01;SS;"), (DAYS + ", line 12", "E-INPUT-MISSING", "hours")),
    "negative hours": (row(DAYS, "anne;2026-09-01;SS;-7,60"), (DAYS + ", line 12", "E-INPUT-RANGE", "hours")),
    "too precise": (row(DAYS, "anne;2026-09-01;SS;7,605"), (DAYS + ", line 12", "E-INPUT-NUMBER", "hours")),
    "twice": (row(DAYS, "gisele;2026-09-11;SS;7,60"), (DAYS + ", line 12", "E-DOSSIER", "code")),
    "extra cells": (row(DAYS, "anne;2026-09-01;SS;7;60"), (DAYS + ", line 12", "E-DOSSIER-CSV", "")),
    "more than a day": (row(DAYS, "hugo;2026-09-14;HS;16,50"), (DAYS + ", line 12", "E-TIME-HOURS", "hours")),
    "columns": (
        write("days/2026-08.csv", "contract;day;code;hours\n"),
        ("days/2026-08.csv, line 1", "E-DOSSIER-CSV", ""),
    ),
    "a column less": (
        write("days/2026-08.csv", "contract;date;code\n"),
        ("days/2026-08.csv, line 1", "E-DOSSIER-CSV", ""),
    ),
    "a column twice": (
        write("days/2026-08.csv", "contract;date;date;code;hours\n"),
        ("days/2026-08.csv, line 1", "E-DOSSIER-CSV", ""),
    ),
    "commas": (
        write("days/2026-08.csv", "contract,date,code,hours\n"),
        ("days/2026-08.csv, line 1", "E-DOSSIER-CSV", ""),
    ),
    "not utf-8": (
        write("days/2026-08.csv", "contract;date;code;hours\nzoé;2026-08-03;SS;1\n".encode("latin-1")),
        ("days/2026-08.csv", "E-DOSSIER-CSV", ""),
    ),
    "file name": (write("days/aout.csv", ""), ("days/aout.csv", "E-DOSSIER", "")),
    "month 13": (write("items/2026-13.csv", ""), ("items/2026-13.csv", "E-DOSSIER", "")),
    "spreadsheet": (write("days/2026-08.xlsx", ""), ("days/2026-08.xlsx", "E-DOSSIER", "")),
    "unknown kind": (row(ITEMS, "anne;bonbons;;1,00;;"), (ITEMS + ", line 5", "E-ITEM-KIND", "kind")),
    "item of nobody": (row(ITEMS, "zoe;cost;;1,00;;"), (ITEMS + ", line 5", "E-DOSSIER", "contract")),
    "item amount": (row(ITEMS, "anne;cost;;1 000;;"), (ITEMS + ", line 5", "E-INPUT-NUMBER", "amount")),
    "item quantity": (row(ITEMS, "anne;mileage;;;-3;"), (ITEMS + ", line 5", "E-INPUT-RANGE", "quantity")),
    "details": (
        row(ITEMS, "anne;year_end_premium;;500;;interval 12"),
        (ITEMS + ", line 5", "E-ITEM-DETAIL", "details"),
    ),
    "opening without its month": (
        write("opening.csv", "contract;name;value\n"),
        ("opening.csv", "E-DOSSIER", "begins"),
    ),
    "opening name": (
        write("opening.csv", "contract;name;value\nanne;holidays;3\n"),
        ("opening.csv, line 2", "E-DOSSIER", "name"),
    ),
    "opening twice": (
        write("opening.csv", "contract;name;value\nanne;flexi_pay;3\nanne;flexi_pay;4\n"),
        ("opening.csv, line 3", "E-DOSSIER", "name"),
    ),
    "opening value": (
        write("opening.csv", "contract;name;value\nanne;flexi_pay;lots\n"),
        ("opening.csv, line 2", "E-INPUT-NUMBER", "value"),
    ),
    "half a day": (
        write("opening.csv", "contract;name;value\nelise;article17_days;2,5\n"),
        ("opening.csv, line 2", "E-DOSSIER", "value"),
    ),
    "opening of nobody": (
        write("opening.csv", "contract;name;value\nzoe;flexi_pay;4\n"),
        ("opening.csv, line 2", "E-DOSSIER", "contract"),
    ),
}  # fmt: skip


def told(error: PresteError, expected: tuple[str, str, str]) -> bool:
    where, code, field = expected
    return error.where.startswith(where) and error.code.startswith(code) and error.field == field


DRAWS: dict[str, set[str]] = {
    # rows that speak of a contract that could not be read
    "yaml": {"contract"},
    "a date that is none": {"contract"},
    "a number that is none": {"contract"},
    "a tag that makes objects": {"contract"},
    "a timestamp that is none": {"contract"},
    "duplicate contract": {"contract"},
    "end before start": {"date"},
    "no terms": {"contracts[0].termes"},
}
"""Faults that draw others of these fields."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault(demo_folder: Path, starter_folder: Path, name: str) -> None:
    """Told where it is, with its field and what to do; once, and without drawing others."""
    spoil, expected = FAULTS[name]
    folder = starter_folder if expected[0].startswith("workers/exemple") else demo_folder
    spoil(folder)
    found = faults(folder)
    for error in found:
        assert error.where
        assert error.message
        assert error.remedy
        assert set(error.as_dict()) == {"code", "field", "message", "remedy", "where"}
    assert sum(told(error, expected) for error in found) == 1, [str(error) for error in found]
    others = {error.field for error in found if not told(error, expected)}
    if expected[0].startswith("opening.csv"):
        others -= {"begins"}
    assert others <= DRAWS.get(name, set())


TOGETHER = (
    "employer number", "category", "unknown field", "niss", "account", "situation", "status", "end before start",
    "terms end first", "amount not text", "pay basis", "above full time", "item kind", "duplicate contract", "voucher",
    "unknown contract", "day code", "hours", "extra cells", "columns", "file name", "unknown kind", "item amount",
    "opening name", "another suffix", "spreadsheet",
)  # fmt: skip


def test_all_faults_of_a_folder_are_told_together(demo_folder: Path) -> None:
    """None hides another."""
    for name in TOGETHER:
        FAULTS[name][0](demo_folder)
    found = faults(demo_folder)
    for name in TOGETHER:
        where, code, field = FAULTS[name][1]
        where = where.split(", line")[0]  # rows move when several are added
        assert any(told(error, (where, code, field)) for error in found), name
    assert len(found) >= len(TOGETHER)
    assert len({(e.where, e.field, e.message) for e in found}) == len(found)


def test_the_faults_are_in_the_message(demo_folder: Path) -> None:
    FAULTS["niss"][0](demo_folder)
    (error,) = faults(demo_folder)
    assert str(error).startswith("E-ID-NISS-CHECK ")
    assert ANNE in str(error)
    assert "84.03.12-114.51" not in str(error)  # a national number is not repeated in a log


def test_not_a_dossier(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        (error,) = faults(folder)
        assert (error.code, error.where) == ("E-DOSSIER-FILE", str(folder))
        assert "preste new" in error.remedy


def test_no_worker(demo_folder: Path) -> None:
    for path in (*demo_folder.glob("workers/*"), *demo_folder.glob("days/*"), *demo_folder.glob("items/*")):
        path.unlink()
    (error,) = faults(demo_folder)
    assert (error.code, error.where) == ("E-DOSSIER-EMPTY", "workers")


def test_hours_above_the_schedule(demo_folder: Path) -> None:
    """Found when the month is computed."""
    row(DAYS, "hugo;2026-09-14;SS;8,00")(demo_folder)
    with pytest.raises(DossierError) as caught:
        list(run_month(read_dossier(demo_folder), Month(2026, 9)))
    (error,) = caught.value.errors
    assert (error.code, error.field, error.where) == ("E-TIME-HOURS", "hours", "contract hugo, 2026-09-14")


def test_a_day_of_24_hours_at_most(demo_folder: Path) -> None:
    """7.60 of the schedule and 16.40 are 24; the row that exceeds it is named, whatever the rows before it hold."""
    row(DAYS, "hugo;2026-09-14;HS;16,40")(demo_folder)
    assert read_dossier(demo_folder)
    row(DAYS, "hugo;2026-09-14;HV;0,01")(demo_folder)
    (error,) = faults(demo_folder)
    assert (error.code, error.field, error.where) == ("E-TIME-HOURS", "hours", f"{DAYS}, line 13, 2026-09-14")
    assert "24.01 h" in error.message


def test_a_day_without_terms(demo_folder: Path) -> None:
    change(ANNE, "valid_to: 2025-12-31", "valid_to: 2025-12-15")(demo_folder)
    change(ANNE, "valid_from: 2026-01-01", "valid_from: 2025-12-17")(demo_folder)  # the 16th has no terms
    with pytest.raises(DossierError) as caught:
        list(run_month(read_dossier(demo_folder), Month(2025, 12)))
    assert [(e.code, e.where) for e in caught.value.errors] == [("E-TERMS-MONTH", "contract anne, 2025-12")]
    assert list(run_month(read_dossier(demo_folder), Month(2026, 1)))
