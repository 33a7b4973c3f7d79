"""Commissions worked out in Python from what was posted: the rules once more, in fractions.

Everything is taken as known from the first day on: there are no late rows here, and no statements.
What all statements up to a day come to must be this, of what was known on that day. Input is what the
gross-profit line posted, and the landed rows of people, deals, payments and quotas.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from exact_money import ZERO, cents, less, product, rounded, spread, total

QUARTERS = [date(2025, month, 1) for month in (1, 4, 7, 10)] + [date(2026, 1, 1)]


@dataclass(frozen=True)
class Book:
    """What is known of people, deals and agreements, as landed rows and seed rows."""

    users: list[dict]
    deals: dict[str, str | None]
    splits: dict[str, dict[str, Decimal]]
    quotas: list[dict]
    rates: list[dict]
    brackets: list[dict]


def book(tables: dict[str, list[dict]], rates: list[dict], brackets: list[dict]) -> Book:
    """The book of a landing that holds each row once; deleted rows are not in it."""
    standing = {
        name: [row for row in tables[name] if not row.get("is_deleted")]
        for name in ("users", "quotas", "opportunities", "opportunity_splits")
    }
    splits = defaultdict(dict)
    for row in standing["opportunity_splits"]:
        splits[row["opportunity_id"]][row["user_id"]] = Decimal(row["split_percent"])
    return Book(
        users=standing["users"],
        deals={row["opportunity_id"]: row["owner_user_id"] for row in standing["opportunities"]},
        splits=splits,
        quotas=standing["quotas"],
        rates=rates,
        brackets=brackets,
    )


@dataclass(frozen=True)
class Claim:
    """What one person holds of one line."""

    user: str
    share: Decimal
    base_type: str
    rate: Decimal
    role: str


def quarter(day: date) -> date:
    return max(start for start in QUARTERS if start <= day)


def in_force(row: dict, day: date) -> bool:
    first, last = (
        value and date.fromisoformat(str(value))
        for value in (row.get("valid_from"), row.get("valid_to"))
    )
    return (first is None or first <= day) and (last is None or day < last)


def holders(order: dict, known: Book) -> list[tuple[str, str, Decimal]]:
    """(user, user whose role counts, share of 100 or of what the splits sum to)."""
    splits = known.splits.get(order["opportunity_id"], {})
    if not splits:
        user = order["sales_user_id"] or known.deals.get(order["opportunity_id"])
        return [(user, user, Decimal(100))] if user else []
    largest = min(splits, key=lambda user: (-splits[user], user))
    open_share = 100 - sum(splits.values())
    held = [(user, user, share) for user, share in splits.items() if share > 0]
    return held + ([("unassigned", largest, open_share)] if open_share > 0 else [])


def tier(rows: list[dict], product_id: str, day: date) -> str:
    """Margin tier of a product in the month of a day, by the twelve months before it."""
    mine = [row for row in rows if row["product_id"] == product_id]
    index = day.year * 12 + day.month
    months = [(row["posted_date"].year * 12 + row["posted_date"].month, row) for row in mine]
    if index - min(month for month, _ in months) < 1:
        return "provisional"
    window = [row for month, row in months if index - 12 <= month < index]
    known = [row for row in window if row["gross_profit_amount"] is not None]
    if window and not known:
        return "unknown"
    if sum((row["quantity"] for row in known), ZERO) < 2:
        return "provisional"
    profit = total(row["gross_profit_amount"] for row in known)
    revenue = total(row["net_revenue_amount"] for row in known)
    return "high" if revenue > 0 and profit >= product(revenue, Decimal("0.4")) else "low"


def claims(order: dict, day: date, product_tier: str, known: Book) -> list[Claim]:
    found = []
    for user, rated_user, share in holders(order, known):
        role = role_of(rated_user, day, known)
        rates = [
            row
            for row in known.rates
            if row["role"] == role
            and row["product_margin_tier"] == product_tier
            and in_force(row, day)
        ]
        told = max(rates, key=lambda row: str(row.get("known_from") or ""), default=None)
        base_type, rate = (
            (told["base_type"], Decimal(told["rate"])) if told else ("net_revenue", ZERO)
        )
        found.append(Claim(user, share, base_type, rate, role))
    return found


def role_of(user: str, day: date, known: Book) -> str:
    """By the stint that began last, unless it is over."""
    begun = [
        row
        for row in known.users
        if row["user_id"] == user and in_force({"valid_from": row.get("valid_from")}, day)
    ]
    last = max(begun, key=lambda row: str(row.get("valid_from") or ""), default=None)
    return last["role"].lower() if last and in_force(last, day) else "unknown"


def part(whole, share, of, places=4):
    return (
        None
        if None in (whole, share, of) or not of
        else rounded(Fraction(whole) * Fraction(share) / Fraction(of), places)
    )


def retained(base_type: str, sale: dict, past: list[dict]) -> Decimal | None:
    """What is left of the base of a sale after the events so far."""
    net, back = sale["net_revenue_amount"], total(event["returned"] for event in past)
    if net is None or back is None:
        return None
    left = net - min(max(back, ZERO), max(net, ZERO))
    if base_type == "cash_received":
        cash = cash_of(net, past)
        return None if cash is None else min(cash, left)
    if all(event["kind"] != 1 for event in past):
        return ZERO
    return left if base_type == "net_revenue" else profit_left(sale, left, past)


def cash_of(net: Decimal, past: list[dict]) -> Decimal | None:
    paid = total(event["received"] for event in past)
    due = max((event["due"] for event in past if event["kind"] == 2), default=None)
    if paid is None or paid == 0:
        return paid
    return net if paid >= due else part(net, paid, due)


def profit_left(sale: dict, left: Decimal, past: list[dict]) -> Decimal | None:
    net, profit = sale["net_revenue_amount"], sale["gross_profit_amount"]
    given_back = total(event["profit_returned"] for event in past)
    if left == 0 and net != 0:
        return ZERO
    if profit is not None and profit <= 0 and net != 0:
        return part(profit, left, net)
    if profit is None or given_back is None:
        return None
    return profit - min(max(given_back, ZERO), profit)


def events_of(sale: dict, base_type: str, returns: list[dict], payments: list[dict]) -> list[dict]:
    blank = {"returned": ZERO, "profit_returned": ZERO, "received": ZERO, "due": None}
    line = sale["order_line_id"]
    events = [
        blank
        | {
            "kind": 3,
            "source": row["posting_id"],
            "day": row["posted_date"],
            "returned": row["returns_amount"],
            "profit_returned": less(ZERO, row["gross_profit_amount"]),
        }
        for row in returns
    ]
    if base_type == "cash_received":
        events += [
            blank | payment | {"kind": 2, "source": f"{line}:payment:{payment['id']}"}
            for payment in payments
        ]
    else:
        events.append(blank | {"kind": 1, "source": f"{line}:sale", "day": sale["posted_date"]})
    return sorted(
        events,
        key=lambda event: (quarter(event["day"]), event["day"], event["kind"], event["source"]),
    )


def quota(user: str, start: date, known: Book) -> Decimal:
    end = next(later for later in QUARTERS if later > start)
    parts = []
    for row in known.quotas:
        first, last = date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])
        days = (min(last, end) - max(first, start)).days
        if row["user_id"] == user and days > 0:
            parts.append(part(Decimal(row["quota_amount"]), days, (last - first).days))
    return sum(parts, ZERO)


def stretched(base: Fraction, brackets: list[tuple[Decimal, Decimal]]) -> Fraction:
    """A base with each part of it multiplied by the bracket that it lies in, beyond itself."""
    extra, below = Fraction(0), Decimal(1)
    for start, multiplier in brackets:
        extra += Fraction(multiplier - below) * max(base - Fraction(start), Fraction(0))
        below = multiplier
    return extra


def commissions(
    orders: dict[str, dict], posted: list[dict], received: dict[str, list[dict]], known: Book
) -> dict:
    """(source, user) -> (base, basic commission, what accelerators add)."""
    goods = [row for row in posted if row["line_kind"] == "product"]
    returns = defaultdict(list)
    for row in goods:
        if row["posting_type"] == "return":
            returns[row["order_line_id"]].append(row)
    earned, later = [], []
    for sale in (row for row in goods if row["posting_type"] == "sale"):
        order = orders[sale["order_id"]]
        day = sale["ordered_date"]
        held = claims(order, day, tier(goods, sale["product_id"], day), known)
        for base_type in sorted({claim.base_type for claim in held}):
            events = events_of(
                sale, base_type, returns[sale["order_line_id"]], received.get(sale["order_id"], [])
            )
            _follow(sale, base_type, held, events, (earned, later))
    lines = _accelerated(earned, known)
    _claw_back(lines, later)
    return {key: amounts for key, amounts in lines.items() if len(key) == 2}


def _follow(sale, base_type, held, events, found):
    earned, later = found
    past, before, known = [], ZERO, ZERO
    weights = {claim.user: claim.share for claim in held}
    sources = []
    for event in events:
        past.append(event)
        left = retained(base_type, sale, past)
        move = None if left is None or before is None else left - before
        before = left
        if move == 0 and event["kind"] != 1:
            continue
        mine = [claim for claim in held if claim.base_type == base_type]
        if event["kind"] == 3:
            later.append((event, list(sources), mine, left, known))
            continue
        so_far, known = known, None if move is None or known is None else known + move
        sources.append(event["source"])
        bases = spread(move, weights)
        for claim in mine:
            whole = (
                ZERO
                if claim.rate == 0
                else less(cents(known, claim.rate), cents(so_far, claim.rate))
            )
            earned.append((event, claim, bases[claim.user], spread(whole, weights)[claim.user]))


def _accelerated(earned, known):
    runs, lines = defaultdict(Fraction), {}
    for event, claim, base, basic in sorted(
        earned, key=lambda one: (one[0]["day"], one[0]["source"], one[1].user)
    ):
        start = quarter(event["day"])
        target = quota(claim.user, start, known)
        brackets = sorted(
            (Decimal(row["from_quota_share"]), Decimal(row["multiplier"]))
            for row in known.brackets
            if row["role"] == claim.role and in_force(row, start)
        )
        money = [
            (product(target, share), multiplier) for share, multiplier in brackets if target > 0
        ]
        run = runs[claim.user, start]
        runs[claim.user, start] = after = run + Fraction(base or 0)
        extra = rounded(stretched(after, money) - stretched(run, money))
        added = ZERO if claim.rate == 0 else None if base is None else cents(extra, claim.rate)
        lines[event["source"], claim.user] = (base, basic, added)
    return lines


def _claw_back(lines, later):
    taken = defaultdict(lambda: (ZERO, ZERO, ZERO))
    for event, sources, held, left, known in later:
        for claim in held:
            if not sources:
                continue
            sums = [total(lines[source, claim.user][n] for source in sources) for n in range(3)]
            gone = tuple(
                _gone(amount, left, known, places)
                for amount, places in zip(sums, (4, 2, 2), strict=True)
            )
            key = (event["source"].split(":")[0], claim.user)
            lines[event["source"], claim.user] = tuple(
                None if None in pair else pair[0] - pair[1]
                for pair in zip(taken[key], gone, strict=True)
            )
            taken[key] = gone


def _gone(earned, left, known, places):
    """What returns have taken of an amount, when `left` of the `known` base is retained."""
    if earned == 0 or left == 0:
        return earned
    if None in (earned, left, known):
        return None
    return earned - part(earned, left, known, places)


def receipts(
    payments: list[dict], orders: dict[str, dict], lines: list[dict], warehouse
) -> dict[str, list[dict]]:
    """Money that came in, by order, in the order's currency, beside what was due."""
    due = defaultdict(Decimal)
    for row in lines:
        due[row["order_id"]] += row["net_local"]
    rates = {
        (row["currency_code"], row["rate_date"]): Fraction(row["rate_to_reporting"])
        for row in warehouse.rows("int_fx_rates_filled")
    }
    found = defaultdict(list)
    for row in payments:
        order = orders[row["order_id"]]
        if Decimal(row["amount"]) <= 0 or (row["status"] or "settled").lower() != "settled":
            continue
        own = order["currency_code"] or "EUR"
        paid = row["currency_code"] or own
        received = Decimal(row["amount"])
        if paid != own:
            day = date.fromisoformat(order["ordered_at"][:10])
            both = [
                Fraction(1) if code == "EUR" else rates.get((code, day)) for code in (paid, own)
            ]
            received = None if None in both else rounded(Fraction(received) * both[0] / both[1])
        found[row["order_id"]].append(
            {
                "id": row["payment_id"],
                "day": date.fromisoformat(row["paid_at"][:10]),
                "received": received,
                "due": due[row["order_id"]] + Decimal(order["tax_amount"] or 0),
            }
        )
    return found
