"""`preste labour overtime`: what is asked, what is told, and what is refused with a remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from preste import replay
from preste.cli.app import app
from preste.errors import DossierError, InputError, PresteError

MONTHLY = ("--monthly", "3000")


def ask(*arguments: str, status: int = 0) -> str:
    found = CliRunner().invoke(app, ["labour", "overtime", *arguments])
    assert found.exit_code == status, found.output
    return " ".join(found.output.split())


def asked(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CliRunner().invoke(app, ["labour", "overtime", *arguments, "--json"]).output)
    return found


def refused(*arguments: str) -> PresteError:
    error = CliRunner().invoke(app, ["labour", "overtime", *arguments]).exception
    assert isinstance(error, PresteError)
    return error


def test_amounts_and_quotas_are_told() -> None:
    days = ("--hours", "2026-05-18:HP:10", "--hours", "2026-05-17:hv:5", "--hours", "2026-05-19:HS:2")
    told = ask(*MONTHLY, *days, "--net-used", "238")
    assert "Heures supplémentaires 10,00 27,3279 273,28 oui" in told
    assert "Heures supplémentaires nettes 2,00 18,2186 36,44 non" in told
    assert "157,82 au plus, sur une base de 273,28" in told
    assert "Repos compensatoire gagné : 2,00 h" in told
    assert "Heures volontaires avec sursalaire : 3,00 sur 120,00, reste 117,00" in told
    assert "paramètre incertain : Heures supplémentaires volontaires (régime 2026)" in told


def test_more_than_a_day_is_refused() -> None:
    error = refused(*MONTHLY, "--hours", "2026-05-18:HP:16.5")
    assert isinstance(error, DossierError)
    assert error.message == "1 error in 2026-05"
    assert [(one.code, one.where) for one in error.errors] == [("E-TIME-HOURS", "hours, 2026-05-18")]


def test_json_holds_an_explanation_that_replays() -> None:
    found = asked("--hourly", "20", "--hours", "2025-05-18:HP:2.5", "--taxed-used", "179")
    assert found["lines"] == [
        {
            "code": "overtime_sunday",
            "label": "Heures supplémentaires, dimanche ou férié",
            "hours": "2.50",
            "price": "40.0000",
            "amount": "100.00",
            "onss": True,
        }
    ]
    assert found["results"] == {
        "overtime_pay": "100.00",
        "net_overtime_pay": "0.00",
        "overtime_tax_base": "20.00",
    }
    assert found["tax_reduction_at_most"] == "11.55"
    assert {one["label"]: one["left"] for one in found["quotas"]} == {
        "Heures sans récupération": "88.50",
        "Heures avec réduction d'impôt": "0.00",
    }
    assert replay(found["explanation"]) > 0


def test_a_part_timers_complementary_hours() -> None:
    half = ("--monthly", "1500", "--week", "3.8 3.8 3.8 3.8 3.8 0 0")
    found = asked(*half, "--hours", "2026-05-18:HC:13")
    assert [(one["code"], one["hours"]) for one in found["lines"]] == [
        ("overtime_week", "1.00"),
        ("complementary", "12.00"),
    ]


def test_what_exceeds_a_quota_is_refused() -> None:
    error = refused(*MONTHLY, "--hours", "2025-05-18:HR:21", "--net-used", "100")
    assert isinstance(error, DossierError)
    assert [one.code for one in error.errors] == ["E-OVERTIME-QUOTA"]
    assert "120 h" in error.errors[0].message
    assert "HV" in error.errors[0].remedy


def test_missing_law_is_named() -> None:
    error = refused(*MONTHLY, "--hours", "2020-05-18:HP:2")
    assert "has no value on 2020-05-31" in error.message


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("--monthly", "3000", "--hours", "2026-05-18:ZZ:2"), "hours"),
        (("--monthly", "3000", "--hours", "2026-05-18:M:2"), "hours"),
        (("--monthly", "3000", "--hours", "2026-05-18"), "hours"),
        (("--monthly", "3000", "--hours", "18/05/2026:HP:2"), "hours"),
        (("--monthly", "3000", "--hours", "2026-05-18:HP:-2"), "hours"),
        (("--monthly", "3000", "--hours", "2026-05-18:HP:2", "--hours", "2026-06-18:HP:2"), "hours"),
        (("--hours", "2026-05-18:HP:2"), "hourly"),
        (("--monthly", "3000", "--hourly", "20", "--hours", "2026-05-18:HP:2"), "hourly"),
        (("--monthly", "3000", "--week", "7 7", "--hours", "2026-05-18:HP:2"), "week"),
    ],
)
def test_what_cannot_be_read_is_refused(arguments: tuple[str, ...], field: str) -> None:
    error = refused(*arguments)
    assert isinstance(error, InputError)
    assert error.field == field
    assert error.remedy
