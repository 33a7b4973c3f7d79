"""Companies whose customers come and go in some way, as what an order system would land."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

AS_OF = date(2025, 12, 31)
START = date(2023, 1, 1)


def landed(purchases, price=100, unit_cost=60):
    """Orders of one line for (customer, day) pairs."""
    orders, lines = [], []
    for number, (customer, day) in enumerate(purchases):
        orders.append(
            {
                "order_id": f"o{number}", "customer_id": customer, "currency_code": "EUR",
                "ordered_at": f"{day} 10:00:00", "status": "completed",
            }
        )  # fmt: skip
        lines.append(
            {
                "order_line_id": f"l{number}", "order_id": f"o{number}", "product_id": "p",
                "quantity": "1", "unit_price": str(price), "unit_cost": str(unit_cost),
            }
        )  # fmt: skip
    customers = [{"customer_id": customer} for customer in sorted({c for c, _ in purchases})]
    return {
        "orders": orders,
        "order_lines": lines,
        "customers": customers,
        "products": [{"product_id": "p", "product_type": "goods"}],
    }


def comings_and_goings(customers, seed, first_days=800):
    """Customers with rates and chances to leave of their own: what the model supposes."""
    random = Random(seed)
    for number in range(customers):
        day = START + timedelta(days=random.randrange(first_days))
        gap, leave = random.gammavariate(2.0, 40.0) + 5, random.betavariate(1.0, 3.0)
        while day <= AS_OF:
            yield f"c{number}", day
            if random.random() < leave:
                break
            day += timedelta(days=1 + int(random.expovariate(1 / gap)))


def tiny():
    return [("a", date(2025, 3, 1)), ("a", date(2025, 5, 1)), ("b", date(2025, 6, 1))]


def single_purchase():
    return [(f"c{n}", START + timedelta(days=n * 9)) for n in range(100)]


def constant():
    """Everybody buys every thirty days and nobody leaves."""
    days = range(0, (AS_OF - START).days, 30)
    return [(f"c{n}", START + timedelta(days=d + n % 7)) for n in range(40) for d in days]


def ramping():
    """Ever more customers, who buy ever more often: no population that stays the same."""
    random, bought = Random(5), []
    for n in range(300):
        day = START + timedelta(days=int(1060 * (n / 300) ** 0.5))
        while day <= AS_OF:
            bought.append((f"c{n}", day))
            years = (day - START).days / 365
            day += timedelta(days=int(random.expovariate(1 / (260 / (1 + 6 * years**2)))) + 1)
    return bought


def first_day_only():
    """Everybody's first purchase is today."""
    return [(f"c{n}", AS_OF) for n in range(20)]


def postings(customers, seed):
    """Postings of random customers with refunds, partial ones, losses and service costs."""
    random, made = Random(seed), []
    for customer, day in dict.fromkeys(comings_and_goings(customers, seed)):
        revenue = Decimal(random.randrange(500, 50000)) / 100
        margin = (revenue * Decimal(random.uniform(-0.3, 0.6))).quantize(Decimal("0.0001"))
        made.append((customer, day, day, revenue, margin))
        fate = random.random()
        back = min(day + timedelta(days=random.randrange(1, 200)), AS_OF)
        if fate < 0.1:
            made.append((customer, day, back, -revenue, -margin - 3))
        elif fate < 0.2:
            made.append((customer, day, back, -revenue / 4, -margin / 4))
        if random.random() < 0.1:
            made.append((customer, None, back, Decimal(0), Decimal(-7)))
    summed = {}
    for customer, bought, booked, revenue, margin in made:
        key = (customer, bought, booked)
        before = summed.get(key, (Decimal(0), Decimal(0)))
        summed[key] = (before[0] + revenue, before[1] + margin)
    return [
        (*key, *(amount.quantize(Decimal("0.0001")) for amount in amounts))
        for key, amounts in summed.items()
    ]
