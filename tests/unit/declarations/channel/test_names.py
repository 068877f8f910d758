"""Names of batch files: well-formed ones come back as they were, wrong ones have the ONSS's code."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.declarations.channel import names

DAY = dt.date(2025, 1, 9)


@pytest.mark.parametrize(
    "name",
    [
        "FI.DMFA.112768.20250109.00014.R.1.1",
        "FI.DMFA.112768.20250109.00014.R.4.3",
        "GO.DMFA.112768.20250109.00014.R.1",
        "FS.DMFA.112768.20250109.00014.R.1.1",
        "TD.DMFA.112768.20250109.00014.R.1.1",
        "FI.WECH.123456.20030801.00001.R",
        "FO.ACRF.999999.20070423.00001.S",
        "CO.NOTI.999999.20070423.00001.T.1.1",
    ],
)
def test_a_good_name_comes_back(name: str) -> None:
    assert str(names.parse(name)) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("XX.DMFA.112768.20250109.00014.R.1.1", "129"),
        ("", "129"),
        ("FI.DMFA.112768.20250109.00014", "131"),
        ("FI.DMFA.112768.20250109.00014.R.1", "131"),
        ("FI.DMFA.112768.20250109.00014.R.1.1.1", "131"),
        ("FI.dmfa.112768.20250109.00014.R.1.1", "131"),
        ("FI.DMFA.12768.20250109.00014.R.1.1", "131"),
        ("GO.DMFA.112768.20250109.00014.R.1.1", "107"),
        ("FS.DMFA.112768.20250109.00014.R.1", "132"),
        ("FI.DMFA.112768.2025019.00014.R.1.1", "109"),
        ("FI.DMFA.112768.20250229.00014.R.1.1", "110"),
        ("FI.DMFA.112768.2025O109.00014.R.1.1", "110"),
        ("FI.DMFA.112768.20250110.00014.R.1.1", "111"),
        ("FI.DMFA.112768.20250109.0014.R.1.1", "112"),
        ("FI.DMFA.112768.20250109.0001A.R.1.1", "113"),
        ("FI.DMFA.112768.20250109.00000.R.1.1", "127"),
        ("FI.DMFA.112768.20250109.00014.P.1.1", "117"),
        ("FI.DMFA.112768.20250109.00014.R.10.1", "114"),
        ("FI.DMFA.112768.20250109.00014.R.A.1", "115"),
        ("FI.DMFA.112768.20250109.00014.R.0.1", "116"),
        ("FI.DMFA.112768.20250109.00014.R.2.3", "123"),
        ("FS.DMFA.112768.20250109.00014.R.2.3", "124"),
    ],
)
def test_a_wrong_name_has_its_code(name: str, code: str) -> None:
    with pytest.raises(names.NameFault) as told:
        names.parse(name, today=DAY)
    assert told.value.annex30 == code
    assert told.value.code == "E-FILE-NAME"


def test_the_files_of_a_sending_in_their_order() -> None:
    """The parts, a signature each, and GO at last; the test of declarations needs no signature."""
    assert [str(name) for name in names.sending("DMFA", "112768", DAY, 14, parts=2)] == [
        "FI.DMFA.112768.20250109.00014.R.2.1",
        "FI.DMFA.112768.20250109.00014.R.2.2",
        "FS.DMFA.112768.20250109.00014.R.2.1",
        "FS.DMFA.112768.20250109.00014.R.2.2",
        "GO.DMFA.112768.20250109.00014.R.2",
    ]
    assert [str(name) for name in names.sending("DMWA", "112768", DAY, 1, names.DECLARATION_TEST)] == [
        "FI.DMWA.112768.20250109.00001.S.1.1",
        "GO.DMWA.112768.20250109.00001.S.1",
    ]
