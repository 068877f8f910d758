"""The generated reference of rules, parameters and errors is what the code and the law files say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from preste.cli.error_reference import errors_page
from preste.cli.reference import day_codes_page, parameters_page, rules_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


PAGES = [
    ("rules.md", rules_page),
    ("parameters.md", parameters_page),
    ("codes_de_jour.md", day_codes_page),
    ("errors.md", errors_page),
]


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_the_reference_is_current(name: str, page: object) -> None:
    assert callable(page)
    assert (FOLDER / name).read_text(encoding="utf-8") == page(), "run: make docs"


def test_every_error_code_of_the_source_stands_on_the_page() -> None:
    source = Path(__file__).parents[2] / "src" / "preste"
    written = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    used = set(re.findall(r'"(E-[A-Z0-9-]*[A-Z0-9])"', written))
    told = set(re.findall(r"^\| `(E-[A-Z0-9-]+)`", errors_page(), re.MULTILINE))
    assert used == told
    assert len(used) > 100


def test_an_error_says_what_it_says() -> None:
    page = errors_page()
    assert "| `E-TIME-CODE` | … is not a day code | use one of … |" in page
    assert "| `E-EXIT` | the term comes before the start | correct one of the two days |" in page
