"""Names for readers: all three languages, and none missing for what the rules read."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.belgium.benefits.plans import QUESTIONS, benefit_plan
from preste.belgium.exit.indemnity import severance_plan
from preste.belgium.holiday.plans import HOLIDAY, holiday_plan
from preste.belgium.plans import BASES, REGIMES, garnishment_plan, month_plan
from preste.belgium.quarter.reductions.plans import GROUPS, hire_plan, occupation_plan
from preste.belgium.year_end.plans import year_end_plan
from preste.documents.explanation import labels
from preste.documents.explanation.texts import _TEXTS, Texts
from preste.documents.explanation.units import UNITS
from preste.engine.paths import Step
from preste.engine.plan import Plan

DAYS = (dt.date(2022, 1, 31), dt.date(2024, 5, 31), dt.date(2026, 9, 30))


def plans() -> list[Plan]:
    months = [month_plan(r, b, day, day, "362", "495") for r in REGIMES for b in BASES for day in DAYS]
    others = [severance_plan(day, with_812=True) for day in DAYS]
    others += [garnishment_plan(DAYS[-1], replacement=alone) for alone in (False, True)]
    others += [holiday_plan(question, day) for question in HOLIDAY for day in DAYS]
    others += [benefit_plan(question, DAYS[0]) for question in QUESTIONS]
    others += [occupation_plan(DAYS[1], "1", group, "wallonia", "37_hours") for group in ("", *GROUPS)]
    others += [hire_plan(DAYS[1], 2)]
    return [*months, *others, *(year_end_plan(scheme, DAYS[0]) for scheme in ("329.01", ""))]


@pytest.mark.parametrize("table", [labels._FIELDS, labels._PREFIXES, labels._LOCALS, UNITS])
def test_a_label_is_in_three_languages(table: dict[str, str]) -> None:
    assert [key for key, text in table.items() if len([p for p in text.split(" | ") if p.strip()]) != 3] == []


def test_the_texts_are_in_four_languages_with_the_same_blanks() -> None:
    for key, texts in _TEXTS.items():
        assert all(texts), key
        assert len({tuple(sorted(part.split("}")[0] for part in t.split("{")[1:])) for t in texts}) == 1, key


def test_no_name_that_a_rule_reads_is_left_in_english() -> None:
    """When this fails: add the name to `labels.py`."""
    missing = set()
    for plan in plans():
        fields = {s.name: s.fields for s in plan.book.series.values()}
        for rule in plan.rules:
            for path in rule.paths:
                missing |= {m.name for m in path.moves if isinstance(m, Step) and not labels.local_label(m.name, "fr")}
                for name in path.names():
                    series, _, field = name.partition(".")
                    if field and series in fields and not labels.field_label(name, "fr"):
                        missing.add(name)
    assert missing == set()


@pytest.mark.parametrize(
    ("name", "lang", "label"),
    [
        ("withholding_scale.rate_2", "fr", "taux de la 2e tranche"),
        (
            "special_contribution_three_columns.quarter_alone_second_fixed",
            "fr",
            "2e montant fixe (isolé) (par trimestre)",
        ),
        ("lump_expenses.maximum", "nl", "maximum van het forfait"),
        ("restructuring_table.unheard_of", "fr", ""),
        ("withholding_scale.rate_2", "en", ""),
    ],
)
def test_a_field_is_named_by_its_series_then_by_itself_then_by_its_parts(name: str, lang: str, label: str) -> None:
    assert labels.field_label(name, lang) == label


@pytest.mark.parametrize(
    ("lang", "iso", "shown"),
    [("fr", "2022-03-09", "09/03/2022"), ("de", "2022-03-09", "09.03.2022"), ("fr", "2022", "2022"), ("fr", "", "")],
)
def test_days_are_written_as_readers_write_them(lang: str, iso: str, shown: str) -> None:
    assert Texts(lang).day(iso) == shown
