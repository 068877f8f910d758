"""What has to be known of a contract that ends, and what is wrong with what was told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from preste.belgium.exit.periods import SINGLE_STATUS
from preste.errors import InputError, NoParameter, PresteError
from preste.errors import refuse as refuse_together

By = Literal["employer", "worker", "counter_notice"]
"""Who ends the contract; a counter-notice is that of a dismissed worker who found other work."""
Kind = Literal["open_ended", "fixed_term", "student", "article17"]
Status2013 = Literal["", "white_collar", "blue_collar"]


@dataclass(frozen=True, kw_only=True)
class Service:
    """A contract that ends.

    `start`: first day of its performance. `seniority_from`: first day that counts for seniority, when an earlier
    contract or up to a year of agency work counts too. `planned_end`: the term of a contract that has one.
    `successive`: it follows another fixed-term contract with the employer. `status_2013` and `pay_2013` (yearly gross,
    in cents) are those of 31 December 2013; `sector_2013` is the joint committee whose decree gave blue-collar notices
    then, or `general` when it had none. `part_1_months` and `part_1_days`: part 1 of the notice as entered.
    """

    start: dt.date
    kind: Kind = "open_ended"
    seniority_from: dt.date | None = None
    planned_end: dt.date | None = None
    successive: bool = False
    status_2013: Status2013 = ""
    pay_2013: int | None = None
    sector_2013: str = ""
    part_1_months: int | None = None
    part_1_days: int | None = None

    @property
    def seniority_start(self) -> dt.date:
        """The first day that counts for seniority."""
        return self.seniority_from or self.start

    @property
    def before_single_status(self) -> bool:
        """Whether the contract began before 2014."""
        return self.start < SINGLE_STATUS

    @property
    def part_1_entered(self) -> bool:
        """Whether part 1 is told and not to be worked out."""
        return self.part_1_months is not None or self.part_1_days is not None


def refuse(errors: Iterable[PresteError]) -> None:
    """Raise what is wrong with the end of a contract, if anything."""
    refuse_together("the end of the contract cannot be computed", errors)


def faults(service: Service, by: By, day: dt.date) -> Iterator[PresteError]:
    """What is wrong with a contract that `by` ends on `day`."""
    if service.kind == "article17":
        yield NoParameter(
            "the notice of an article 17 contract has no value", field="kind",
            remedy="its rules were not read; ask the joint committee's federation",
        )  # fmt: skip
    if service.kind in ("open_ended", "article17"):
        if service.planned_end is not None:
            yield _fault("an open-ended contract has no term", "planned_end", "leave it out, or say fixed_term")
    elif service.planned_end is None:
        yield _fault(f"a contract of kind {service.kind} has a term", "planned_end", "give its last day")
    elif service.planned_end < service.start:
        yield _fault("the term comes before the start", "planned_end", "correct one of the two days")
    elif service.planned_end < day:
        yield _fault(f"the contract ended by itself on {service.planned_end}", "planned_end", "there is nothing to end")
    if by == "counter_notice" and service.kind != "open_ended":
        yield _fault("only an open-ended contract knows a counter-notice", "by", "say worker")
    if day < service.start:
        yield _fault(f"{day} comes before the contract's first day", "start", "give a day within the contract")
    if service.seniority_from is not None and service.seniority_from > service.start:
        yield _fault("seniority begins after the contract", "seniority_from", "leave it out")
    yield from _of_2013(service, by)


def _of_2013(service: Service, by: By) -> Iterator[PresteError]:
    """What part 1 of the employer's notice needs."""
    if not service.before_single_status:
        return
    if service.kind != "open_ended":
        message = "a contract with a term that began before 2014 cannot be ended by this notice"
        yield _fault(message, "kind", "see the rules of before 2014")
    elif by == "employer" and service.part_1_entered:
        given = (("part_1_months", service.part_1_months), ("part_1_days", service.part_1_days))
        for field in (name for name, value in given if value is not None and value < 0):
            yield _fault("part 1 of the notice is negative", field, "give zero or more")
    elif by == "employer" and not service.status_2013:
        remedy = "give white_collar or blue_collar, as on 31 December 2013, or part 1 itself"
        yield _fault("a contract of before 2014 has two parts of notice", "status_2013", remedy)
    elif by == "employer" and service.status_2013 == "white_collar" and service.pay_2013 is None:
        yield _fault("part 1 of the notice depends on the yearly pay of 2013", "pay_2013", "give it, gross, in euro")
    elif by == "employer" and service.status_2013 == "blue_collar" and not service.sector_2013:
        remedy = "say general when the joint committee had no royal decree of its own, or its number; or enter part 1"
        yield _fault("part 1 of a blue-collar worker depends on the sector's decree of 2013", "sector_2013", remedy)


def _fault(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-EXIT")
