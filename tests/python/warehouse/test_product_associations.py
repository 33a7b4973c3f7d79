"""What goes together, and what is offered, against a clerk who opens every basket."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from exact_money import product, rounded, total
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

KINDS = (
    dict.fromkeys(["f1", "f2", "f3", "f4"], "company")
    | dict.fromkeys(["p1", "p2", "p3", "p4", "p5"], "person")
    | {"x": "unknown", "unknown": "unknown"}
)
PRODUCTS = ("bag", "cup", "jug", "lid")
ENOUGH, PRIOR = 10, 5
FIRST_DAY = date(2024, 1, 1)
RUNS = settings(derandomize=True, deadline=None, max_examples=12, phases=[Phase.generate])


@pytest.fixture(scope="module", autouse=True)
def customers(warehouse):
    kinds = [{"customer_id": who, "customer_kind": kind} for who, kind in KINDS.items()]
    warehouse.replace_model("int_customers_described", kinds)


def told(warehouse, seed):
    """Some 150 orders: who bought what on which day, and what it earned, not always known."""
    random, orders = Random(seed), {}
    margins = [rounded(Fraction(random.randint(-500, 5000), 100)) for _ in range(20)] + [None]
    for number in range(150):
        who = random.choice(sorted(KINDS))
        # what one kind buys often, the other buys seldom
        favourites = PRODUCTS[:3] if KINDS[who] == "company" else PRODUCTS[1:]
        orders[f"o{number}"] = {
            "customer_id": who,
            "ordered_date": FIRST_DAY + timedelta(days=random.randrange(700)),
            "products": set(random.sample(favourites, random.randint(1, 2)))
            | set(random.sample(PRODUCTS, random.randint(0, 1))),
            "margin": random.choice(margins),
        }
    warehouse.replace_model(
        "int_order_lines_posted",
        [
            {
                "order_id": order_id,
                "customer_id": order["customer_id"],
                "ordered_date": order["ordered_date"],
                "product_id": name,
                "posting_type": "sale",
                "line_kind": "product",
                "quantity": 1,
                "net_revenue_amount": PRODUCTS.index(name) + 1,
            }
            for order_id, order in orders.items()
            for name in sorted(order["products"])
        ],
    )
    warehouse.replace_model(
        "int_ledger_posted",
        [
            {"order_id": order_id, "waterfall_step": "gross_revenue", "amount": order["margin"]}
            for order_id, order in orders.items()
        ],
    )
    return orders


def opened(orders):
    """Per kind of basket and of customer: the products and the margin of every basket."""
    firsts = {}
    for order in sorted(orders.values(), key=lambda order: order["ordered_date"]):
        firsts.setdefault(order["customer_id"], order["ordered_date"])
    gathered = defaultdict(list)
    for order_id, order in orders.items():
        who = order["customer_id"]
        gathered["order", KINDS[who], order_id].append(order)
        if who != "unknown":
            stretch = (order["ordered_date"] - firsts[who]).days // 90
            gathered["customer_90_days", KINDS[who], who, stretch].append(order)
    baskets = defaultdict(list)
    for (basket, kind, *_), members in gathered.items():
        held = set().union(*(order["products"] for order in members))
        margin = total(order["margin"] for order in members)
        for scope in (kind, "all"):
            baskets[basket, scope].append((held, margin))
    return baskets


def mean(margins):
    known = [Fraction(margin) for margin in margins if margin is not None]
    return len(known), rounded(sum(known) / len(known)) if known else None


def expected(baskets):
    """Every pair that enough baskets of its kind hold."""
    pairs = {}
    for (basket, kind), members in baskets.items():
        for one, other in permutations(PRODUCTS, 2):
            with_one = [margin for held, margin in members if one in held]
            with_other = [margin for held, margin in members if other in held]
            with_both = [margin for held, margin in members if {one, other} <= held]
            if len(with_both) < ENOUGH:
                continue
            (known_one, mean_one), (known_both, mean_both) = mean(with_one), mean(with_both)
            by_chance = Fraction(len(with_one) * len(with_other), len(members))
            told_enough = min(known_one, known_both) >= ENOUGH
            pairs[basket, kind, one, other] = {
                "basket_count": len(members),
                "product_basket_count": len(with_one),
                "other_basket_count": len(with_other),
                "pair_basket_count": len(with_both),
                "product_margin_count": known_one,
                "pair_margin_count": known_both,
                "product_margin_mean_amount": mean_one,
                "pair_margin_mean_amount": mean_both,
                "support_rate": rounded(Fraction(len(with_both), len(members)), 6),
                "confidence_rate": rounded(Fraction(len(with_both), len(with_one)), 6),
                "lift": rounded(len(with_both) / by_chance, 6),
                "shrunk_lift": rounded((len(with_both) + PRIOR) / (by_chance + PRIOR), 6),
                "margin_lift_amount": mean_both - mean_one if told_enough else None,
            }
    return pairs


def best_offer(pairs, kind, owned):
    """What to offer to who owns these, the largest first: a product and the reason for it."""
    offers = []
    for (basket, whose, one, other), pair in pairs.items():
        if basket != "customer_90_days" or whose != kind or one not in owned[:3] or other in owned:
            continue
        gain, lift = pair["margin_lift_amount"], pair["shrunk_lift"]
        if gain is not None and gain > 0 and lift > 1:
            offers.append((-product(gain, pair["confidence_rate"]), -lift, other, one))
    return min(offers)[2:] if offers else None


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_pair_is_what_opening_every_basket_gives(warehouse, seed):
    pairs = expected(opened(told(warehouse, seed)))
    rows = {
        (row["basket"], row["customer_kind"], row["product_id"], row["other_product_id"]): row
        for row in warehouse.rows("rpt_product_associations")
    }
    assert rows.keys() == pairs.keys()
    assert {kind for _, kind, *_ in rows} >= {"all", "company", "person"}
    for key, pair in pairs.items():
        assert {name: rows[key][name] for name in pair} == pair, key


@RUNS
@given(seed=st.integers(0, 10**6))
def test_a_customer_is_offered_what_their_own_kind_takes_along(warehouse, seed):
    orders = told(warehouse, seed)
    pairs, owned = expected(opened(orders)), defaultdict(list)
    for row in sorted(
        warehouse.rows("int_customer_products_ranked"), key=lambda row: row["product_rank"]
    ):
        owned[row["customer_id"]].append(row["product_id"])
    rows = {row["customer_id"]: row for row in warehouse.rows("int_next_products_offered")}
    for who, names in owned.items():
        offer = best_offer(pairs, KINDS[who], names)
        assert (who in rows) == (offer is not None), who
        if offer:
            row = rows[who]
            assert (row["product_id"], row["because_of_product_id"]) == offer
            assert row["customer_kind"] == KINDS[who]
            pair = pairs["customer_90_days", KINDS[who], *reversed(offer)]
            assert row["margin_lift_amount"] == pair["margin_lift_amount"]
