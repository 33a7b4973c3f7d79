"""Random sales people, deals, splits, quotas, work and orders, as plain facts.

Few values, so that ties and contradictions are common: people who change team, leave gaps or are
nobody's; deals that end before they begin, are opened again, copied or deleted; splits that leave
a share open or give away too much; quotas nobody set.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

FIRST = date(2023, 11, 1)
PEOPLE = ("u1", "u2", "u3", "u4")
OWNERS = (*PEOPLE, *PEOPLE, "stranger", None)
OUTCOMES = ("won", "won", "lost", "lost", "no_decision", "duplicate", None, None)
SOURCES = {"Paid Search": "paid_search", "referral": "referral", None: "unknown"}
ACCOUNTS = {"a1": "small", "a2": "enterprise", "a3": None}
TYPES = {"Call": "phone", "mail": "written", "visit": "in_person", "espresso": "other"}
Activity = tuple[str, str | None, str, datetime, str | None, bool]
Stint = tuple[str, date | None, date | None]


@dataclass
class Deal:
    """What the CRM says of a deal, and, where it was opened again, what it had said before."""

    deal_id: str
    owner: str | None
    created: datetime | None
    closed: datetime | None
    outcome: str | None
    stage: str
    amount: Decimal | None
    currency: str
    source: str | None
    account: str | None
    expected: date | None
    is_deleted: bool
    batch: date
    before: tuple[datetime, str | None, date] | None
    splits: dict[str, Decimal] = field(default_factory=dict)


@dataclass
class Order:
    """One order of one line at its list price, and what was paid back of it."""

    order_id: str
    deal_id: str | None
    seller: str | None
    day: date
    account: str
    channel: str | None
    listed: Decimal
    discount: Decimal
    refunds: list[tuple[date, Decimal]]


@dataclass
class Company:
    """Everything that is known, up to `last`."""

    last: date
    stints: dict[str, list[Stint]]
    deals: list[Deal]
    quotas: dict[tuple[str, date, date], Decimal | None]
    activities: list[Activity]
    orders: list[Order]


def some_day(random: Random, last: date, first: date = FIRST) -> date:
    """Often a day on which stints begin and end."""
    day = first + timedelta(days=random.randrange((last - first).days + 1))
    begun = day - timedelta(days=(day - FIRST).days % 20)
    return begun if begun >= first and random.random() < 0.3 else day


def at(random: Random, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, random.choice([0, 9, 23]))


def money(random: Random, largest: int = 500_000) -> Decimal:
    return Decimal(random.randrange(1, largest)) / 100


def random_stints(random: Random) -> list[Stint]:
    starts = sorted(random.sample(range(0, 800, 20), random.choice([1, 1, 2, 3])))
    stints: list[Stint] = []
    for number, start in enumerate(starts):
        begin = FIRST + timedelta(days=start)
        end = random.choice([None, begin + timedelta(days=random.choice([20, 100, 400]))])
        first = None if number == 0 and random.random() < 0.5 else begin
        stints.append((random.choice(["t1", "t2", "t3"]), first, end))
    return stints


def random_deal(random: Random, number: int, last: date) -> Deal:
    day = some_day(random, last)
    outcome = random.choice(OUTCOMES)
    by_stage = outcome in ("won", "lost") and random.random() < 0.2
    closed = some_day(random, last, random.choice([day, day, day, FIRST]))
    deal = Deal(
        f"d{number}",
        random.choice(OWNERS),
        random.choice([None, *[at(random, day)] * 15]),
        at(random, closed) if (outcome and random.random() < 0.9) else None,
        None if by_stage else outcome,
        {"won": "Closed Won", "lost": " closed lost"}.get(outcome or "", "Proposal"),
        random.choice([None, Decimal(0), Decimal(-20), *[money(random)] * 6]),
        random.choice(["EUR", "EUR", "EUR", "GBP"]),
        random.choice(list(SOURCES)),
        random.choice([*ACCOUNTS, None]),
        random.choice([None, day + timedelta(days=random.randrange(-30, 90))]),
        random.random() < 0.07,
        last,
        None,
    )
    if deal.created and random.random() < 0.2:
        earlier = deal.created - timedelta(days=random.randrange(60))
        told = random.choice([None, "lost", outcome])
        deal.before = earlier, told, last - timedelta(days=random.choice([3, 40]))
    for user in random.sample([*PEOPLE, "stranger"], random.choice([0, 0, 0, 1, 2, 3])):
        share = random.choice(["0", "10", "33.3333", "50", "60.5", "100"])
        deal.splits[user] = Decimal(share)
    return deal


def random_quotas(random: Random, last: date) -> dict[tuple[str, date, date], Decimal | None]:
    quotas = {}
    for year, quarter in [(2024, 0), (2024, 1), (2025, 0), (2025, 1), (2025, 2), (2025, 3)]:
        start = date(year, 3 * quarter + 1, 1)
        end = date(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1)
        for user in random.sample([*PEOPLE, "stranger"], 4):
            value = random.choice([None, Decimal(0), *[money(random, 10**7)] * 6])
            quotas[user, start, end] = value
    quotas["u1", date(2025, 1, 1), date(2026, 1, 1)] = money(random, 10**8)
    quotas["u2", date(2025, 5, 3), date(2025, 5, 5)] = money(random)
    return quotas


def random_order(random: Random, number: int, company: Company) -> Order:
    day = some_day(random, company.last)
    listed = money(random)
    discount = random.choice([Decimal(0), (listed / 3).quantize(Decimal("0.01"))])
    paid = listed - discount
    parts = random.choice([[], [], [], [paid], [(paid / 2).quantize(Decimal("0.01"))]])
    deal = random.choice(company.deals) if random.random() < 0.7 else None
    return Order(
        f"o{number}",
        deal.deal_id if deal else None,
        random.choice([None, *PEOPLE, "stranger"]),
        day,
        random.choice(list(ACCOUNTS)),
        random.choice(["shop", "direct", None]),
        listed,
        discount,
        [(some_day(random, company.last, day), part) for part in parts],
    )


def random_activity(random: Random, number: int, company: Company) -> Activity:
    deal = random.choice([None, *random.choices(company.deals, k=3)]) if company.deals else None
    moment = at(random, some_day(random, company.last))
    kind = random.choice(list(TYPES))
    deal_id = deal.deal_id if deal else None
    return f"x{number}", random.choice(OWNERS), kind, moment, deal_id, random.random() < 0.1


def random_company(
    seed: int, last: date, deals: int, orders: int, without: frozenset[str] = frozenset()
) -> Company:
    random = Random(seed)
    company = Company(last, {}, [], {}, [], [])
    company.stints = {} if "users" in without else {u: random_stints(random) for u in PEOPLE}
    company.deals = [random_deal(random, number, last) for number in range(deals)]
    if "opportunity_splits" in without:
        for deal in company.deals:
            deal.splits = {}
    company.quotas = {} if "quotas" in without else random_quotas(random, last)
    if "activities" not in without:
        company.activities = [random_activity(random, n, company) for n in range(deals)]
    if company.deals:
        company.orders = [random_order(random, number, company) for number in range(orders)]
    return company
