"""The documents stay true: their Python runs, their words exist in the code, their links lead somewhere."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import doctest
import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from typer.testing import CliRunner

from preste.belgium.exit.notice import ABSENCES
from preste.belgium.layers import ALONE, EVERY_FACT, LAYERS
from preste.belgium.plans import COUNTRY
from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS
from preste.calendar import Month
from preste.cli.app import app
from preste.exports.month import accounting_csv
from preste.law import Book, Series
from preste.law.read import read_file
from preste.money import number
from preste.payroll.carry import OPENING_NAMES
from preste.payroll.dossier import read_dossier
from preste.payroll.items import KINDS
from preste.payroll.month import run_month
from preste.payroll.payslip import Payslip
from preste.records import Regime, Situation, Status

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "preste"
DOCUMENTS = sorted(
    (p for folder in (ROOT, ROOT / "docs", SOURCE) for p in folder.glob("**/*.md" if folder != ROOT else "*.md")),
    key=str,
)
RUN = ("README.md", "README.fr.md", "docs/developer.md")
FENCE = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a document in a language (the info string may hold a file name after it)."""
    return [body for info, body in FENCE.findall(text_of(name)) if info.split(" ")[0] == language]


def table(name: str, first: str) -> list[list[str]]:
    """The rows of every table of a document whose first heading is that one, code marks kept."""
    rows: list[list[str]] = []
    wanted = before = False
    for line in text_of(name).splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split(" | ")] if line.startswith("|") else []
        if cells and not before:
            wanted = cells[0].strip("`") == first
        elif cells and wanted and not set(cells[0]) <= set("-|"):
            rows.append(cells)
        before = bool(cells)
    return rows


def codes_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


# ── Python ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", RUN)
def test_python_examples_run_as_printed(name: str) -> None:
    examples = [e for body in blocks(name, "python") for e in doctest.DocTestParser().get_examples(body)]
    assert examples, f"{name} has no example"
    test = doctest.DocTest(examples, {}, name, name, 0, None)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.failed == 0, "".join(said)


@pytest.mark.parametrize("name", RUN)
def test_other_python_is_at_least_python(name: str) -> None:
    for body in blocks(name, "python"):
        if ">>>" not in body:
            ast.parse(body)


def test_both_readmes_show_the_same_commands_and_case() -> None:
    english, french = (blocks(name, "python")[0] for name in ("README.md", "README.fr.md"))
    assert english == french
    assert blocks("README.md", "sh")[0].split()[:2] == blocks("README.fr.md", "sh")[0].split()[:2] == ["make", "demo"]


# ── links ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_and_images_lead_somewhere(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{path.name}: {target} is not there"
        if anchor:
            assert anchor in anchors(found), f"{path.name}: {target} has no such heading"


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.strip().lower()).replace(" ", "-") for t in titles}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_of_the_source_that_are_named_exist(path: Path) -> None:
    places = (ROOT, SOURCE, path.parent, SOURCE / "law" / "be", ROOT / "docs")
    names = re.findall(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|toml|lock))`", path.read_text(encoding="utf-8"))
    assert [name for name in names if not any((place / name).exists() for place in places)] == []


# ── dependencies ───────────────────────────────────────────────────────────────────────────


def test_every_dependency_has_its_reason_and_no_other_has() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    wanted += [r for extra in project["project"]["optional-dependencies"].values() for r in extra]
    names = {re.match(r"[A-Za-z0-9._-]+", r)[0].lower() for r in wanted}  # type: ignore[index]
    told = {codes_in(row[0])[0] for row in table("docs/dependencies.md", "package")}
    assert names == told


# ── glossary ───────────────────────────────────────────────────────────────────────────────

GLOSSARY = table("docs/glossary.md", "identifier")


def test_every_identifier_of_the_glossary_is_in_the_source() -> None:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.yaml"), *SOURCE.rglob("*.csv")]
    words = set(re.findall(r"\w+", "\n".join(f.read_text(encoding="utf-8") for f in files)))
    assert len(GLOSSARY) > 100
    assert [row[0] for row in GLOSSARY if codes_in(row[0])[0] not in words] == []


def test_the_glossary_has_every_language_and_meaning() -> None:
    assert [row for row in GLOSSARY if len(row) != 5 or not all(row)] == []


def test_the_glossary_leaves_out_no_fact_rule_code_or_kind() -> None:
    rules = {rule.name for layer in LAYERS for rule in layer.rules}
    wanted = rules | set(EVERY_FACT) | set(ABSENCES) | set(CODES) | set(KINDS)
    assert sorted(wanted - {codes_in(row[0])[0] for row in GLOSSARY}) == []


def test_the_glossary_says_what_the_code_says() -> None:
    told: dict[str, list[list[str]]] = {}
    for row in GLOSSARY:
        told.setdefault(codes_in(row[0])[0], []).append(row[1:4])
    for name, fact in EVERY_FACT.items():
        assert [fact.titles[lang] for lang in ("fr", "nl", "de")] in told[name]
    for rule in (rule for layer in (COUNTRY, *ALONE) for rule in layer.rules):
        if rule.until is None:
            assert [rule.titles[lang] for lang in ("fr", "nl", "de")] in told[rule.name]
    for code, label in [*((c.code, c.label) for c in CODES.values()), *KINDS.items()]:
        assert label in [row[0] for row in told[code]]


# ── the law in the documents ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_readme_says_the_horizon_of_the_book(name: str) -> None:
    horizons = yaml.safe_load((SOURCE / "law" / "book.yaml").read_text(encoding="utf-8"))["known_until"]
    for part in ("be/onss", "be/tax"):
        assert horizons[part] in text_of(name)


def test_the_example_of_a_law_file_is_one(tmp_path: Path) -> None:
    (example,) = blocks("docs/developer.md", "yaml")
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    found: list[Series] = list(read_file(path, "example.yaml"))
    book = Book({one.name: one for one in found}, "example")
    value = book.on("example_bonus", dt.date(2021, 6, 1), ("262", "495")).value
    assert (value.maximum, value.slope, value.bounds) == (20565, 2194, (100000, 200000))


# ── the user's guide ───────────────────────────────────────────────────────────────────────

GUIDE = "docs/tutoriel.md"


@pytest.fixture
def guide_payslip(tmp_path: Path) -> Payslip:
    """The payslip of the guide's worker: the starter dossier with the guide's files in it."""
    folder = tmp_path / "mon-asbl"
    shutil.copytree(SOURCE / "payroll" / "starter", folder)
    (folder / "workers" / "exemple.yaml").unlink()
    written = 0
    for info, body in FENCE.findall(text_of(GUIDE)):
        _, _, name = info.partition(" ")
        if name:
            (folder / name).write_text(body, encoding="utf-8")
            written += 1
    assert written == 4
    (payslip,) = run_month(read_dossier(folder), Month(2026, 9))
    return payslip


def test_the_guide_shows_what_its_files_give(guide_payslip: Payslip) -> None:
    text = text_of(GUIDE)
    (screen,) = (body for body in blocks(GUIDE, "text") if "Contrat" in body)
    shown = [number(guide_payslip.trace[n]) for n in ("gross", "taxable", "withholding", "net_paid", "employer_cost")]
    plain = re.sub(r"[\u00a0\u202f]", " ", " ".join(screen.split()))
    assert "lea " + re.sub(r"[\u00a0\u202f]", " ", " ".join(shown)) in plain
    trace = guide_payslip.trace
    for value in (trace["base_pay"], trace["withholding_before_bonus"], trace["fiscal_work_bonus"]):
        assert re.sub(r"[\u00a0\u202f]", " ", number(value)) in text


def test_the_guide_names_the_accounts_of_the_journal(guide_payslip: Payslip) -> None:
    rows = list(csv.DictReader(accounting_csv([guide_payslip]).decode("utf-8-sig").splitlines(), delimiter=";"))
    told = {row[0] for row in table(GUIDE, "compte")}
    assert {row["compte"] for row in rows} <= told


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("code", set(CODES)),
        ("kind", set(KINDS)),
        ("event", set(EVENTS)),
        ("name", set(OPENING_NAMES)),
        ("situation", set(get_args(Situation))),
    ],
)
def test_the_guide_lists_everything_one_may_write(heading: str, wanted: set[str]) -> None:
    told = {c for row in table(GUIDE, heading) for c in codes_in(row[0]) if not c.startswith("E-")}
    assert told == wanted


def test_the_guide_says_which_days_are_paid() -> None:
    told: dict[str, Any] = {codes_in(row[0])[0]: row[2] for row in table(GUIDE, "code") if not row[0].startswith("`E-")}
    assert {code: paid == "oui" for code, paid in told.items()} == {c.code: c.paid for c in CODES.values()}


def test_the_page_of_day_codes_says_what_the_code_says() -> None:
    found = table("docs/reference/codes_de_jour.md", "code du jour")
    rows = {codes_in(row[0])[0]: row for row in found if len(row) > len(("code", "event", "label"))}
    assert list(rows) == list(CODES)
    for code, row in rows.items():
        known = CODES[code]
        assert row[1:3] == [known.label, known.onss or "—"]
        assert row[3].startswith("comme à l'horaire") == known.paid
        assert len(row) == 6 and all(row)


def test_the_guide_lists_statuses_and_regimes() -> None:
    text = text_of(GUIDE)
    assert [one for one in (*get_args(Status), *get_args(Regime)) if f"`{one}`" not in text] == []


def test_the_errors_of_the_guide_exist() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py"))
    told = set(re.findall(r"E-[A-Z-]+[A-Z]", text_of(GUIDE)))
    assert len(told) > 15
    assert [code for code in sorted(told) if f'"{code}"' not in source] == []


def test_examples_of_pay_items_are_read(tmp_path: Path) -> None:
    """Every example line of the guide's table is a row the reader takes."""
    folder = tmp_path / "mon-asbl"
    shutil.copytree(SOURCE / "payroll" / "starter", folder)
    examples = [code for row in table(GUIDE, "kind") for code in codes_in(row[2]) if code.startswith("lea;")]
    assert len(examples) == len(KINDS) - 1  # the car has an example of its own
    lines = ["contract;kind;label;amount;quantity;details", *(e.replace("lea;", "exemple;", 1) for e in examples)]
    (folder / "items" / "2026-09.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    items = read_dossier(folder).contracts[0].items
    assert [i.kind for i in items] == [e.split(";")[1] for e in examples]
    assert [i.kind for i in items if not (i.amount or i.quantity or i.details)] == []


def test_the_example_of_creditors_is_read(tmp_path: Path) -> None:
    (example,) = (body for body in blocks(GUIDE, "yaml") if "garnishments:" in body)
    folder = tmp_path / "mon-asbl"
    shutil.copytree(SOURCE / "payroll" / "starter", folder)
    with (folder / "workers" / "exemple.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + example)
    (contract,) = read_dossier(folder).contracts
    assert [(one.id, one.kind) for one in contract.garnishments] == [("secal", "maintenance"), ("fisc", "tax")]
    assert [one.children for one in contract.declared_children] == [1]


def test_the_example_of_a_case_without_a_folder_runs() -> None:
    (line,) = (line for body in blocks(GUIDE, "sh") for line in body.splitlines() if "labour garnish" in line)
    done = CliRunner().invoke(app, [*line.split()[1:], "--json"])
    assert json.loads(done.stdout)["net_paid"] == "1495.80"


# ── the office's manual ────────────────────────────────────────────────────────────────────

MANUAL = "src/preste/office/manual/fr.md"


def test_the_manual_names_what_is_on_the_screen() -> None:
    """Words in bold are those of a button, a link, a field or a heading."""
    web = SOURCE / "office" / "web"
    screens = "\n".join(p.read_text(encoding="utf-8") for p in (*web.rglob("*.html"), *web.rglob("*.py")))
    told = re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s+", " ", text_of(MANUAL)))
    words = [word for one in told for word in one.split(" · ")]
    assert len(words) > 60
    assert [word for word in words if word not in screens] == []


def test_the_manual_names_every_check() -> None:
    services = "\n".join(p.read_text(encoding="utf-8") for p in (SOURCE / "office" / "services").glob("*.py"))
    checks = set(re.findall(r'"(C-[A-Z-]+)"', services)) - {"C-ERROR"}
    assert {code for row in table(MANUAL, "code") for code in codes_in(row[0])} - {"E-…"} == checks


def test_the_errors_of_the_manual_exist() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py"))
    told = set(re.findall(r"E-[A-Z-]+[A-Z]", text_of(MANUAL)))
    assert len(told) > 10
    assert [code for code in sorted(told) if f'"{code}"' not in source] == []
