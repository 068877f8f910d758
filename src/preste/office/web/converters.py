"""Months, quarters, years and topics of help in addresses."""

from __future__ import annotations

from preste.calendar import Month, Quarter
from preste.errors import InputError
from preste.office.manual import FRENCH, read

YEARS = range(2010, 2100)
"""The years that have pages."""


def page_month(text: str) -> Month:
    """The month of a page. Raises InputError when it is none, or of another age."""
    month = Month.parse(text)
    if month.year not in YEARS:
        raise InputError(f"{text} is out of range", field="month", remedy="give a month from 2010 to 2099")
    return month


class MonthConverter:
    """`2026-09` in an address; anything else is no page."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        """The month. Raises ValueError when there is none."""
        try:
            return page_month(value)
        except InputError as error:
            raise ValueError(error.message) from None

    def to_url(self, value: Month | str) -> str:
        """As it stands in the address."""
        return str(value)


class QuarterConverter:
    """`2026-3` in an address; anything else is no page."""

    regex = r"20\d{2}-[1-4]"

    def to_python(self, value: str) -> Quarter:
        """The quarter. Raises ValueError when its year has no pages."""
        if int(value[:4]) not in YEARS:
            raise ValueError(value)
        return Quarter.parse(value)

    def to_url(self, value: Quarter | str) -> str:
        """As it stands in the address."""
        return str(value)


class TopicConverter:
    """A topic of the manual in an address; the list is closed, anything else is no page."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> str:
        """The topic's name. Raises ValueError when there is none."""
        if value not in read(FRENCH).topics:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the address."""
        return value


class YearConverter:
    """`2026` in an address."""

    regex = r"20\d{2}"

    def to_python(self, value: str) -> int:
        """The year. Raises ValueError when it has no pages."""
        if int(value) not in YEARS:
            raise ValueError(value)
        return int(value)

    def to_url(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)
