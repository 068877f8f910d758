"""Reading a case's fields: each value checked, every fault collected with its field and remedy."""

from __future__ import annotations

import datetime as dt
import reprlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from preste import money
from preste.errors import InputError

LARGEST = 10**12
"""No whole number given for an amount is as large: it would be a slip of the pen."""


class _Short(reprlib.Repr):
    """The text of a value, without going through all of it: ten lines of YAML can stand for a million values."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 60
        self.maxlevel = 3

    def repr_int(self, x: int, level: int) -> str:
        """Digits while they are few: writing a number of many digits is slow, and refused beyond some."""
        return repr(x) if abs(x) < LARGEST else "a number too large"


_SHORT = _Short()


def told(value: Any) -> str:
    """What was given, as an error message shows it: in one line of at most a hundred characters."""
    shown = _SHORT.repr(value)
    return shown if len(shown) <= 100 else f"{shown[:97]}..."


def is_printable(text: str) -> bool:
    """Whether a text can be written to a file and printed: no half characters, no control codes but tab and newline."""
    return all(unicodedata.category(c) not in ("Cc", "Cs") or c in "\t\n" for c in text)


class Fields:
    """A mapping being read field by field; what was not read at the end is refused by name."""

    def __init__(self, data: Any, path: str = "") -> None:
        self.errors: list[InputError] = []
        self.path = path
        self.nested: list[Fields] = []
        self._read: set[str] = set()
        self._object = isinstance(data, Mapping)
        if isinstance(data, Mapping):
            self._data: Mapping[str, Any] = data
        else:
            self._data = {}
            self._refuse("", "an object with named fields is wanted", "write {…}", "E-INPUT-OBJECT")

    def __contains__(self, name: str) -> bool:
        return self._data.get(name) is not None

    def _refuse(self, name: str, message: str, remedy: str, code: str) -> None:
        self.errors.append(InputError(message, field=self._name(name), remedy=remedy, code=code))

    def _name(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def _get(self, name: str) -> Any:
        self._read.add(name)
        return self._data.get(name)

    def amount(self, name: str, default: int | None = 0, *, negative: bool = False, decimals: int = 2) -> int:
        """Cents of an amount given as text "2500.00" (a whole number may be a JSON integer)."""
        value = self._get(name)
        if value is None:
            if default is None:
                self._refuse(name, f"{name} is missing", f'give {name} as text: "2500.00"', "E-INPUT-MISSING")
            return default or 0
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST:
            value = str(value)
        if not isinstance(value, str) or len(value) > 100:
            self._refuse(name, *_no_amount(value), "E-INPUT-NUMBER")
            return 0
        try:
            parsed = money.parse(value, decimals)
        except InputError as error:
            self._refuse(name, error.message, error.remedy, error.code)
            return 0
        if parsed < 0 and not negative:
            self._refuse(name, f"{value} is negative", "give zero or more", "E-INPUT-RANGE")
            return 0
        return parsed

    def count(self, name: str, default: int = 0, maximum: int = 100_000) -> int:
        """A whole number from 0 up."""
        value = self._get(name)
        if value is None:
            return default
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= maximum:
            self._refuse(
                name, f"{told(value)} is not a whole number from 0 to {maximum}", "correct it", "E-INPUT-COUNT"
            )
            return default
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """true or false."""
        value = self._get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._refuse(name, f"{told(value)} is neither true nor false", "write true or false", "E-INPUT-FLAG")
            return default
        return value

    def choice(self, name: str, options: Sequence[str], default: str | None = None) -> str:
        """One of the options."""
        value = self._get(name)
        if value is None and default is not None:
            return default
        if value not in options:
            what = f"{name} is missing" if value is None else f"{told(value)} is not a {name}"
            self._refuse(name, what, f"use one of {', '.join(options)}", "E-INPUT-CHOICE")
            return default if default is not None else options[0]
        return str(value)

    def text(self, name: str, default: str | None = "") -> str:
        """A short text."""
        value = self._get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or len(value) > 500:
            self._refuse(name, f"{name} wants a short text", "write it between quotes", "E-INPUT-TEXT")
            return default or ""
        if not is_printable(value):
            self._refuse(name, f"{name} holds a character that cannot be printed", "write it again", "E-INPUT-TEXT")
            return default or ""
        return value

    def date(self, name: str, default: dt.date | None = None, *, wanted: bool = False) -> dt.date | None:
        """A date, as YAML gives it or as text "2022-01-31"."""
        value = self._get(name)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if value is None and not wanted:
            return default
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            what = f"{name} is missing" if value is None else f"{told(value)} is not a date"
            self._refuse(name, what, f"write it as {name}: 2022-01-31", "E-INPUT-DATE")
            return default

    def part(self, name: str) -> Fields:
        """A nested object; its errors are collected with this one's by `finish`."""
        value = self._get(name)
        return Fields({} if value is None else value, self._name(name))

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A free mapping."""
        value = self._get(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self._refuse(name, f"{name} wants named values", "write name: value", "E-INPUT-OBJECT")
            return {}
        return value

    def items(self, name: str) -> list[Fields]:
        """A list of nested objects."""
        value = self._get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._refuse(name, f"{name} wants a list", "write [ … ]", "E-INPUT-LIST")
            return []
        return [Fields(one, f"{self._name(name)}[{i}]") for i, one in enumerate(value)]

    def refuse(self, name: str, message: str, remedy: str, code: str = "E-INPUT") -> None:
        """Note a fault found by who reads the fields."""
        self._refuse(name, message, remedy, code)

    def finish(self, *parts: Fields) -> list[InputError]:
        """All faults, those of the parts too; unknown fields are refused by name."""
        if not self._object:
            return self.errors[:1]
        known = self.errors
        self.errors = []
        for name in self._data:
            if name not in self._read:
                remedy = f"known fields: {', '.join(sorted(self._read))}"
                field = name if isinstance(name, str) else told(name)
                self._refuse(field[:100], f"unknown field {told(name)}", remedy, "E-INPUT-UNKNOWN")
        found = self.errors + known
        for part in parts:
            found += part.finish()
        return found


def _no_amount(value: Any) -> tuple[str, str]:
    """Why a value that is no short text is no amount, and what to do."""
    shown = told(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{shown} was given", "check the amount"
    if not isinstance(value, float):
        return f"{shown} is not an amount", 'give an amount as text: "2500.00"'
    exact = shown.replace(".", "").removeprefix("-").isdigit()  # not nan, inf or 1e+22
    return f"{shown} is not exact", f'write it between quotes, with a point: "{shown if exact else "2500.00"}"'
