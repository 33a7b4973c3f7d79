"""Money worked out exactly, in fractions: rounding, products, totals and shares.

What the models do with wide integers and decimals is done here with numbers that cannot
overflow or lose a digit. None is an amount that is not known. Rules of profit do not belong here.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor

Number = Decimal | Fraction | int
ZERO = Decimal(0)


def rounded(value: Fraction, places: int = 4) -> Decimal:
    """Half-up, away from zero."""
    units = floor(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)


def product(*factors: Number | None) -> Decimal | None:
    """The product, rounded once; None where a factor is not known and no other one is zero."""
    if ZERO in factors:
        return ZERO
    result = Fraction(1)
    for factor in factors:
        if factor is None:
            return None
        result *= Fraction(factor)
    return rounded(result)


def cents(amount: Number | None, rate: Number) -> Decimal | None:
    """An amount times a rate in whole cents, rounded once; None where the amount is not known."""
    return None if amount is None else rounded(Fraction(amount) * Fraction(rate), 2)


def total(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None as soon as one part is not known."""
    parts = list(parts)
    return None if None in parts else sum(parts, ZERO)


def less(whole: Decimal | None, *parts: Decimal | None) -> Decimal | None:
    """What the parts leave of the whole; None where one of them is not known."""
    taken = total(parts)
    return None if whole is None or taken is None else whole - taken


def spread(whole: Decimal | None, weights: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """The whole over the keys with a weight, in cents, by largest remainder; ties go by key.

    Digits below the cent go to the heaviest key. Where no key has a weight, nothing is spread.
    """
    shares = {key: Fraction(weight) for key, weight in weights.items() if weight > 0}
    if whole is None or not shares:
        return dict.fromkeys(shares)
    heaviest = min(shares, key=lambda key: (-shares[key], key))
    cents = floor(abs(Fraction(whole)) * 100)
    unit = Fraction(cents) / sum(shares.values())
    shares = {key: weight * unit for key, weight in shares.items()}
    parts = {key: floor(share) for key, share in shares.items()}
    by_remainder = sorted(shares, key=lambda key: (parts[key] - shares[key], key))
    for key in by_remainder[: cents - sum(parts.values())]:
        parts[key] += 1
    money = {key: Decimal(part).scaleb(-2) for key, part in parts.items()}
    money[heaviest] += abs(whole) - Decimal(cents).scaleb(-2)
    return {key: part if whole >= 0 else -part for key, part in money.items()}
