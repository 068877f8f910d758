"""The trees of the messages are those of the official schemas, zone by zone, for every version that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.support.official import official

from preste.declarations.dmfa import structure
from preste.declarations.structure import Block, Choice, Part, Zone

Row = tuple[int, str, str, int, int | None]
LINE = re.compile(r"(?P<blank>\s*)(?P<name>\w+) \[(?P<number>\d{5})\] (?P<least>\d+)\.\.(?P<most>\d+|unbounded)")


def rows(parts: tuple[Part, ...], depth: int = 1) -> Iterator[Row]:
    for part in parts:
        if isinstance(part, Choice):
            for option in part.options:
                yield from rows(option, depth)
        else:
            yield depth, part.name, part.number, part.least, part.most
            if isinstance(part, Block):
                yield from rows(part.parts, depth + 1)


def outline(message: str, version: str) -> Iterator[Row]:
    """The official tree; a choice is one more level of its outline, which ours has not."""
    choices: list[int] = []
    path = official("glossary", f"structure_{message}_{version}.txt")
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        indent = len(line) - len(line.lstrip())
        while choices and indent <= choices[-1]:
            choices.pop()
        if line.lstrip().startswith("<"):
            choices.append(indent)
            continue
        found = LINE.match(line)
        assert found, line
        most = None if found["most"] == "unbounded" else int(found["most"])
        yield indent // 2 - len(choices), found["name"], found["number"], int(found["least"]), most


@pytest.mark.parametrize("version", structure.VERSIONS)
@pytest.mark.parametrize(("message", "tree"), [("DmfAOriginal", structure.original), ("DmfAUpdate", structure.update)])
def test_the_tree_is_the_official_one(message: str, tree: object, version: str) -> None:
    ours = list(rows(tree(version).parts))  # type: ignore[operator]
    theirs = list(outline(message, version))
    days = next(rank for rank, row in enumerate(theirs) if row[1] == "StudentNbrDays")
    theirs[days : days + 2] = theirs[days + 1], theirs[days]  # hours or days: ours names first what is asked for today
    assert ours == theirs


def test_every_zone_has_one_number_and_is_used() -> None:
    from preste.declarations.dmfa.zones import FORBIDDEN, ZONES

    def names(parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Choice):
                for option in part.options:
                    yield from names(option)
            elif isinstance(part, Zone):
                yield part.name
            else:
                yield from names(part.parts)

    used = {
        name
        for version in structure.VERSIONS
        for tree in (structure.original, structure.update)
        for name in names(tree(version).parts)
    }
    assert set(ZONES) | set(FORBIDDEN) <= used
    assert all(re.fullmatch(r"\d{5}", number) for number, _ in ZONES.values())


@pytest.mark.parametrize(
    ("quarter", "version", "own"),
    [("20231", "20231", True), ("20223", "20223", True), ("20263", "20231", False), ("20182", "20211", False)],
)
def test_a_quarter_takes_its_own_tree_or_the_nearest(quarter: str, version: str, own: bool) -> None:
    assert structure.version_for(quarter) == structure.Version(version, own)
