"""The quarter as the ONSS is told of it: contributions by worker line and by employer, complementary indemnities."""

from preste.belgium.quarter.plans import (
    OWED,
    car_plan,
    competitiveness_plan,
    decava_plan,
    employer_plan,
    event_plan,
    line_plan,
    special_plan,
)

__all__ = [
    "OWED",
    "car_plan",
    "competitiveness_plan",
    "decava_plan",
    "employer_plan",
    "event_plan",
    "line_plan",
    "special_plan",
]
