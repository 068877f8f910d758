"""Formulas as people read them, in four languages."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from preste.engine.render import ROUNDINGS, WORDS, numbers, roundings, shown, words
from preste.money import COUNT, FLAG, INDEX, MONEY, PERCENT, QUANTITY, RATE, UNIT_PRICE, Kind

VALUES: dict[str, Any] = {
    "pay": 123_456, "cut": -5_000, "rate": 1_307, "days": 1_950, "all_days": 2_100, "left": 2, "single": 1, "manual": 0,
    "table.bounds": [10_000, 20_000], "table.rates": [100, 250, 5_350], "price": 4_259,
}  # fmt: skip
KINDS: dict[str, Kind | None] = {
    "pay": MONEY, "cut": MONEY, "rate": PERCENT, "days": QUANTITY, "all_days": QUANTITY, "left": COUNT, "single": FLAG,
    "manual": FLAG, "table.bounds": MONEY, "table.rates": PERCENT, "price": UNIT_PRICE,
}  # fmt: skip


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def read(text: str, lang: str = "en") -> str:
    return numbers(expression(text), VALUES, KINDS, lang)


SHOWN = {
    "pay": ("1\u202f234,56", "1.234,56", "1.234,56", "1,234.56"),
    "cut": ("\u221250,00", "\u221250,00", "\u221250,00", "\u221250.00"),
    "rate": ("13,07\u00a0%", "13,07\u00a0%", "13,07\u00a0%", "13.07\u00a0%"),
    "price": ("0,4259", "0,4259", "0,4259", "0.4259"),
    "left": ("2", "2", "2", "2"),
    "single": ("oui", "ja", "ja", "yes"),
    "manual": ("non", "nee", "nein", "no"),
    "share(pay, rate)": (
        "1\u202f234,56 × 13,07\u00a0%", "1.234,56 × 13,07\u00a0%", "1.234,56 × 13,07\u00a0%", "1,234.56 × 13.07\u00a0%",
    ),
    "min(pay, cut)": (
        "le plus petit de (1\u202f234,56 ; \u221250,00)", "het kleinste van (1.234,56 ; \u221250,00)",
        "das kleinere von (1.234,56 ; \u221250,00)", "the smaller of (1,234.56 ; \u221250.00)",
    ),
    "max(0, cut)": (
        "le plus grand de (0 ; \u221250,00)", "het grootste van (0 ; \u221250,00)", "das größere von (0 ; \u221250,00)",
        "the larger of (0 ; \u221250.00)",
    ),
    "single and not manual": ("oui et pas non", "ja en niet nee", "ja und nicht nein", "yes and not no"),
    "single or manual": ("oui ou non", "ja of nee", "ja oder nein", "yes or no"),
    "down_to(pay, 1500)": (
        "1\u202f234,56 ramené au multiple inférieur de 1500", "1.234,56 verlaagd tot een veelvoud van 1500",
        "1.234,56 abgerundet auf ein Vielfaches von 1500", "1,234.56 rounded down to a multiple of 1500",
    ),
    "row(table.bounds, pay)": (
        "ligne du barème pour 1\u202f234,56", "regel van de schaal voor 1.234,56", "Zeile der Tabelle für 1.234,56",
        "row of the table for 1,234.56",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize(("i", "lang"), list(enumerate(("fr", "nl", "de", "en"))))
def test_in_four_languages(text: str, i: int, lang: str) -> None:
    assert read(text, lang) == SHOWN[text][i]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("pay + cut - 1", "1,234.56 + \u221250.00 \u2212 1"),
        ("pay - (cut - 1)", "1,234.56 \u2212 (\u221250.00 \u2212 1)"),
        ("pay - (cut + 1)", "1,234.56 \u2212 (\u221250.00 + 1)"),
        ("pay + (cut - 1)", "1,234.56 + \u221250.00 \u2212 1"),
        ("(pay + cut) * left", "(1,234.56 + \u221250.00) × 2"),
        ("pay + cut * left", "1,234.56 + \u221250.00 × 2"),
        ("-(pay + cut)", "\u2212(1,234.56 + \u221250.00)"),
        ("share(pay + cut, rate)", "(1,234.56 + \u221250.00) × 13.07\u00a0%"),
        ("per(pay, days)", "1,234.56 ÷ 19.50"),
        ("half_up(pay * left, all_days * left)", "1,234.56 × 2 ÷ (21.00 × 2)"),
        ("prorata(pay + 1, days, all_days)", "(1,234.56 + 1) × 19.50 ÷ 21.00"),
        ("prorata(pay, days, all_days * left)", "1,234.56 × 19.50 ÷ (21.00 × 2)"),
        ("times(per(pay, days), all_days)", "1,234.56 ÷ 19.50 × 21.00"),
        ("priced(price, days)", "0.4259 × 19.50"),
        ("unit_price(pay * left, days)", "1,234.56 × 2 ÷ 19.50"),
        ("pay <= cut", "1,234.56 ≤ \u221250.00"),
        ("0 < left >= 1", "0 < 2 ≥ 1"),
        ("pay != 0", "1,234.56 ≠ 0"),
        ("at(table.rates, row(table.bounds, pay))", "53.50\u00a0%"),
        ("at(table.rates, 0)", "1.00\u00a0%"),
        ("table.rates[1]", "2.50\u00a0%"),
        ("share(pay, at(table.rates, left - 1))", "1,234.56 × 2.50\u00a0%"),
    ],
)
def test_brackets_stand_where_they_change_the_meaning(text: str, wanted: str) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(single or manual) and left == 1", "(yes or no) and 2 = 1"),
        ("single and (manual or left == 1)", "yes and (no or 2 = 1)"),
        ("not (single or manual)", "not (yes or no)"),
        ("not left == 1", "not (2 = 1)"),
    ],
)
def test_brackets_stand_where_they_change_a_condition(text: str, wanted: str) -> None:
    assert read(text) == wanted


def test_words_put_a_title_for_every_name() -> None:
    titles = {"pay": "Brut", "rate": "Taux", "table.rates": "Barème", "left": "rang"}
    assert words(expression("share(pay, rate)"), titles.__getitem__, "fr") == "Brut × Taux"
    assert words(expression("share(pay, at(table.rates, left))"), titles.__getitem__, "fr") == "Brut × Barème [rang]"
    assert words(expression("pay - table.rates[left + 1]"), titles.__getitem__, "fr") == "Brut \u2212 Barème [rang + 1]"


@pytest.mark.parametrize(
    ("value", "kind", "wanted"),
    [
        (True, None, "yes"), (False, COUNT, "no"), (1, FLAG, "yes"), (3, FLAG, "3"), (5, None, "5"),
        (-7, COUNT, "\u22127"),
        (2_194, RATE, "0.2194"), (12_345_678, INDEX, "123,456.78"), (760, QUANTITY, "7.60"),
        ((100, 250), PERCENT, "[1.00\u00a0% ; 2.50\u00a0%]"), ([1, 2], COUNT, "[1 ; 2]"),
    ],
)  # fmt: skip
def test_each_kind_shows_its_decimals(value: Any, kind: Kind | None, wanted: str) -> None:
    assert shown(value, kind, "en") == wanted


def test_roundings_are_named_once_in_order() -> None:
    assert roundings(expression("down(share(pay, rate), 12) + share(pay, 1) + down_to(pay, 2)")) == ("down", "nearest")
    assert roundings(expression("up(pay, 12)")) == ("up",)
    assert roundings(expression("max(0, pay - cut)")) == ()
    assert set(ROUNDINGS) == {"nearest", "down", "up"}


def test_every_language_has_every_word() -> None:
    assert list(WORDS) == ["fr", "nl", "de", "en"]
    assert len({frozenset(w) for w in WORDS.values()}) == 1
    assert all(set(r) == set(WORDS) and all(r.values()) for r in ROUNDINGS.values())
    for key in WORDS["fr"]:
        assert len({WORDS[lang][key] for lang in WORDS}) >= 2, key
