"""Landed text to number, flag, currency or day: what is one, and what is not."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from exact_money import rounded
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from parsed_texts import differences, parsed

# One example is a table of texts; a difference names its text.
RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
MONEY = "decimal(18, 4)"


READABLE = {
    "parse_decimal": {
        "1": Decimal(1),
        "-1.5": Decimal("-1.5"),
        "+2.": Decimal(2),
        ".5": Decimal("0.5"),
        "007": Decimal(7),
        "1e3": Decimal(1000),
        "2.5E-1": Decimal("0.25"),
        "0.00005": Decimal("0.0001"),
        "0.00004": Decimal(0),
        "-0.00005": Decimal("-0.0001"),
        "5e-5": Decimal("0.0001"),
        "7e-6": Decimal(0),
        "-9.1E-16": Decimal(0),
        "99999999999999.9999": Decimal("99999999999999.9999"),
    },
    "parse_integer": {
        "1": 1,
        "1.0": 1,
        "2.": 2,
        "-3": -3,
        "+5": 5,
        "0001": 1,
        "2147483647": 2**31 - 1,
    },
    "parse_boolean": {
        **dict.fromkeys(("TRUE", "true", "t", "Yes", "y", "1", "是"), True),
        **dict.fromkeys(("False", "F", "no", "N", "0", "否"), False),
    },
    "parse_currency": {"EUR": "EUR", "usd": "USD", "Cny": "CNY"},
    "parse_date": {
        "2025-01-31": date(2025, 1, 31),
        "2024-02-29": date(2024, 2, 29),
        "2025-01-31 00:00": date(2025, 1, 31),
        "2025-01-31T00:00:00.000": date(2025, 1, 31),
        "1900-01-01": date(1900, 1, 1),
        "9999-12-31": date(9999, 12, 31),
    },
}
UNREADABLE = {
    "parse_decimal": """
        1,5|1.000,50|1_000|0x1F|1 000|1e|.||-|inf|NaN|1e99|١|100000000000000|99999999999999.99995
        EUR 5|5%|--1|1e2.5
    """,
    "parse_integer": "1.5|1e3|2147483648||1,000|0x1|1_0|one",
    "parse_boolean": "maybe||2|on|tru",
    "parse_currency": "E1R|U$D|EURO|EU|| EUR|ÉUR",
    "parse_date": """
        2025-02-29|2025-04-31|2025-13-01|2025-00-10|2025-01-00|2025-1-31|20250131|1899-12-31
        0203-01-01|0000-00-00|31.01.2025|01/31/2025|today|now||45688|2025-01-31 00:01|2025-01-31Z
    """,
}


@pytest.mark.parametrize("macro", READABLE)
def test_a_text_is_a_value_or_null(macro):
    arguments = [MONEY] if macro == "parse_decimal" else []
    lines = UNREADABLE[macro].strip().splitlines()
    unreadable = [text for line in lines for text in line.lstrip().split("|")]
    expected = READABLE[macro] | dict.fromkeys([*unreadable, None])
    assert not differences(parsed(expected, macro, *arguments), expected)


@RUNS
@given(st.integers(0, 10**6))
def test_a_number_is_rounded_half_up_to_the_places_of_its_column(seed):
    random, expected = Random(seed), {}
    for _ in range(2000):
        digits = "".join(random.choices("0123456789", k=random.choice([1, 2, 5, 9, 15])))
        point = random.randrange(len(digits))
        plain = f"{random.choice(['', '+', '-'])}{digits[:point] or '0'}.{digits[point:]}"
        text = f"{plain}{random.choice(['', '', 'e0', 'E-3', 'e+02', 'e-7', 'E-14', 'e3'])}"
        value = rounded(Fraction(text))
        expected[text] = value if abs(value) < 10**14 else None
    assert not differences(parsed(expected, "parse_decimal", MONEY), expected)
