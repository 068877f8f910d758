"""What holds for every identifier kind: the same verbs, one kind of error, and no leak."""

from __future__ import annotations

import inspect
import re
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste import ids
from preste.errors import IdentifierError
from preste.ids import _common

KINDS: list[ModuleType] = [getattr(ids, name) for name in ids.__all__]
ANY_TEXT = st.text(max_size=40) | st.text("0123456789 .-/+ABEILNRXbe", max_size=40)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_verbs(kind: ModuleType) -> None:
    for verb in ("compact", "validate", "is_valid", "format"):
        function = getattr(kind, verb)
        assert next(iter(inspect.signature(function).parameters)) == "number"
        assert inspect.getdoc(function)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(text=ANY_TEXT)
def test_any_text_is_accepted_or_refused_but_never_breaks(kind: ModuleType, text: str) -> None:
    kind.format(text)
    try:
        normalised = kind.validate(text)
    except IdentifierError as error:
        assert re.fullmatch(r"E-ID-[A-Z]+-[A-Z]+", error.code)
        assert error.remedy and not kind.is_valid(text)
    else:
        assert kind.is_valid(text) and kind.validate(normalised) == normalised
        assert kind.compact(normalised) == normalised


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("value", [None, 42012205181, b"42012205181", ["4"]])
def test_only_text_is_a_number(kind: ModuleType, value: object) -> None:
    with pytest.raises(IdentifierError):
        kind.validate(value)
    assert not kind.is_valid(value)


def test_codes_are_stable_and_of_one_kind_only() -> None:
    codes = [value for kind in KINDS for value in vars(kind).values() if str(value).startswith("E-ID-")]
    assert len(codes) == len(set(codes))
    assert {"E-ID-NISS-CHECK", "E-ID-NISS-FORM", "E-ID-IBAN-CHECK", "E-ID-ENTERPRISE-CHECK"} <= set(codes)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("42012205181", "*********81"),
        ("123456789", "*******89"),
        ("12345678", "********"),
        ("Dupont Jean", "***********"),
        ("", ""),
        ("1" * 50, "*" * 32 + "11"),
    ],
)
def test_a_mask_shows_the_end_of_a_number_only(text: str, masked: str) -> None:
    assert _common.mask(text) == masked


@given(st.text(max_size=60) | st.text("0123456789BE", max_size=60), st.integers(0, 2), st.integers(1, 4))
def test_a_mask_hides_and_stays_short(text: str, head: int, tail: int) -> None:
    masked = _common.mask(text, head=head, tail=tail)
    assert len(masked) <= _common.LONGEST_MASK
    assert "***" in masked or len(text) < 3
    assert len(masked.replace("*", "")) <= head + tail
