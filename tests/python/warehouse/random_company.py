"""Random companies that hit the edges.

Every order is a function of its own seed. Days lie on a grid of five, so that orders, costs and
rates meet on their boundaries.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from company import Company, Cost, Exclusion, Line, Order, Rate, Refund

FIRST_DAY = date(2025, 1, 1)
BUYERS = (("c1", None), ("c2", None), (None, "a1"), (None, "a2"), (None, None))
PRODUCTS = (*("gap", "overlap", "usd_cost", "chf_cost") * 2, "costless", "card", "card", None)
# Well quoted; only the other way round; both ways; quoted once a year; never quoted.
CURRENCIES = (None, None, "EUR", "USD", "USD", "GBP", "GBP", "JPY", "JPY", "CHF", "XAU")
TYPICAL_RATES = {"USD": "0.91", "GBP": "1.17", "JPY": "0.0061", "CHF": "1.05"}
OTHER_ORDER = Order("other", datetime(2025, 3, 2, 9), customer_id="c1")
NO_SALE = Order("no_sale", datetime(2025, 3, 2, 9), customer_id="c1", status="Void")


def day(random: Random) -> date:
    return FIRST_DAY + timedelta(days=5 * random.randrange(66))


def moment(random: Random, first: date = FIRST_DAY) -> datetime:
    """Few moments, so that several things happen at the same instant."""
    later = min(first + timedelta(days=5 * random.randrange(20)), date(2025, 12, 31))
    return datetime(
        later.year, later.month, later.day, *random.choice([(0, 0), (12, 30), (23, 59)])
    )


def amount(random: Random, places: int, largest: int = 300) -> Decimal:
    """Zero, one unit, whole numbers and anything between, now and then a huge one."""
    largest *= 10**4 if random.random() < 0.03 else 1
    units = random.randrange(largest * 10**places)
    return Decimal(random.choice([0, 1, *[units] * 10])).scaleb(-places)


def rarely(random: Random, value, otherwise=None, chance: float = 0.1):
    return value if random.random() < chance else otherwise


def random_line(random: Random, line_id: str, order_id: str) -> Line:
    quantity = random.choice([Decimal(1), Decimal(3), amount(random, 4, 20), amount(random, 0, 9)])
    unit_price = amount(random, random.choice([0, 2, 6]))
    worth = (quantity * unit_price).quantize(Decimal("0.0001"), rounding="ROUND_DOWN")
    part = random.choice([Decimal("0.1"), Decimal("0.33"), Decimal("0.33"), Decimal(1)])
    discount = (worth * part).quantize(Decimal("0.0001"), rounding="ROUND_DOWN")
    return Line(
        line_id,
        order_id,
        quantity,
        unit_price,
        product_id=random.choice(PRODUCTS),
        list_price=random.choice([None, unit_price, unit_price * 2, amount(random, 6)]),
        discount=rarely(random, discount, chance=0.5),
        unit_cost=rarely(random, amount(random, 6), chance=0.3),
        is_deleted=rarely(random, True, False, 0.08),
    )


def random_refund(random: Random, refund_id: str, order: Order, lines: list[Line]) -> Refund:
    line = random.choice([*lines, *lines, *lines, None])
    paid = Decimal(0)
    for refunded in [line] if line else lines:
        paid += refunded.quantity * refunded.unit_price - (refunded.discount or 0)
    part = random.choice([1, 1, Decimal("0.5"), Decimal("0.3333"), 2])
    exact = (paid * part).quantize(Decimal("0.0001"))
    quantity = line and (line.quantity * part).quantize(Decimal("0.0001"))
    return Refund(
        refund_id,
        random.choice([order.order_id] * 8 + ["other", "no_sale"]) if line else order.order_id,
        moment(random, order.ordered_at.date()),
        max(random.choice([exact, exact, amount(random, 2)]), Decimal(0)),
        line_id=line and line.line_id,
        quantity=random.choice([None, quantity, quantity, Decimal(1)]),
        currency=random.choice([None, order.currency, order.currency, random.choice(CURRENCIES)]),
        disposition=random.choice([None, "restocked", "restocked", "scrapped", "none"]),
        is_deleted=rarely(random, True, False, 0.05),
    )


def random_order(seed: int) -> tuple[Order, list[Line], list[Refund]]:
    random = Random(seed)
    customer_id, account_id = random.choice(BUYERS)
    ordered_at = moment(random, day(random))
    order = Order(
        f"o{seed}",
        ordered_at,
        customer_id,
        account_id,
        status=random.choice([None, "paid", "Shipped", "odd", rarely(random, "Void")]),
        fulfilled_at=rarely(random, moment(random, ordered_at.date()), chance=0.6),
        cancelled_at=rarely(random, moment(random, ordered_at.date()), chance=0.05),
        currency=random.choice(CURRENCIES),
        discount=rarely(random, amount(random, random.choice([0, 2, 4]), 200), chance=0.6),
        shipping=rarely(random, amount(random, 2, 20), chance=0.4),
        is_test=rarely(random, True, False, 0.05),
        is_deleted=rarely(random, True, False, 0.05),
    )
    count = random.choice([0, 1, 2, 2, 3, 6])
    lines = [random_line(random, f"{order.order_id}-{n}", order.order_id) for n in range(count)]
    if count > 1 and random.random() < 0.3:
        lines[1] = Line(
            f"{order.order_id}-1", order.order_id, lines[0].quantity, lines[0].unit_price
        )
    count = random.choice([0, 0, 1, 2, 4])
    refunds = [random_refund(random, f"r{n}-{seed}", order, lines) for n in range(count)]
    return order, lines, refunds


def random_costs(random: Random) -> list[Cost]:
    """Histories that leave gaps, overlap, hold empty windows and come in other currencies."""
    currencies = {"gap": None, "overlap": "EUR", "usd_cost": "USD", "chf_cost": "CHF", "card": None}
    costs = {}
    for product_id, currency in currencies.items():
        for number in range(random.choice([1, 3, 6])):
            start = day(random) if number else FIRST_DAY
            end = start + timedelta(days=random.choice([0, 30, 90, 400]))
            parts = (amount(random, 2, 50), *(rarely(random, amount(random, 6, 9)) for _ in "lo"))
            end = rarely(random, None, end, 0.3)
            costs[product_id, start] = Cost(product_id, start, end, parts, currency)
    return list(costs.values())


def random_rates(random: Random) -> list[Rate]:
    rates = {}
    for currency, typical in TYPICAL_RATES.items():
        for _ in range(1 if currency == "CHF" else 18):
            direct = Decimal(typical) * random.randrange(80, 120) / 100
            key, rate = (currency, "EUR", day(random)), direct
            if currency == "GBP" or (currency == "JPY" and random.random() < 0.5):
                key, rate = ("EUR", currency, key[2]), round(1 / direct, 6)
            rates[key] = Rate(*key, rate)
    return list(rates.values())


def random_company(seed: int, order_count: int = 180) -> Company:
    """The company of a seed."""
    random = Random(seed)
    seeds = range(seed * 1000, seed * 1000 + order_count)
    drawn = [(OTHER_ORDER, [], []), (NO_SALE, [], []), *map(random_order, seeds)]
    starts = [rarely(random, None, day(random)) for _ in range(3)]
    return Company(
        orders=tuple(order for order, _, _ in drawn),
        lines=tuple(line for _, lines, _ in drawn for line in lines),
        refunds=tuple(refund for _, _, refunds in drawn for refund in refunds),
        costs=tuple(random_costs(random)),
        rates=tuple(random_rates(random)),
        exclusions=tuple(
            Exclusion(
                account, start, rarely(random, None, (start or day(random)) + timedelta(days=40))
            )
            for account, start in zip(("a1", "a2", "a2"), starts, strict=True)
            if random.random() < 0.5
        ),
        gift_cards=frozenset({"card"}),
        account_of_customer={"c2": "a1"},
    )
