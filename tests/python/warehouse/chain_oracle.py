"""The chain of all paths, solved exactly, and the credits of every conversion under every model.

Fractions instead of 1024 steps: what a channel's removal costs is a system of linear equations.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from attribution_oracle import MODELS, WINDOW_DAYS, path_to, weights
from exact_money import less, spread
from touch_book import Book, Touch

START, WON, LOST = "start", "won", "lost"
Steps = Mapping[str, Counter[str]]


class Credit(NamedTuple):
    """What one event gives one touch."""

    share: Decimal
    counted: Decimal
    revenue: Decimal | None
    margin: Decimal | None
    contribution: Decimal | None


def walks(book: Book, kind: str) -> Iterator[tuple[Sequence[Touch], str]]:
    """Every path and how it ended, those that led nowhere included."""
    paths, converted = book.paths(), set()
    for conversion in book.conversions:
        if conversion.kind == kind:
            converted.add(conversion.party)
            yield path_to(conversion, paths), LOST if conversion.restated else WON
    for party, path in paths.items():
        if party not in converted:
            earliest = path[-1]["touched_at"].date() - timedelta(days=WINDOW_DAYS)
            yield [touch for touch in path if touch["touched_at"].date() >= earliest], LOST


def steps(book: Book, kind: str) -> Steps:
    """How often each step was taken; touches through one channel in a row are one visit."""
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for path, end in walks(book, kind):
        visits = [channel for channel, _ in groupby(touch["channel"] for touch in path)]
        if visits:
            for here, there in zip([START, *visits], [*visits, end], strict=True):
                taken[here][there] += 1
    return taken


def chance_of_winning(taken: Steps, without: str | None) -> Fraction:
    """Solve p = P p + w for the start by elimination, in fractions."""
    states = [state for state in taken if state != without]
    rows = []
    for state in states:
        total = sum(taken[state].values())
        row = [Fraction(state == other) - Fraction(taken[state][other], total) for other in states]
        rows.append([*row, Fraction(taken[state][WON], total)])
    size = len(states)
    for pivot in range(size):
        swap = next(place for place in range(pivot, size) if rows[place][pivot])
        rows[pivot], rows[swap] = rows[swap], rows[pivot]
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for place in range(size):
            if place != pivot and rows[place][pivot]:
                factor = rows[place][pivot]
                rows[place] = [
                    mine - factor * other
                    for mine, other in zip(rows[place], rows[pivot], strict=True)
                ]
    return rows[states.index(START)][-1]


def removal_effects(book: Book, kind: str) -> dict[str, Fraction | None]:
    """What part of the conversions each channel's removal would cost; None where none was won."""
    taken = steps(book, kind)
    whole = chance_of_winning(taken, None) if taken else Fraction(0)
    return {
        channel: 1 - chance_of_winning(taken, channel) / whole if whole else None
        for channel in taken
        if channel != START
    }


def credited(book: Book, effects: Mapping[str, Mapping[str, int]]) -> dict[Any, Credit]:
    """Every credit by (conversion, model, touch, kind of event, day)."""
    paths, found = book.paths(), {}
    for conversion in book.conversions:
        path = path_to(conversion, paths)
        for model in MODELS:
            if path:
                heavy = weights(model, conversion, path, effects[conversion.kind])
                named = {f"{place:05}": weight for place, weight in heavy.items() if weight}
            else:
                named = {"-": Fraction(1)}
            shares = spread(Decimal(10000), named)
            held = {key: (Decimal(0), Decimal(0), Decimal(0)) for key in named}
            for number, (kind, day, revenue, margin) in enumerate(conversion.worth):
                wholes = (revenue, margin, conversion.contribution)
                parts = [spread(whole, named) for whole in wholes]
                for key, share in shares.items():
                    now = tuple(part[key] for part in parts)
                    sign = 1 if number == 0 else -1 if day == conversion.restated else 0
                    touch = path[int(key)]["touch_id"] if path else "unattributed"
                    found[conversion.name, model, touch, kind, day] = Credit(
                        share / 10000, sign * share / 10000, *map(less, now, held[key])
                    )
                    held[key] = now
    return found
