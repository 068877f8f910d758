"""`preste law …` as typed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from preste.cli.law import law_app
from preste.errors import InputError, NoParameter
from preste.law import Book, book


def run(*args: str) -> Result:
    return CliRunner().invoke(law_app, args)


def output(*args: str) -> str:
    result = run(*args)
    assert result.exception is None, result.exception
    assert max(map(len, result.stdout.splitlines())) <= 100
    return result.stdout


def as_json(*args: str) -> Any:
    return json.loads(run(*args, "--json").stdout)


def error(*args: str) -> Exception:
    caught = run(*args).exception
    assert isinstance(caught, Exception)
    return caught


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preste.cli.law.today", lambda: dt.date(2026, 11, 21))


@pytest.fixture
def small_book(small: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setattr("preste.cli.law.book", lambda: small)
    return small


def test_list_tells_every_parameter() -> None:
    text = output("list")
    assert all(name in text for name in book().series)
    assert "Indice pivot" in text
    assert [one["name"] for one in as_json("list")] == list(book().series)


def test_list_looks_for_a_word_of_the_title() -> None:
    assert "work_bonus_a" in output("list", "BONUS À L'EMPLOI")
    assert "pivot_index" not in output("list", "bonus")
    assert output("list", "no such word") == "Aucun paramètre.\n"
    assert "Werkbonus" in output("list", "werkbonus", "--lang", "nl")


def test_show_on_a_day_for_a_key() -> None:
    text = output("show", "base_contribution", "--on", "2022-01-15", "--key", "362,495")
    assert "Cotisation de base (base_contribution)" in text
    assert "employer_category × worker_code" in text
    rows = [line.split() for line in text.splitlines()]
    assert {("personal", "13.07"), ("employer", "24.92"), ("moderation", "7.48")} <= {
        (row[i], row[i + 1]) for row in rows for i in range(len(row) - 1)
    }
    assert "secondaire" in text
    assert "ONSS TechLib" in text


def test_show_as_json(small_book: Book) -> None:
    shown = as_json("show", "flour_table", "--on", "2022-03-01", "--key", "02,*")
    assert shown["fields"][0] == {
        "name": "rate",
        "kind": "percent",
        "unit": "% of the wage",
        "list": False,
        "title": "Rate",
    }
    assert shown["entries"] == [
        {
            "from": "2022-01-01",
            "to": "2022-12-31",
            "keys": [["02", "rye"], ["02", "oats"]],
            "value": {"rate": "14.00", "bounds": ["100.00", "210.50"]},
            "status": "secondary",
            "sources": [{"title": "Moniteur belge", "date": "2020-12-30", "link": "https://example.be/gazette"}],
            "note": "",
        }
    ]


def test_show_without_a_day_tells_every_date(small_book: Book) -> None:
    text = output("show", "bread_allowance", "--lang", "en")
    values = {"2021-01-01": "10.00", "2022-01-01": "10.20", "2023-01-01": "unknown", "2024-01-01": "10.61"}
    for day, value in values.items():
        (line,) = [line for line in text.splitlines() if line.strip().startswith(day)]
        assert f" {value} " in line
    assert "amount after 2022" in text
    assert [entry["from"] for entry in as_json("show", "bread_allowance")["entries"]] == list(values)


def test_show_of_an_unknown_name_suggests_close_ones() -> None:
    caught = error("show", "guaranteed_minimal_wage")
    assert isinstance(caught, InputError)
    assert "did you mean guaranteed_minimum_wage" in caught.remedy
    assert "preste law list" in str(error("show", "zzzzzz"))


@pytest.mark.parametrize(
    ("key", "message", "remedy"),
    [
        ("362", "base_contribution has 2 keys, not 1", "give --key employer_category,worker_code"),
        ("363,495", "base_contribution has no employer_category '363'", "did you mean"),
        ("xyz,495", "base_contribution has no employer_category 'xyz'", "one of 000, 010"),
        ("362,496", "base_contribution has no worker_code '496'", "495"),
    ],
)
def test_show_of_an_unknown_key_tells_what_there_is(key: str, message: str, remedy: str) -> None:
    caught = error("show", "base_contribution", "--key", key)
    assert isinstance(caught, InputError)
    assert caught.message == message
    assert remedy in caught.remedy


def test_a_parameter_without_keys_takes_none(small_book: Book) -> None:
    caught = error("show", "bread_allowance", "--key", "362")
    assert isinstance(caught, InputError)
    assert (caught.message, caught.remedy) == ("bread_allowance has 0 keys, not 1", "leave --key out")


def test_a_key_that_only_the_pair_lacks(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    series = small.series["flour_table"]
    entries = {key: found for key, found in series.entries.items() if key != ("01", "rye")}
    book_without = Book({series.name: replace(series, entries=entries)}, "without")
    monkeypatch.setattr("preste.cli.law.book", lambda: book_without)
    caught = error("show", "flour_table", "--key", "01,rye")
    assert isinstance(caught, InputError)
    assert caught.message == "flour_table has no value for 01,rye"


def test_a_day_without_a_value_is_told(small_book: Book) -> None:
    assert isinstance(error("show", "bread_allowance", "--on", "2023-05-01"), NoParameter)
    assert isinstance(error("show", "flour_table", "--on", "2024-05-01"), NoParameter)
    assert "is not a date" in str(error("show", "bread_allowance", "--on", "1/5/2023"))


def test_a_day_after_the_horizon_is_told(read: Callable[..., Book], monkeypatch: pytest.MonkeyPatch) -> None:
    law = read(horizon='known_until: {be: "2025-06-30"}')
    monkeypatch.setattr("preste.cli.law.book", lambda: law)
    assert isinstance(error("show", "bread_allowance", "--on", "2025-07-01"), NoParameter)
    assert "Connu jusqu'au : 2025-06-30" in output("show", "bread_allowance", "--on", "2025-06-30")
    assert as_json("show", "bread_allowance")["known_until"] == "2025-06-30"
    result = run("check")
    assert result.exit_code == 1
    assert "périmé" in result.stdout


def test_diff_tells_old_and_new(small_book: Book) -> None:
    text = output("diff", "2021-12", "2022-01")
    assert "Indemnité de pain (bread_allowance)" in text
    (line,) = [line.split() for line in text.splitlines() if line.startswith("  value")]
    assert line == ["value", "10.00", "10.20", "2022-01-01", "calculé", "1", "2", "3"]
    assert "mill × grain : 02 × rye, oats" in text
    assert "1 Moniteur belge (2020-12-30)" in text
    assert "3 Indexed." in text


def test_diff_of_a_parameter_that_ended(small_book: Book) -> None:
    text = output("diff", "2022-12", "2023-01")
    assert text.count("n'existe plus 2023-01-01") == 2  # one for each group of keys that had another rate
    assert "rate" not in text.replace("flour", "")


def test_diff_of_months_that_are_alike(small_book: Book) -> None:
    assert output("diff", "2022-02", "2022-03") == "Rien n'a changé.\n"
    assert as_json("diff", "2022-02", "2022-03") == []


def test_diff_as_json(small_book: Book) -> None:
    found = {(one["series"], one["field"]): (one["old"], one["new"]) for one in as_json("diff", "2021-12", "2022-01")}
    assert found == {
        ("bread_allowance", "value"): ("10.00", "10.20"),
        ("flour_table", "rate"): ("13.07", "14.00"),
        ("flour_table", "bounds"): (["100.00", "200.00"], ["100.00", "210.50"]),
    }


@pytest.mark.parametrize("months", [("2022-13", "2022-04"), ("2022-04", "April"), ("2022-04", "2022-01")])
def test_diff_of_what_are_not_two_months(months: tuple[str, str]) -> None:
    assert isinstance(error("diff", *months), InputError)


def test_check_of_the_shipped_book_succeeds() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("0 erreurs, ")
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert {finding["level"] for finding in as_json("check")} == {"information"}


def test_check_of_a_spoiled_book_fails(small: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    series = small.series["bread_allowance"]
    entries = tuple(replace(e, value=1021) if e.value == 1020 else e for e in series.entries[()])
    spoiled = Book({**small.series, series.name: replace(series, entries={(): entries})}, "spoiled")
    monkeypatch.setattr("preste.cli.law.book", lambda: spoiled)
    result = run("check")
    assert result.exit_code == 1
    assert "contredit" in result.stdout
    assert "value is 10.21; round(previous * 1.02, 2) is 10.20" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 erreurs, 2 informations"
    assert run("check", "--json").exit_code == 1
    assert as_json("check")[0]["kind"] == "contradiction"


def test_titles_in_the_other_languages(small_book: Book) -> None:
    for lang, title in (("nl", "Broodvergoeding"), ("de", "Brotzulage"), ("en", "Bread allowance")):
        assert title in output("show", "bread_allowance", "--lang", lang)
    assert run("show", "bread_allowance", "--lang", "it").exit_code == 2
