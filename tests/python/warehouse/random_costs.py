"""Random costs of goods, charges, commissions and pools: as models hold them, and as facts.

Amounts and rates repeat, so that a rate often stays as it was; products and pools come and go. No
rule belongs here.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from cost_oracle import Fact

MONTHS = tuple(date(2025, month, 1) for month in range(1, 6))
CUSTOMERS, PRODUCTS = ("c1", "c2", "c3", "unknown"), ("p1", "p2", "p3")
GOODS = {"material": "material_cost", "labour": "labour_cost", "operating": "production_overhead"}
READ = (
    *("int_ledger_posted", "int_cost_pools_priced", "int_order_lines_costed"),
    *("int_returns_settled", "int_commissions_settled", "int_pool_costs_allocated"),
)


def money(value):
    return Decimal(value).quantize(Decimal("0.0001"))


class Costs:
    """Rows of the models that are read, and the same costs as facts."""

    def __init__(self, seed):
        self.random, self.facts, self.rows = Random(seed), [], {name: [] for name in READ}
        for month in range(len(MONTHS)):
            for number in range(self.random.choice([0, 6, 25])):
                kind = self.random.choice([self.goods, self.goods, self.charge, self.commission])
                kind(month, f"{month}-{number}")
            for pool in ("rent", "desk", "post", "idle"):
                self.pool(month, pool)

    def amount(self):
        """Few digits or many; equal ones are common, so that rates often stay as they were."""
        return money(self.random.choice([1, 2, 2, Decimal(self.random.randrange(10**7)) / 10**4]))

    def post(self, month, who, place, element, amount, **more):
        """A ledger row of a customer and product (`who`) in a step and category (`place`)."""
        if amount is None or amount != 0:
            self.rows["int_ledger_posted"].append(
                {
                    "posted_month": MONTHS[month],
                    "customer_id": who[0],
                    "product_id": who[1],
                    "waterfall_step": place[0],
                    "cost_category": place[1],
                    "element": element,
                    "amount": amount if amount is None else -amount,
                }
                | more
            )

    def fact(self, *fields):
        self.facts.append(Fact(*fields))

    def goods(self, month, line):
        """Units sold or restocked; now and then at their own cost, now and then of unknown cost."""
        customer, product = self.random.choice(CUSTOMERS), self.random.choice(PRODUCTS)
        is_return, is_actual = self.random.random() < 0.3, self.random.random() < 0.2
        is_unknown, quantity = self.random.random() < 0.15, self.amount()
        event = {"customer_id": customer, "product_id": product, "line_kind": "product"}
        event |= {"has_actual_cost": is_actual, "order_line_id": line}
        sign = -1 if is_return else 1
        cost = None if is_unknown else 1
        if is_return:
            self.rows["int_returns_settled"].append(
                event
                | {"returned_date": MONTHS[month].replace(day=28), "restocked_quantity": quantity}
                | {"restocked_cost_amount": cost}
            )
        else:
            self.rows["int_order_lines_costed"].append(
                event | {"ordered_date": MONTHS[month], "quantity": quantity, "cogs_amount": cost}
            )
        parts = {"unsplit": "actual_cost"} if is_actual else GOODS
        if is_unknown:
            self.post(month, (customer, product), ("cogs", None), "unknown_cost", None)
            self.fact(
                month, customer, product, "cogs", "unsplit", "units", product, None, Fraction(0)
            )
            return
        for category, element in parts.items():
            unit_cost = self.random.choice([0, 3, 3, 3, self.amount()])
            amount = money(sign * quantity * unit_cost)
            posted = None if category == "unsplit" else category
            self.post(month, (customer, product), ("cogs", posted), element, amount)
            worth = Fraction(amount), Fraction(sign * quantity)
            self.fact(month, customer, product, "cogs", category, "units", product, *worth)

    def charge(self, month, line):
        """Freight or a fee on a line, one or two of each kind; each kind counts the line once."""
        customer, product = self.random.choice(CUSTOMERS), self.random.choice(PRODUCTS)
        element = self.random.choice(["freight", "payment_fee"])
        amounts = [self.random.choice([None, self.amount(), self.amount()]) for _ in "ab"]
        quantity = Fraction(1)
        for amount in amounts[: self.random.choice([1, 2])]:
            more = {"order_line_id": line}
            self.post(
                month, (customer, product), ("fulfilment", "operating"), element, amount, **more
            )
            known = None if amount is None else Fraction(amount)
            counted = Fraction(0) if amount is None else quantity
            quantity -= counted
            item = ("fulfilment", "operating", "charged_lines", f"{element}:{product}")
            self.fact(month, customer, product, *item, known, counted)

    def commission(self, month, line):
        customer, product = self.random.choice(CUSTOMERS), self.random.choice(PRODUCTS)
        base = self.random.choice([-1, 1, 1, 1]) * self.amount()
        rate = self.random.choice([Decimal(0), Decimal("0.02"), Decimal("0.02"), Decimal("0.03")])
        amount = self.random.choice([None, money(base * rate), money(base * rate)])
        self.rows["int_commissions_settled"].append(
            {"customer_id": customer, "product_id": product, "commission_line_id": line}
            | {"earned_date": MONTHS[month], "base_amount": base, "commission_amount": amount}
        )
        self.post(month, (customer, product), ("commission", "labour"), "commission", amount)
        worth = (None, Fraction(0)) if amount is None else (Fraction(amount), Fraction(base))
        item = ("commission", "labour", "commission_base", product)
        self.fact(month, customer, product, *item, *worth)

    def pool(self, month, pool):
        """A pool now and then begins, ends, changes its driver, or has nobody to bear it."""
        if self.random.random() < 0.2:
            return
        driver = self.random.choice(["orders", "orders", "orders", "minutes", None])
        key = {"pool_id": pool, "month": MONTHS[month], "driver": driver}
        step = {"rent": "overhead", "desk": "service", "post": "service", "idle": "service"}[pool]
        self.rows["int_cost_pools_priced"].append(key)
        members = [(one, self.random.choice([-1, 0, 1, 4, self.amount()])) for one in CUSTOMERS]
        if driver is None or self.random.random() < 0.2:
            members = [("unallocated", None)]
        for customer, weight in members:
            amount = self.amount() if weight is None or weight > 0 else Decimal(0)
            place = {"waterfall_step": step, "cost_category": "labour", "customer_id": customer}
            self.rows["int_pool_costs_allocated"].append(key | place | {"driver_quantity": weight})
            more = {"pool_id": pool}
            self.post(
                month, (customer, "unallocated"), (step, "labour"), "cost_pool", amount, **more
            )
            item = (step, "labour", driver or "none", pool)
            self.fact(
                month,
                customer,
                "unallocated",
                *item,
                Fraction(amount),
                Fraction(max(weight or 0, 0)),
            )
