"""The explanation page in a real browser: the way from the net to the law, with and without a script."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from preste.belgium import DEFAULTS, FACTS, month_plan
from preste.documents.explanation import explanation_page
from preste.engine import explain

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""All that the dark twin changes."""
SCHEMES = {"light": RULES, "dark": COLOURS}
RESULTS = (
    "gross",
    "personal_contribution",
    "work_bonus",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
    "net_paid",
)
KINDS = ("plain", "busy", "failed")
PATH_TO_LAW = [
    # (where we are, what is clicked there, where we land)
    ("results", "1 661,11 €", "n-net_paid"),
    ("n-net_paid", "Net", "n-net"),
    ("n-net", "Précompte professionnel", "n-withholding"),
    ("n-withholding", "Précompte avant bonus fiscal", "n-withholding_before_bonus"),
    ("n-withholding_before_bonus", "Précompte ordinaire avant bonus fiscal", "n-ordinary_withholding"),
    ("n-ordinary_withholding", "Précompte après charges de famille", "n-tax_after_family"),
    ("n-tax_after_family", "Impôt du mois avant réductions", "n-monthly_tax"),
    ("n-monthly_tax", "Impôt annuel", "n-annual_tax"),
    ("n-annual_tax", "Impôt de base du travailleur", "n-worker_tax"),
    ("n-worker_tax", "taux de la 2e tranche", "l-withholding_scale.rate_2"),
]


def written(kind: str) -> str:
    """The page of a plain month, of a busy one, or of one with values of law missing."""
    year, category = {"plain": (2022, "362"), "busy": (2024, "362"), "failed": (2024, "999")}[kind]
    day = dt.date(year, 1, 31)
    facts = {
        **DEFAULTS,
        "pay_due": 200_000,
        "days_paid": 2100,
        "days_possible": 2100,
        "single": 1,
        "other_deductions": 5000,
    }
    if kind == "busy":
        facts |= {"double_holiday_pay": 150_000, "holiday_pay_reference": 2_400_000, "children_counted": 2}
        facts |= {"car_value": 3_000_000, "car_co2": 120, "car_fuel": 2, "car_days": 31}
    trace = month_plan("ordinary", "due", day, day, category, "495").run(facts)
    told = json.loads(json.dumps(explain(trace, FACTS, ("taxable", "net_paid", "employer_cost"))))
    first = next(iter(told["parameters"].values()))
    first |= {"status": "unsure", "note": "Two sources differ."}
    return explanation_page(told, "Explication de la paie", "Anne Exemple, janvier", RESULTS)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    for kind in KINDS:
        (folder / f"{kind}.html").write_text(written(kind), encoding="utf-8")
    return {kind: (folder / f"{kind}.html").as_uri() for kind in KINDS}


@pytest.fixture
def opened(browser: Any, pages: dict[str, str]) -> Iterator[Any]:
    """Open a page in a fresh context."""
    contexts = []

    def open_page(kind: str = "plain", **options: Any) -> Any:
        contexts.append(browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **options}))
        page = contexts[-1].new_page()
        page.goto(pages[kind])
        return page

    yield open_page
    for context in contexts:
        context.close()


def link_in(page: Any, place: str, name: str) -> Any:
    return page.locator(f'[id="{place}"]').get_by_role("link", name=name, exact=True).first


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_worker_clicks_from_the_net_to_the_law(opened: Any, script: bool) -> None:
    page = opened(java_script_enabled=script)
    for place, name, target in PATH_TO_LAW:
        link_in(page, place, name).click()
        assert page.url.endswith(f"#{target}")
        assert page.locator(":target").bounding_box()["y"] < 700, f"{target} is not in view"
    source = page.locator(":target").locator("xpath=ancestor::section[1]")
    told = source.inner_text()
    assert "Source" in told
    assert "MB 23/12/2021" in told
    assert "du 01/01/2022 au 31/12/2022" in told
    source.get_by_role("link", name="Impôt de base du travailleur").click()
    assert page.url.endswith("#n-worker_tax")
    for _ in range(len(PATH_TO_LAW) + 1):
        page.go_back()
    assert "#" not in page.url


def test_a_nil_rule_opens_when_one_comes_to_it_and_can_be_opened_without_script(opened: Any) -> None:
    page = opened()
    link_in(page, "n-gross", "Rémunération exceptionnelle brute").click()
    assert page.locator('[id="n-exceptional_gross"] .foot').is_visible()
    plain = opened(java_script_enabled=False)
    fold = plain.locator('[id="n-sport_bonus"]')
    assert not fold.get_by_text("parce que").is_visible()
    fold.locator("summary").first.click()
    assert fold.get_by_text("parce que").is_visible()


def test_nothing_is_loaded_and_nothing_is_refused(opened: Any, browser: Any, pages: dict[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(pages["busy"])
    assert asked == [pages["busy"]]
    assert said == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style did not apply"
    context.close()


@pytest.mark.parametrize(
    ("kind", "scheme", "width"),
    [
        ("plain", "light", 1000),
        ("plain", "dark", 1000),
        ("failed", "light", 1000),
        ("failed", "dark", 1000),
        ("busy", "light", 320),
    ],
)
def test_no_accessibility_fault(opened: Any, kind: str, scheme: str, width: int) -> None:
    page = opened(kind, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    response = Axe().run(page, options=SCHEMES[scheme]).response
    assert response["passes"]
    faults = [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in response["violations"]]
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_at_400_percent_nothing_is_lost_sideways(opened: Any, kind: str) -> None:
    page = opened(kind, viewport={"width": 320, "height": 256})
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
        .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > 320.5)
        .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert cut == []


def test_the_keyboard_reaches_the_results_first_and_sees_where_it_is(opened: Any) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#n-gross"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_paper_holds_everything_open_with_numbers_to_follow(opened: Any, script: bool) -> None:
    page = opened(java_script_enabled=script)
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "Dans ce cas, la règle" in text, "the folded rules are closed on paper"
    assert "Rémunération ordinaire brute [2]" in text.replace("\u00a0", " ")
    assert "Retour aux résultats" not in text
    assert len(reader.pages) < 40
