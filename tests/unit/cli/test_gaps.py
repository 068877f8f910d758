"""What a quarter lacks is told once for all workers and months."""

from preste.cli.gaps import told
from preste.errors import InputError, NoParameter
from preste.payroll.quarter import Missing


def test_the_same_law_missing_for_many_is_one_line() -> None:
    gaps = [
        Missing(
            f"w{n}", code, NoParameter(f"contribution 835 has no value on 2022-0{month}-01", field="contribution_835")
        )
        for n in range(10)
        for month, code in ((1, "employer_contributions"), (2, "employer_contributions"), (1, "835"))
    ]
    line, remedy = told(gaps)
    assert line == (
        "Manque : w0, w1, w2, w3, w4, w5, w6, w7 et 2 autres, code 835 : "
        "contribution 835 has no value on 2022-01-01, 2022-02-01"
    )
    assert "preste law rates import" in remedy


def test_what_is_of_the_employer_or_of_no_rate_file_is_told_without_it() -> None:
    gap = Missing("", "", InputError("two cars of one plate", remedy="correct the plate"))
    assert list(told([gap])) == ["Manque : employeur : two cars of one plate", "À faire : correct the plate"]
