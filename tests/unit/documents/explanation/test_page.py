"""The page of an explanation: whole, linked, true to the numbers, and safe."""

from __future__ import annotations

import base64
import copy
import hashlib
import itertools
import re
from collections import Counter
from typing import Any

import pytest
from lxml import html

from preste import money
from preste.documents.explanation import explanation_page
from preste.errors import InputError

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
BUSY = {
    "double_holiday_pay": 150_000,
    "holiday_pay_reference": 2_400_000,
    "children_counted": 2,
    "car_value": 3_000_000,
    "car_co2": 120,
    "car_fuel": 2,
    "car_days": 30,
    "commuting_allowance": 9_000,
    "meal_vouchers": 20,
}
MONTHS = [
    {"year": 2022, "month": 1},
    {"year": 2022, "month": 6, "pay_due": 910_000, "scale": 2, "single": 0},
    {"year": 2024, "month": 5, **BUSY},
    {"year": 2025, "month": 3, "manual": 1, "part_time": 1, "hours_paid": 8000, "hours_full_time": 16467},
    {"year": 2025, "month": 12, "pay_due": 0},
    {"year": 2024, "month": 5, "regime": "flexi"},
    {"year": 2024, "month": 5, "category": "999"},
]


def page(explanation: dict[str, Any], lang: str = "fr", title: str = "Explication") -> Any:
    return html.fromstring(explanation_page(explanation, title, "Anne Exemple, janvier 2022", RESULTS, lang))


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def flat(formatted: str) -> str:
    """As `text` gives it: special spaces become plain ones."""
    return " ".join(formatted.split())


@pytest.mark.parametrize("given", MONTHS)
@pytest.mark.parametrize("lang", ["fr", "nl", "de", "en"])
def test_everything_has_one_place_and_every_link_leads_somewhere(month: Any, given: dict[str, int], lang: str) -> None:
    told = month(**given)
    shown = page(told, lang)
    ids = Counter(shown.xpath("//@id"))
    expected = [f"n-{n['name']}" for n in told["nodes"]]
    expected += [f"d-{name}" for name in told["facts"]] + [f"l-{name}" for name in told["parameters"]]
    assert [i for i in expected if ids[i] != 1] == []
    assert [i for i, count in ids.items() if count > 1] == []
    targets = [href[1:] for href in shown.xpath("//a/@href") if href.startswith("#")]
    assert len(targets) > len(expected)
    assert [target for target in targets if target not in ids] == []


@pytest.mark.parametrize("given", MONTHS)
def test_every_cause_is_linked_from_where_it_is_used(month: Any, given: dict[str, int]) -> None:
    told = month(**given)
    shown = page(told)
    names = {n["name"] for n in told["nodes"]}
    for node in told["nodes"]:
        here = shown.get_element_by_id(f"n-{node['name']}")
        links = set(here.xpath(".//a/@href"))
        if node["value"] is None:
            continue
        for name in (*node["inputs"], *node["parameters"]):
            prefix = "n" if name in names else "d" if name in told["facts"] else "l"
            assert f"#{prefix}-{name}" in links, (node["name"], name)
            there = shown.get_element_by_id(f"{prefix}-{name}")
            scope = there if prefix != "l" else there.xpath("ancestor::section[1]")[0]
            assert f"#n-{node['name']}" in scope.xpath(".//a/@href"), (name, "does not say it serves", node["name"])


@pytest.mark.parametrize("given", MONTHS)
def test_every_amount_shown_is_the_amount_stored(month: Any, given: dict[str, int]) -> None:
    told = month(**given)
    shown = page(told)
    for node in told["nodes"]:
        here = shown.get_element_by_id(f"n-{node['name']}")
        amount = text(here.xpath(".//*[contains(@class, 'amount')]")[0])
        if node["value"] is None:
            assert amount == "Pas calculé"
        elif node["kind"] == "money":
            assert amount == flat(money.euro(node["value"], "fr"))
        elif node["kind"] != "flag":
            assert amount.startswith(flat(money.number(node["value"], money.KINDS[node["kind"]].decimals, "fr")))
    for name, fact in told["facts"].items():
        if fact["kind"] == "money":
            row = shown.get_element_by_id(f"d-{name}")
            assert text(row.xpath("td")[0]) == flat(money.euro(fact["value"], "fr"))


def cents(shown: str) -> int:
    digits = re.sub(r"[^0-9,\u2212]", "", shown).replace("\u2212", "-").replace(",", "")
    return int(digits)


@pytest.mark.parametrize("given", MONTHS)
def test_every_bill_adds_up_as_it_is_printed(month: Any, given: dict[str, int]) -> None:
    checked = 0
    for bill in page(month(**given)).xpath("//table[@class='bill']"):
        *terms, total = bill.xpath(".//tr[not(td[@colspan])]")
        added = 0
        for row in terms:
            sign = -1 if text(row.xpath("th/span")[0]) == "\u2212" else 1
            added += sign * cents(text(row.xpath("td")[0]))
        floored = "jamais moins" in text(bill.getnext()) if bill.getnext() is not None else False
        assert (max(0, added) if floored else added) == cents(text(total.xpath("td")[0])), text(bill)
        checked += 1
    assert checked > 3


def test_results_come_first_in_the_order_given_each_amount_a_link(month: Any) -> None:
    shown = page(month())
    rows = shown.xpath("//table[@class='results']/tbody/tr")
    assert [row.xpath("td/a/@href")[0] for row in rows] == [f"#n-{name}" for name in RESULTS]
    assert [text(cell) for cell in rows[-1]] == ["Net à payer", "1 711,11 €"]


def test_a_parameter_shows_value_unit_days_status_source_and_law(month: Any) -> None:
    shown = page(month())
    row = shown.get_element_by_id("l-base_contribution.personal")
    assert [text(cell) for cell in row] == ["L1 part du travailleur", "13,07 % du salaire soumis à l'ONSS"]
    group = text(row.xpath("ancestor::section[1]")[0])
    for part in ("depuis le 01/01/2021, encore en vigueur", "362, 495", "source secondaire", "CLEISS", "29 juin 1981"):
        assert part in group


def test_a_rule_says_why_in_words_and_numbers(month: Any) -> None:
    tax = text(page(month()).get_element_by_id("n-worker_tax"))
    assert "parce que : revenu taxé ≤ limite de la 2e tranche (17 650,00 ≤ 20 530,00)" in tax
    assert "ce n'est pas le cas : revenu taxé ≤ limite de la 1re tranche (17 650,00 ≤ 13 860,00)" in tax
    assert "revenu taxé = Revenu net annuel − Part attribuée au conjoint = 17 650,00 − 0,00 = 17 650,00 €" in tax
    assert "Arrondi au plus proche" in tax


def test_what_is_nil_is_folded_and_what_counts_is_not(month: Any) -> None:
    told = month()
    shown = page(told)
    for node in told["nodes"]:
        tag = shown.get_element_by_id(f"n-{node['name']}").tag
        nil = not node["value"] and node["name"] not in RESULTS
        assert tag == ("details" if nil else "section"), node["name"]


def test_an_uncertain_value_is_told_in_words_with_its_note_where_it_counts(month: Any) -> None:
    told = month()
    name = "withholding_scale.rate_2"
    told["parameters"][name].update(status="unsure", note="Two sources differ.")
    shown = page(told)
    assert f"#l-{name}" in shown.xpath("//section[@aria-labelledby='h-unsure']//a/@href")
    assert "⚠ incertain" in text(shown.get_element_by_id("n-worker_tax"))
    group = text(shown.get_element_by_id(f"l-{name}").xpath("ancestor::section[1]")[0])
    assert "⚠ incertain" in group
    assert "Two sources differ." in group


def test_a_missing_value_shows_what_to_do_and_where_it_began(month: Any) -> None:
    shown = page(month(2024, 5, category="999"))
    failure = text(shown.xpath("//section[@class='failures']")[0])
    assert "E-LAW-MISSING" in failure
    assert "Que faire" in failure
    assert "#n-ordinary_contribution" in shown.xpath("//section[@class='failures']//a/@href")
    assert "#n-net_paid" not in shown.xpath("//section[@class='failures']//a/@href")
    net = shown.get_element_by_id("n-net_paid")
    assert "Pas calculé" in text(net)
    assert "#n-net" in net.xpath(".//div[@class='error']//a/@href")


@pytest.mark.parametrize(("lang", "net"), [("fr", "1 711,11 €"), ("nl", "1.711,11 €"), ("en", "€1,711.11")])
def test_numbers_are_in_the_readers_format_whatever_the_explanation_was_made_in(
    month: Any, lang: str, net: str
) -> None:
    shown = page(month(), lang)
    assert shown.get("lang") == lang
    here = text(shown.get_element_by_id("n-net_paid"))
    assert net in here
    contribution = text(shown.get_element_by_id("n-ordinary_contribution"))
    assert flat(money.number(200_000, 2, lang) + " × " + money.number(1307, 2, lang) + " %") in contribution


def test_every_text_of_the_data_is_shown_as_it_is(month: Any) -> None:
    told = copy.deepcopy(month())
    evil = "<script>alert(1)</script>\"'&<b>"
    for node in told["nodes"]:
        node["titles"]["fr"] += evil
        node["law"] += evil
    for fact in told["facts"].values():
        fact["titles"]["fr"] += evil
    for parameter in told["parameters"].values():
        parameter["titles"]["fr"] += evil
        parameter.update(note=evil, unit=evil, field=evil, status="unsure", key=[evil], law=evil)
        parameter["sources"] = [{"title": evil, "date": evil, "link": "javascript:alert(1)"}]
    told["plan"] = told["law"] = evil
    written = explanation_page(told, evil, evil, RESULTS)
    shown = html.fromstring(written)
    assert len(shown.xpath("//script")) == 1
    assert shown.xpath("//b") == []
    assert shown.xpath("//a[starts-with(@href, 'javascript')]") == []
    assert evil in shown.xpath("//h1")[0].text_content()
    assert shown.xpath("//title")[0].text.startswith(evil)
    assert [e.attrib for e in shown.iter() if any(a.startswith("on") for a in e.attrib)] == []


def test_a_name_in_a_formula_cannot_break_out_of_it(month: Any) -> None:
    told = copy.deepcopy(month())
    node = next(n for n in told["nodes"] if n["name"] == "net")
    node["formula"] = "gross - '<img src=x onerror=alert(1)>'"
    node["value"] = None
    node["error"] = {"code": "E-X", "field": "", "message": "<img src=x>", "remedy": "<img src=x>"}
    shown = page(told)
    assert shown.xpath("//img") == []


def test_the_page_loads_nothing_and_lets_only_its_own_style_and_script_run(month: Any) -> None:
    shown = page(month())
    assert shown.xpath("//@src") == []
    assert shown.xpath("//link | //iframe | //object | //form | //*[@style]") == []
    policy = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        digest = hashlib.sha256(shown.xpath(f"//{tag}")[0].text.encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert "url(" not in shown.xpath("//style")[0].text


def test_only_links_to_the_web_leave_the_page(month: Any) -> None:
    told = copy.deepcopy(month())
    told["parameters"]["base_contribution.personal"]["sources"] = [
        {"title": "Instructions", "date": "2022-01-05", "link": "https://www.example.org/?a=1&b=2"}
    ]
    out = page(told).xpath("//a[@href='https://www.example.org/?a=1&b=2']")
    assert [text(a) for a in out] == ["Instructions"]
    assert "05/01/2022" in text(out[0].getparent())


def test_headings_are_in_order_and_landmarks_are_there(month: Any) -> None:
    shown = page(month())
    levels = [int(h.tag[1]) for h in shown.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert len(shown.xpath("/html/body/main")) == 1
    assert len(shown.xpath("/html/body/header | /html/body/nav | /html/body/footer")) == 3
    assert shown.xpath("/html/body/*[1]/@href") == ["#results"]


def test_a_result_that_is_not_held_is_left_out(month: Any) -> None:
    written = explanation_page(month(), "t", "", ["no_such_rule", "net"])
    assert html.fromstring(written).xpath("//table[@class='results']//td/a/@href") == ["#n-net"]


@pytest.mark.parametrize(
    ("change", "results", "lang", "field"),
    [
        ({"schema": "other/1"}, ("net",), "fr", "schema"),
        ({}, ("no_such_rule",), "fr", "results"),
        ({}, ("net",), "es", "lang"),
        ({"facts": {}}, ("net",), "fr", None),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_remedy(
    month: Any, change: dict[str, Any], results: tuple[str, ...], lang: str, field: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        explanation_page({**month(), **change}, "t", "s", results, lang)
    assert caught.value.remedy
    assert field is None or caught.value.field == field
