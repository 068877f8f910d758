"""`preste quarter`: a quarter of a folder on the screen, as JSON and as CSV, with what only the employer knows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.engine import replay
from preste.errors import DossierError, InputError

HEAD = "contract;code;amount;details\n"


def run(folder: Path, *arguments: str, quarter: str = "2022-1") -> Result:
    return CliRunner().invoke(app, ["quarter", str(folder), "--quarter", quarter, *arguments], env={"COLUMNS": "200"})


def told(folder: Path, *arguments: str, quarter: str = "2022-1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, "--json", *arguments, quarter=quarter).stdout)
    return found


def given(folder: Path, *rows: str, quarter: str = "2022-1") -> None:
    (folder / "quarters").mkdir(exist_ok=True)
    (folder / "quarters" / f"{quarter}.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def test_on_the_screen(demo_folder: Path) -> None:
    done = run(demo_folder)
    assert done.exit_code == 0, done.output
    for words in (
        "Farid Prétendu (farid), catégorie 362, code 495", "temps partiel, CP 329.02, Q 19,00, S 38,00",
        "Étudiant : 366,00 pour 31 h", "arrondi par trimestre et non par mois", "elise : article 17, aucune DmfA",
        "Voiture 1XYZ998 de farid : 3 mois, 137,95", "Incertain : contribution_830",
        "Réduction 3000 : 130,27", "réductions de l'employeur : 1 591,33", "après réductions : 22 016,47",
    ):  # fmt: skip
        assert words in done.stdout, words


def test_json_adds_up(demo_folder: Path) -> None:
    data = told(demo_folder)
    owed = sum(one["amount"] for line in data["lines"] for one in line["contributions"])
    assert data["schema"] == "preste.quarter/1"
    assert owed + sum(one["amount"] for one in data["unrelated"]) == data["total"] == sum(data["final"].values())
    assert sum(data["final"].values()) - sum(data["provisional"].values()) == sum(
        one["amount"] for one in data["differences"]
    )


def test_every_amount_is_explained_and_replays(demo_folder: Path) -> None:
    given(
        demo_folder, "anne;863;3050,16;", ";866;1000;",
        "anne;879;450,00;months=3 allowance=1500,00 age=60 sector=non_market family=1",
    )  # fmt: skip
    data = told(demo_folder, "--explain")
    for part in (*data["lines"], *data["vehicles"], *(one for one in data["unrelated"] if one["code"] != "862")):
        for tree in part["explanations"]:
            assert replay(tree) == len(tree["nodes"])
        told_of = {node["value"] for tree in part["explanations"] for node in tree["nodes"]}
        assert {one["amount"] for one in part.get("contributions", [part])} <= told_of


def test_reductions_are_explained_and_replay(demo_folder: Path) -> None:
    lines = told(demo_folder, "--explain")["lines"]
    reductions = [one for line in lines for occupation in line["occupations"] for one in occupation["explanations"]]
    assert len(reductions) == 8
    assert all(replay(one) == len(one["nodes"]) for one in reductions)


def test_what_is_owed_is_after_reductions(demo_folder: Path) -> None:
    data = told(demo_folder)
    employer = sum(
        one["amount"] for line in data["lines"] for each in line["occupations"] for one in each["reductions"]
    )
    worker = sum(one["amount"] for line in data["lines"] for one in line["worker_reductions"])
    assert (employer, worker) == (data["employer_reductions"], data["worker_reductions"]) == (159_133, 121_814)
    assert data["owed"] == data["total"] - employer - worker


def test_rights_of_a_dossier(demo_folder: Path) -> None:
    """A mentor's reduction, and none where the employer wants none; the structural one stays."""
    folder = demo_folder / "quarters"
    folder.mkdir()
    place = folder / "2022-1_rights.json"
    situation = {"contracts": {"hugo": {"region": "flanders", "mentor": True}}}
    for chosen, codes in (({}, ["3000", "3800"]), ({"hugo": ""}, ["3000"]), ({"hugo": "3800"}, ["3000", "3800"])):
        place.write_text(json.dumps({**situation, "chosen": chosen}), encoding="utf-8")
        hugo = next(line for line in told(demo_folder)["lines"] if line["worker"] == "hugo")
        assert [one["code"] for one in hugo["occupations"][0]["reductions"]] == codes


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"contracts": {"nobody": {}}}', '{"chosen": {"anne": 1}}', '{"contracts": {"anne": {"mentor": 2}}}',
     '{"other": 1}', '{"contracts": {"anne": {"region": "nowhere"}}, "first_hires": {"employments": [{}]}}'],
)  # fmt: skip
def test_wrong_rights_are_told(demo_folder: Path, text: str) -> None:
    (demo_folder / "quarters").mkdir()
    (demo_folder / "quarters" / "2022-1_rights.json").write_text(text, encoding="utf-8")
    done = run(demo_folder)
    assert isinstance(done.exception, DossierError | InputError), done.output


def test_all_that_is_wrong_with_the_rights_is_told(demo_folder: Path) -> None:
    (demo_folder / "quarters").mkdir()
    text = '{"contracts": {"nobody": {}, "anne": {"region": "paris"}}, "chosen": {"anne": 5}}'
    (demo_folder / "quarters" / "2022-1_rights.json").write_text(text, encoding="utf-8")
    done = run(demo_folder)
    assert isinstance(done.exception, DossierError)
    assert {one.field for one in done.exception.errors} == {"contracts.nobody", "contracts.anne.region", "chosen.anne"}
    assert {one.where for one in done.exception.errors} == {"quarters/2022-1_rights.json"}


def test_rights_are_told_with_the_file_of_first_hires(demo_folder: Path) -> None:
    """Contracts come by themselves, `{}` is enough; the demo had workers long before 2022."""
    (demo_folder / "quarters").mkdir()
    place = demo_folder / "quarters" / "2022-1_rights.json"
    assert "Premiers engagements : pas examinés" in run(demo_folder, "--rights").stdout
    situation = {"contracts": {"hugo": {"region": "flanders", "mentor": True}}}
    place.write_text(json.dumps(situation | {"first_hires": {}}), encoding="utf-8")
    shown = run(demo_folder, "--rights").stdout
    assert "hugo : 3800 Tuteurs : droit, 800,00\xa0€ ce trimestre" in shown
    assert "Premiers engagements :\n" in shown
    data = told(demo_folder, "--rights")
    assert data["first_hires"]["rights"] == data["first_hires"]["uses"] == []
    hugo = next(line for line in data["lines"] if line["worker"] == "hugo")["occupations"][0]
    (right,) = [one for one in hugo["rights"] if one["code"] == "3800"]
    assert (right["status"], right["worth"], hugo["lost"]) == ("applies", 80_000, 0)
    assert hugo["claimed"] == {"code": "3800", "rank": 0, "amount": 80_000}


def test_a_right_nobody_has_is_refused(demo_folder: Path) -> None:
    (demo_folder / "quarters").mkdir()
    (demo_folder / "quarters" / "2022-1_rights.json").write_text('{"chosen": {"anne": "3800"}}', encoding="utf-8")
    assert run(demo_folder).exit_code


def test_a_reduction_of_missing_law_is_missing(demo_folder: Path) -> None:
    """The reduction of very low wages of category 2 is not known for 2026's third quarter."""
    data = told(demo_folder, quarter="2026-3")
    assert {"3000"} == {one["contribution"] for one in data["missing"] if "structural" in one["message"]}
    assert data["employer_reductions"] == 0


def test_csv_has_a_row_for_each_code(demo_folder: Path) -> None:
    text = run(demo_folder, "--csv").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {"worker": "anne", "code": "495", "base": "7823,81"}.items() <= rows[0].items()
    assert [row["code"] for row in rows if not row["worker"]] == ["862"]
    cents = sum(int(row["amount"].replace(",", "")) for row in rows)
    assert cents == told(demo_folder)["total"]


def test_events_of_the_quarter(demo_folder: Path) -> None:
    given(demo_folder, "anne;889;116,00;", "anne;863;3050,16;", "anne;premium;400;", ";861;100;", quarter="2026-3")
    data = told(demo_folder, quarter="2026-3")
    anne = next(line for line in data["lines"] if line["worker"] == "anne")
    owed = {one["code"]: (one["base"], one["amount"]) for one in anne["contributions"]}
    assert owed["889"] == (11_600, 3_828)
    assert owed["863"] == (305_016, 305_016)
    assert anne["third_party_premium"] == 40_000
    assert {"code": "861", "base": 10_000, "amount": 1_307}.items() <= data["unrelated"][-1].items()
    assert {one["reason"] for one in data["differences"] if one["code"] in ("889", "863", "861")} == {
        "fait du trimestre, dans aucune paie"
    }


def test_a_rate_that_nobody_read_is_missing(demo_folder: Path) -> None:
    given(demo_folder, "anne;801;116,00;", "anne;889;116,00;", ";861;1000;", ";866;1000;")
    done = run(demo_folder)
    assert done.exit_code == 2
    assert "Manque : anne, code 801" in done.stdout and "code 889" not in done.stdout


def test_a_fact_of_a_contract_without_an_occupation_is_missing(demo_folder: Path) -> None:
    given(demo_folder, "david;863;100;")
    found = told(demo_folder)["missing"]
    assert [(one["where"], one["contribution"], one["code"]) for one in found] == [
        ("david", "863", "E-QUARTER-OCCUPATION")
    ]


def test_complementary_indemnities(demo_folder: Path) -> None:
    """Non-market, 60 years, 450 EUR beside 1 500: 12.38 %; 6.5 % of 1 950 within what exceeds 1 887.72."""
    given(demo_folder, "anne;879;450,00;months=3 allowance=1500,00 age=60 sector=non_market family=1")
    data = told(demo_folder)
    assert data["total"] == sum(data["final"].values())
    line = next(one for one in data["lines"] if one["worker_code"] == "879")
    owed = {one["code"]: (one["type"], one["base"], one["amount"]) for one in line["contributions"]}
    assert owed == {"277": ("4", 135_000, 3 * 5_571), "295": ("0", 135_000, 3 * 6_228)}
    given(demo_folder, "anne;885;450,00;months=3 age=60 sector=non_market")
    assert {one["contribution"] for one in told(demo_folder)["missing"]} == {"885"}


def test_what_is_wrong_with_the_facts_is_told_together(demo_folder: Path) -> None:
    given(
        demo_folder, "anne;999;1;", "nobody;889;1;", "anne;864;1;", "anne;889;x;", "anne;889;-1;",
        "anne;879;450;sector=best months=y", "anne;879;450;months=3 age=60 sector=market first=2022 agreement=none",
        "anne;889;1;months=3", "anne;879;450;months=4 age=60 sector=market",
    )  # fmt: skip
    done = run(demo_folder)
    assert isinstance(done.exception, DossierError)
    assert len(done.exception.errors) == 12
    assert {error.where for error in done.exception.errors} == {f"quarters/2022-1.csv, line {i}" for i in range(2, 11)}


@pytest.mark.parametrize(("letter", "owed", "other"), [("", "809", "811"), ("C", "809", "811"), ("B", "811", "809")])
def test_the_letter_of_the_closure_fund(demo_folder: Path, letter: str, owed: str, other: str) -> None:
    path = demo_folder / "employer.yaml"
    text = path.read_text(encoding="utf-8").replace('category: "362"', 'category: "000"')
    path.write_text(text + (f'closure_fund: "{letter}"\n' if letter else ""), encoding="utf-8")
    codes = set(told(demo_folder, quarter="2026-3")["final"])
    assert owed in codes and other not in codes


@pytest.mark.parametrize("quarter", ["2022", "2022-5", "2022-01", "1-2022"])
def test_a_quarter_is_a_year_and_a_number(demo_folder: Path, quarter: str) -> None:
    done = run(demo_folder, quarter=quarter)
    assert getattr(done.exception, "code", "") == "E-INPUT-QUARTER"
