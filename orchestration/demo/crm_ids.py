"""Ids of the CRM: a prefix per kind of record and a counter in base 62, upper and lower case."""

from orchestration.demo.chance import Ints
from orchestration.demo.columns import Column, ids, where


def _crm_ids(prefix: str, numbers: Ints, first: int) -> Column:
    return where(numbers >= 0, ids(f"{prefix}Sx00000", numbers.clip(0) + first, 5, letters=True))


def account_ids(numbers: Ints) -> Column:
    """Ids of accounts; a negative number is empty."""
    return _crm_ids("001", numbers, 1_048_211)


def contact_ids(numbers: Ints) -> Column:
    """Ids of contacts; a negative number is empty."""
    return _crm_ids("003", numbers, 2_330_107)


def deal_ids(numbers: Ints) -> Column:
    """Ids of opportunities; a negative number is empty."""
    return _crm_ids("006", numbers, 713_844)


def change_ids(numbers: Ints) -> Column:
    """Ids of stage changes."""
    return _crm_ids("017", numbers, 90_412_660)


def activity_ids(numbers: Ints) -> Column:
    """Ids of activities."""
    return _crm_ids("00T", numbers, 5_128_900)


def lead_ids(numbers: Ints) -> Column:
    """Ids of leads, from the marketing system; a negative number is empty."""
    return where(numbers >= 0, ids("", numbers.clip(0) * 13 + 20_145_300_011, 11))


def campaign_ids(numbers: Ints) -> Column:
    """Ids of campaigns, from the marketing system; a negative number is empty."""
    return where(numbers >= 0, ids("cmp-", numbers.clip(0) + 1001, 4))
