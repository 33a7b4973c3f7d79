"""Attribution worked out by hand: what each touch of a path weighs under eight models.

Written from the definitions, not from the models, in exact numbers. `effects` names the removal effect
of a channel in billionths, which chain_oracle works out; None is as good as none.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

from touch_book import Conversion, Touch

WINDOW_DAYS = 90
HALF_LIFE = 7
DIRECT = "direct"
MODELS = (
    *("first", "last", "last_non_direct", "linear", "u_shaped", "w_shaped", "time_decay"),
    "markov",
)


def path_to(conversion: Conversion, paths: Mapping[str, Sequence[Touch]]) -> list[Touch]:
    """The touches that count: not after the conversion, not too long before it."""
    earliest = conversion.at.date() - timedelta(days=WINDOW_DAYS)
    return [
        touch
        for touch in paths.get(conversion.party or "", [])
        if touch["touched_at"] <= conversion.at and touch["touched_at"].date() >= earliest
    ]


def last_by(path: Sequence[Touch], at: datetime | None) -> int | None:
    before = [place for place, touch in enumerate(path) if at and touch["touched_at"] <= at]
    return before[-1] if before else None


def weights(
    model: str, conversion: Conversion, path: Sequence[Touch], effects: Mapping[str, int | None]
) -> dict[int, Fraction]:
    """What each touch weighs under a model, by its place on the path."""
    last = len(path) - 1
    indirect = [place for place, touch in enumerate(path) if touch["channel"] != DIRECT]
    single = {"first": 0, "last": last, "last_non_direct": (indirect or [last])[-1]}
    if model in single:
        return {single[model]: Fraction(1)}
    if model == "linear":
        return dict.fromkeys(range(len(path)), Fraction(1))
    if model == "u_shaped":
        return u_shaped(len(path))
    if model == "w_shaped":
        return w_shaped(conversion, path)
    if model == "time_decay":
        return {place: decayed(path, touch) for place, touch in enumerate(path)}
    visits = Counter(touch["channel"] for touch in path)
    parts = [
        Fraction(effects.get(touch["channel"]) or 0, visits[touch["channel"]]) for touch in path
    ]
    return {place: Fraction(max(1, half_up(part))) for place, part in enumerate(parts)}


def u_shaped(count: int) -> dict[int, Fraction]:
    if count <= 2:
        return dict.fromkeys(range(count), Fraction(1))
    middle = dict.fromkeys(range(1, count - 1), Fraction(2, 10 * (count - 2)))
    return {0: Fraction(4, 10), count - 1: Fraction(4, 10)} | middle


def w_shaped(conversion: Conversion, path: Sequence[Touch]) -> dict[int, Fraction]:
    """Three tenths each, a tenth for the rest; what has no place is shared by those that have."""
    places = [0, last_by(path, conversion.lead_at), last_by(path, conversion.deal_at)]
    anchors = [place for place in places if place is not None]
    rest = set(range(len(path))) - set(anchors)
    shares: dict[int, Fraction] = defaultdict(Fraction)
    for place in anchors:
        shares[place] += Fraction(3, 10)
    for place in rest:
        shares[place] += Fraction(1, 10 * len(rest))
    return dict(shares)


def half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def decayed(path: Sequence[Touch], touch: Touch) -> Fraction:
    """Half for every half-life before the last touch, to nine places."""
    days = (path[-1]["touched_at"].date() - touch["touched_at"].date()).days
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(2) ** (Decimal(-days) / Decimal(HALF_LIFE))
    return Fraction(half_up(Fraction(exact) * 10**9))
