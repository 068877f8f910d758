"""Each capability the documentation claims names the tests that show it: they exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "capabilities.md"
ID = re.compile(r"`(tests/[^`\s]+)`")


def ids(page: str) -> list[str]:
    """The tests that a page names between backticks."""
    return ID.findall(page)


def problem(root: Path, test: str) -> str:
    """What is wrong with a test's name; "" when it is there."""
    file, _, rest = test.partition("::")
    path = root / file
    if not path.exists():
        return f"{test}: no {file}"
    if not rest:
        return "" if path.is_dir() or path.suffix == ".py" else f"{test}: not a test file"
    scope: list[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    for name in rest.partition("[")[0].split("::"):
        found = [
            node
            for node in scope
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name
        ]
        if not found:
            return f"{test}: no {name} in {file}"
        scope = found[0].body
    return "" if name.startswith(("test", "Test")) else f"{test}: {name} is no test"


def rows(page: str) -> list[list[str]]:
    """The cells of the page's tables, heads and rules left out."""
    lines = [line.strip() for line in page.splitlines()]
    tables = [line for line in lines if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line)]
    heads = {lines[i - 1] for i, line in enumerate(lines) if i and re.fullmatch(r"\|[|\s:-]+", line)}
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in tables if line not in heads]


needs_page = pytest.mark.skipif(not PAGE.is_file(), reason="docs/capabilities.md is not there")


@needs_page
def test_every_named_test_exists() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert ids(page)
    assert [found for test in ids(page) if (found := problem(ROOT, test))] == []


@needs_page
def test_every_row_names_a_test() -> None:
    without = [row[0] for row in rows(PAGE.read_text(encoding="utf-8")) if not ids(row[-1])]
    assert without == []


# ── the check itself ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    code = "class TestOf:\n    def test_it(self): ...\ndef test_that(): ...\ndef helper(): ...\n"
    (tmp_path / "tests" / "test_a.py").write_text(code, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "test",
    [
        "tests/test_a.py",
        "tests/test_a.py::test_that",
        "tests/test_a.py::test_that[2022-01]",
        "tests/test_a.py::TestOf",
        "tests/test_a.py::TestOf::test_it",
        "tests",
    ],
)
def test_a_test_that_exists(root: Path, test: str) -> None:
    assert problem(root, test) == ""


@pytest.mark.parametrize(
    "test",
    [
        "tests/test_b.py",
        "tests/test_a.py::test_other",
        "tests/test_a.py::test_it",
        "tests/test_a.py::TestOf::test_that",
        "tests/test_a.py::helper",
        "tests/test_a.py::test_tha",
    ],
)
def test_a_test_that_does_not_exist(root: Path, test: str) -> None:
    assert problem(root, test) != ""


def test_the_rows_of_a_table() -> None:
    page = "# T\n\n| what | shown by |\n|---|:--|\n| a | `tests/x.py::t`, `tests/y.py` |\n| b | nothing |\n"
    assert rows(page) == [["a", "`tests/x.py::t`, `tests/y.py`"], ["b", "nothing"]]
    assert ids(page) == ["tests/x.py::t", "tests/y.py"]
