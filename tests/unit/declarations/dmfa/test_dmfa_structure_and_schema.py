"""Our structure and the official schema say the same of official samples changed at random, and of every bound."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree
from tests.support.official import official

from preste.declarations.dmfa import structure
from preste.declarations.dmfa.zones import ZONES
from preste.declarations.structure import check

VALUES = (
    "",
    "0",
    "1",
    "9",
    "x",
    "00",
    "007",
    "12345678901234567890",
    "2023-02-30",
    "2022-07-01",
    "SU",
    "E",
    "1.5",
)
"""No number with a sign: where a zone has no lowest number the schema takes one, and the instructions do not."""
FACET = re.compile(r"(\w+)=(\S+)")
LINE = re.compile(r"\s*(\w+) \[\d{5}\] (\d+)\.\.(\w+) (\w+)(.*)$")


def a_value(root: etree._Element, chance: random.Random) -> None:
    chance.choice([one for one in root.iter() if not len(one)]).text = chance.choice(VALUES)


def gone(root: etree._Element, chance: random.Random) -> None:
    one = chance.choice(list(root.iter())[1:])
    one.getparent().remove(one)


def twice(root: etree._Element, chance: random.Random) -> None:
    one = chance.choice(list(root.iter())[1:])
    one.addnext(deepcopy(one))


def elsewhere(root: etree._Element, chance: random.Random) -> None:
    one = chance.choice(list(root.iter())[1:])
    parent = one.getparent()
    parent.insert(chance.randrange(len(parent)), one)


def stranger(root: etree._Element, chance: random.Random) -> None:
    every = list(root.iter())[1:]
    chance.choice(every).addnext(deepcopy(chance.choice(every)))


def agree(sample: str, version: str, change: Callable[[etree._Element, random.Random], None], seed: int) -> None:
    message = sample.partition("_")[0]
    tree = structure.original(version) if message == "DmfAOriginal" else structure.update(version)
    schema = etree.XMLSchema(etree.parse(official("xsd", "dmfa", f"{message}_{version}.xsd")))
    whole = etree.parse(official("samples", sample), etree.XMLParser(remove_blank_text=True)).getroot()
    assert schema.validate(whole)
    chance = random.Random(seed)
    refused = 0
    for _ in range(120):
        root = deepcopy(whole)
        change(root, chance)
        ours = check(root, tree)
        valid = schema.validate(root)
        refused += not valid
        assert valid == (not ours), (str(schema.error_log.last_error), [(one.code, one.path) for one in ours])
    assert refused > 20


@pytest.mark.parametrize("change", [a_value, gone, twice, elsewhere, stranger])
@pytest.mark.parametrize(
    ("sample", "version"),
    [
        ("DmfAOriginal_20222_1.xml", "20222"),
        ("DmfAOriginal_20223_1_Corrected.xml", "20223"),
        ("DmfAUpdate_20223_1.xml", "20223"),
    ],
)
def test_a_sample_changed_at_random_is_refused_by_both_or_by_none(
    sample: str, version: str, change: Callable[[etree._Element, random.Random], None]
) -> None:
    agree(sample, version, change, seed=20231)


@pytest.mark.parametrize("message", ["DmfAOriginal", "DmfAUpdate"])
def test_every_bound_is_the_official_one(message: str) -> None:
    """Of every zone: its highest and lowest number, its length, and each of its codes; and one step beyond."""
    compared = 0
    for line in official("glossary", f"structure_{message}_20231.txt").read_text(encoding="utf-8").splitlines():
        found = LINE.match(line)
        if not found or found[1] not in ZONES or found[3] == "0":
            continue
        domain, facets = ZONES[found[1]][1], dict(FACET.findall(found[5]))
        compared += 1
        if "enum" in facets:
            for one in facets["enum"].split(","):
                assert not domain.fault(one), (found[1], one)
            assert domain.fault("Z"), found[1]
        elif found[4] == "integer":
            low, high = (
                int(facets.get("minInclusive", 0)),
                int(facets.get("maxInclusive", "9" * int(facets["totalDigits"]))),
            )
            width = 3 if facets.get("pattern") == r"\d{3}" else 11 if facets.get("pattern") == r"\d{11}" else 1
            if found[1] in {"Quarter", "CompanyID", "EmployerNotion", "UsingEmployerCompanyID"}:
                continue
            assert not domain.fault(str(low).zfill(width)), (found[1], low)
            assert not domain.fault(str(high).zfill(width)), (found[1], high)
            assert domain.fault(str(high + 1)), (found[1], high + 1)
            assert not low or domain.fault(str(low - 1).zfill(width)), (found[1], low - 1)
        elif found[4] == "string" and "pattern" not in facets:
            length = int(facets["maxLength"])
            assert not domain.fault("a" * length), found[1]
            assert domain.fault("a" * (length + 1)), found[1]
    assert compared > 150
