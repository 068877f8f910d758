"""Numbers of law live in the law files and nowhere else.

Every distinctive number of `law/**/*.yaml` (three significant digits or more) is looked for in the package's
code and templates, as it is written in the law, as the integer the rules compute with, and as a plain number.
And in the rules themselves every number at all must be one of a few that no law can change.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import preste
from preste.law import book
from preste.money import text

PACKAGE = Path(preste.__file__).parent
CODE = sorted(p for p in PACKAGE.rglob("*.py") if p.parent.name != "migrations")
# Migrations hold column widths, written by Django.
TEMPLATES = sorted(path for suffix in ("typ", "html", "js") for path in PACKAGE.rglob(f"*.{suffix}"))

ALLOWED_ANYWHERE: dict[int | str, str] = {
    100: "hundredths: days, hours and percentages in integers",
    1_000: "a group of digits, a limit of length",
    10_000: "the unit of a rate in integers (ten-thousandths)",
    100_000: "the largest count read from a file",
    365: "days of a year",
    366: "days of a leap year",
    "3325": "the reduction code of a second worker's second period (DmfA, annex 4), not an amount",
    "454": "an account of the chart of accounts (ONSS), not an amount",
    "889": "the ONSS code of traffic fines paid back, not an amount",
    "495": "the ONSS code of an ordinary white-collar worker, not an amount",
}
"""Numbers that stand in a law file and mean something else in the code."""

ALLOWED_IN_RULES: dict[int, str] = {
    0: "nothing; a flag; the first row",
    1: "a flag; the first of an enumeration; the next",
    2: "the second of an enumeration (scale II, diesel); a half, when rounding",
    3: "the third of an enumeration (scale III); the third quarter; months of a quarter",
    4: "the last of the five bands of garnishment",
    8: "the last row of the table of children",
    12: "months of a year",
    100: "hundredths",
    365: "days of a year, unless a row says otherwise",
    1_024: "plans kept in memory",
}
"""The only numbers in the rules of a country."""


# ── what the law says ──────────────────────────────────────────────────────────────────────


@cache
def numbers_of_law() -> dict[str, str]:
    """Every number of the law book as an integer, "1307", and as text, "13.07", with its series."""
    found: dict[str, str] = {}
    for series in book().series.values():
        for entry in series.all_entries():
            if entry.value is None:
                continue
            values = [entry.value] if series.is_scalar else [getattr(entry.value, f.name) for f in series.fields]
            for field, value in zip(series.fields, values, strict=True):
                for number in value if field.is_list else [value]:
                    decimals = field.kind.decimals
                    for form in (str(number), text(number, decimals), str(number // 10**decimals)):
                        found.setdefault(form, series.name)
    return {form: name for form, name in found.items() if is_distinctive(form)}


def is_distinctive(form: str) -> bool:
    """Three significant digits or more: 1307, 13.07, 2675, 475; not 12, 0.50 or 1000."""
    digits = form.replace(".", "").lstrip("-0").rstrip("0")
    return len(digits) >= 3


# ── what the code says ─────────────────────────────────────────────────────────────────────


def literals(source: str) -> Iterator[tuple[int, int | float | str]]:
    """Line and value of each number and text of a module, its docstrings left out."""
    tree = ast.parse(source)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in prose:
            value = node.value
            if isinstance(value, (int, float, str)) and not isinstance(value, bool):
                yield node.lineno, value


def found_in_code(source: str, *, codes: bool = False) -> list[str]:
    """The numbers of law that a module holds; `codes`: a text of digits alone is an official code."""
    law = numbers_of_law()
    out = []
    for line, value in literals(source):
        form = str(value)
        if codes and isinstance(value, str) and value.isdigit():
            continue
        if value not in ALLOWED_ANYWHERE and form in law:
            out.append(f"line {line}: {value!r} is in {law[form]}")
    return out


def found_in_template(source: str) -> list[str]:
    """The numbers of law that a template holds as words of their own, comments left out."""
    law = numbers_of_law()
    source = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*|<!--.*?-->", "", source, flags=re.DOTALL)
    words = re.findall(r"(?<![\w.#-])\d+(?:[.,]\d+)?(?![\w.-])", source)
    return [word for word in words if word.replace(",", ".") in law and not word.isdigit()] + [
        word for word in words if word.isdigit() and word in law and int(word) not in ALLOWED_ANYWHERE
    ]


def found_in_rules(source: str) -> list[str]:
    """The numbers of a module of rules that are not structural; texts are titles and sources of law."""
    return [
        f"line {line}: {value!r}"
        for line, value in literals(source)
        if not isinstance(value, str) and value not in ALLOWED_IN_RULES
    ]


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# ── and so ─────────────────────────────────────────────────────────────────────────────────


def test_the_law_book_was_read() -> None:
    law = numbers_of_law()
    assert len(law) > 1_000
    assert {"1307", "13.07", "2675", "26.75", "29500", "475"} & set(law) >= {"1307", "13.07"}
    assert "12" not in law
    assert len(CODE) > 60
    assert TEMPLATES


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_number_of_law_in_code(path: Path) -> None:
    codes = (
        path.is_relative_to(PACKAGE / "declarations") or path == PACKAGE / "law" / "rates.py" or "quarter" in path.parts
    )
    assert found_in_code(path.read_text(encoding="utf-8"), codes=codes) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_number_of_law_in_templates(path: Path) -> None:
    assert found_in_template(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "belgium").rglob("*.py")), ids=name)
def test_rules_hold_structural_numbers_only(path: Path) -> None:
    assert found_in_rules(path.read_text(encoding="utf-8")) == []


def test_every_exception_is_used() -> None:
    """An exception that nothing needs any more would hide the next number of law."""
    rules = {v for p in (PACKAGE / "belgium").rglob("*.py") for _, v in literals(p.read_text(encoding="utf-8"))}
    assert set(ALLOWED_IN_RULES) - rules == set()


@pytest.mark.parametrize(
    "planted",
    [
        "share = base * 1307 // 10000",
        "RATE = '13.07'",
        "def f(base: int = 194_538) -> int: return base",
        "limits = {'a': 359436}",
        "x = 13.07",
    ],
)
def test_a_planted_number_is_found_in_code(planted: str) -> None:
    assert found_in_code(f'"""A module about 13.07 %."""\n# 1307\n{planted}\n')


@pytest.mark.parametrize("allowed", ["x = 100 * 12", "'''13.07 % of the pay'''", "x = 'loi du 13 juillet'", "x = True"])
def test_what_is_no_number_of_law_is_not_found(allowed: str) -> None:
    assert found_in_code(allowed) == []


@pytest.mark.parametrize("planted", ["Cotisation de 13.07 %", "<td>13,07</td>", "(13.07%)", "#let base = 194538"])
def test_a_planted_number_is_found_in_a_template(planted: str) -> None:
    assert found_in_template(f"/* 13.07 */\n{planted}\n")


def test_a_planted_number_is_found_in_rules() -> None:
    assert found_in_rules("def f(x: int) -> int:\n    return x * 85 // 92\n") == ["line 2: 92", "line 2: 85"]
