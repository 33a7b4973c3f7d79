"""The allocation macro against the largest-remainder rule: to the cent, whatever the sizes."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import duckdb
import pyarrow as pa
import pytest
from exact_money import ZERO, spread
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rendered_macros import macros

# One example is a table of pools; a difference names its pool.
RUNS = settings(derandomize=True, deadline=None, max_examples=8, phases=[Phase.generate])
MONEY = pa.decimal128(18, 4)
CENT = Fraction(1, 100)
EDGES = ("0", "0.0001", "0.01", "0.0099", "1", "1", "3", "3.3333", "10000000000000")


def money(random):
    """Edges, ordinary amounts with digits below the cent, and huge ones."""
    largest = random.choice([10**3, 10**5, 10**7, 10**17])
    edge = Decimal(random.choice(EDGES))
    return random.choice([edge, *[Decimal(random.randrange(largest)).scaleb(-4)] * 2])


def pools(seed):
    """Pairs of a whole of any sign and the weights it is spread by; equal weights are common."""
    random = Random(seed)
    drawn = []
    for _ in range(150):
        weights = [money(random) for _ in range(random.randrange(1, 12))]
        weights += random.choices(weights, k=random.randrange(4))
        drawn.append((random.choice([1, 1, -1]) * money(random), weights))
    return drawn


def allocated(drawn):
    """What the macro gives each member of each pool; its rows come in no helpful order."""
    rows = [
        {"pool": pool, "member": f"m{member:02}", "whole_amount": whole, "weight": weight}
        for pool, (whole, weights) in enumerate(drawn)
        for member, weight in enumerate(weights)
    ]
    types = {"pool": pa.int64(), "member": pa.string(), "whole_amount": MONEY, "weight": MONEY}
    members = pa.Table.from_pylist(rows[::-1], schema=pa.schema(list(types.items())))
    macro = macros()["allocate"]("members", "whole_amount", "weight", "pool", "member")
    with duckdb.connect() as connection:
        connection.register("members", members)
        found = connection.execute(
            f"select pool, member, allocated_amount from ({macro})"
        ).fetchall()
    shares = [{} for _ in drawn]
    for pool, member, amount in found:
        assert member not in shares[pool]
        shares[pool][member] = amount
    return shares


def members(weights):
    return {f"m{number:02}": weight for number, weight in enumerate(weights)}


@RUNS
@given(st.integers(0, 10**6))
def test_every_share_is_that_of_the_largest_remainder(seed):
    drawn = pools(seed)
    expected = [spread(whole, members(weights)) for whole, weights in drawn]
    found = zip(drawn, allocated(drawn), expected, strict=True)
    assert not [difference for difference in found if difference[1] != difference[2]][:3]


@RUNS
@given(st.integers(0, 10**6))
def test_shares_sum_to_the_whole_and_stay_within_a_cent_of_their_part(seed):
    drawn = pools(seed)
    for (whole, weights), shares in zip(drawn, allocated(drawn), strict=True):
        carriers = {member: weight for member, weight in members(weights).items() if weight > 0}
        assert shares.keys() == carriers.keys(), (whole, weights)
        assert sum(shares.values(), ZERO) == (whole if carriers else ZERO), (whole, weights)
        # The cents alone are less than a cent away; what is below the cent goes to one member.
        allowed = CENT + abs(Fraction(whole)) % CENT
        for member, weight in carriers.items():
            exact = Fraction(whole) * Fraction(weight) / Fraction(sum(carriers.values()))
            assert abs(Fraction(shares[member]) - exact) < allowed, (whole, weights)


@pytest.mark.parametrize(
    ("whole", "weights", "shares"),
    [
        pytest.param("1", "1 1 1", "0.34 0.33 0.33", id="the first of equals takes the odd cent"),
        pytest.param("-1", "1 1 1", "-0.34 -0.33 -0.33", id="a negative whole mirrors it"),
        pytest.param("0.05", "1 2 3", "0.01 0.02 0.02", id="largest remainder first"),
        pytest.param("0.1234", "1 2", "0.04 0.0834", id="below the cent goes to the largest"),
        pytest.param("0.0099", "1 1", "0.0099 0", id="less than a cent goes to one"),
        pytest.param("1", "0.0001 0", "1", id="no weight, no share"),
        pytest.param("0", "1 2", "0 0", id="nothing is spread as nothing"),
        pytest.param("1", "0 0", "", id="without any weight nobody carries it"),
    ],
)
def test_worked_by_hand(whole, weights, shares):
    (found,) = allocated([(Decimal(whole), [Decimal(weight) for weight in weights.split()])])
    assert [found[member] for member in sorted(found)] == [
        Decimal(share) for share in shares.split()
    ]


def test_an_unknown_whole_leaves_every_share_unknown():
    assert allocated([(None, [Decimal(1), ZERO, Decimal(2)])]) == [{"m00": None, "m02": None}]
