"""The generated reference of rules and parameters is what the code and the law files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from preste.cli.reference import day_codes_page, parameters_page, rules_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize(
    ("name", "page"),
    [("rules.md", rules_page), ("parameters.md", parameters_page), ("codes_de_jour.md", day_codes_page)],
)
def test_the_reference_is_current(name: str, page: object) -> None:
    assert callable(page)
    assert (FOLDER / name).read_text(encoding="utf-8") == page(), "run: make docs"
