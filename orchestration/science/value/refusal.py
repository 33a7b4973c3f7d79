"""What a statistic answers when the data cannot carry it.

A model that cannot be fitted is no error of the program: a young company, or one whose customers
never come back, is a fact, and the row that lacks a number has to say which fact it was. So the
functions that estimate return either their estimate or a `Refusal`, never NaN. Arguments that mean
nothing (a negative age, arrays of different length) are the caller's mistake and raise ValueError.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why there is no number. The values are what a mart publishes."""

    NO_CUSTOMERS = "no_customers"
    NO_TIME_HAS_PASSED = "no_time_has_passed"
    NOBODY_CAME_BACK = "nobody_came_back"
    TOO_FEW_CAME_BACK = "too_few_came_back"
    NO_TERM_HAS_ENDED = "no_term_has_ended"
    TOO_FEW_TERMS_ENDED = "too_few_terms_ended"
    DID_NOT_CONVERGE = "did_not_converge"


@dataclass(frozen=True)
class Refusal:
    """No estimate, and why."""

    reason: Reason
    explanation: str
