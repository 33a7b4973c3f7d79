"""What the landed facts of a touch history mean: who is whose, what counted as first, what was won.

Written from the definitions, not from the models. `customers` names the customer behind an account,
`margins` what a deal can be expected to make. Which touch is credited does not belong here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from exact_money import ZERO, less
from small_warehouse import LINEAGE
from touch_company import CAMPAIGNS, Facts

Touch = Mapping[str, Any]
LAST_MOMENT = datetime.combine(LINEAGE["batch_date"], time.max)
"""Of the day on which everything landed: when a deal that nobody dates was seen won."""


class Conversion(NamedTuple):
    """One order or deal, with its worth after each event: (kind, day, revenue, margin)."""

    name: str
    kind: str
    party: str | None
    at: datetime
    restated: date | None
    is_latest: bool
    lead_at: datetime | None
    deal_at: datetime | None
    worth: Sequence[tuple[str, date, Decimal | None, Decimal | None]]
    contribution: Decimal | None


def kept(facts: Facts, table: str) -> Iterator[dict[str, Any]]:
    return (row for row in facts[table] if not row.get("is_deleted"))


class Book:
    """The facts, and what each id of the CRM stands for."""

    def __init__(self, facts: Facts, customers: Mapping[str, str], margins: Mapping[str, Any]):
        """Resolve every id to the customer behind it."""
        self.facts, self.customers, self.margins = facts, customers, margins
        self.deals = {row["opportunity_id"]: row for row in facts["opportunities"]}
        self.leads = {row["lead_id"]: row for row in facts["leads"]}
        self.live_leads = {row["lead_id"]: row for row in kept(facts, "leads")}
        self.live_deals = {
            row["opportunity_id"]: row
            for row in kept(facts, "opportunities")
            if row["outcome"] != "duplicate"
        }
        self.deals_of, self.leads_of = defaultdict(list), defaultdict(list)
        for deal in self.live_deals.values():
            if customer := self.of_deal(deal):
                self.deals_of[customer].append(deal)
        for name, lead in self.live_leads.items():
            if customer := self.of_lead(name):
                self.leads_of[customer].append(lead)
        self.conversions = list(conversions(self))

    def of_account(self, account: str | None) -> str | None:
        return self.customers[account] if account else None

    def of_lead(self, name: str | None) -> str | None:
        if name is None:
            return None
        lead = self.leads[name]
        deal = self.deals.get(lead["converted_opportunity_id"], {})
        return self.of_account(lead["converted_account_id"] or deal.get("account_id"))

    def of_deal(self, deal: Mapping[str, Any]) -> str | None:
        lead = self.leads.get(deal["lead_id"], {})
        return self.of_account(deal["account_id"] or lead.get("converted_account_id"))

    def party(self, touch: Touch) -> str:
        contact = touch["contact_id"] and touch["contact_id"].removeprefix("c-")
        who = self.of_account(touch["account_id"] or contact) or self.of_lead(touch["lead_id"])
        return who or (f"lead:{touch['lead_id']}" if touch["lead_id"] else touch["touch_id"])

    def paths(self) -> dict[str, list[Touch]]:
        """Every party's touches, oldest first."""
        touches = defaultdict(list)
        for touch in kept(self.facts, "campaign_touches"):
            channel = touch["channel"] or CAMPAIGNS.get(touch["campaign_id"]) or "unknown"
            channel = channel.lower().replace(" ", "_")
            touches[self.party(touch)].append(dict(touch) | {"channel": channel})
        order = ("touched_at", "touch_id")
        return {
            party: sorted(rows, key=lambda row: [row[name] for name in order])
            for party, rows in touches.items()
        }

    def milestones(self, customer: str | None, at: datetime, deal_name: str | None) -> Any:
        """When the lead and the deal behind a conversion were created."""
        if deal_name is None:
            deal_name = latest_before(self.deals_of[customer], at, "opportunity_id")
        deal = self.live_deals.get(deal_name)
        lead_name = deal["lead_id"] if deal else None
        if lead_name is None:
            lead_name = latest_before(self.leads_of[customer], at, "lead_id")
        lead = self.live_leads.get(lead_name)
        return lead and lead["created_at"], deal and deal["created_at"]


def latest_before(rows: Sequence[Mapping[str, Any]], at: datetime, key: str) -> str | None:
    """Name of the row that was created last but not after a moment; the first name of several."""
    before = [row for row in rows if row["created_at"] <= at]
    latest = max((row["created_at"] for row in before), default=None)
    return min((row[key] for row in before if row["created_at"] == latest), default=None)


class Sale(NamedTuple):
    """One order: what it cost and what was given back on which day."""

    order: Mapping[str, Any]
    price: Decimal
    cost: Decimal | None
    refunds: Mapping[date, Decimal]

    def kept_on(self, day: date) -> Decimal:
        return self.price - sum((part for on, part in self.refunds.items() if on <= day), ZERO)


def sales(book: Book) -> dict[str, list[Sale]]:
    """Orders of every customer, in the order in which they count."""
    lines = {line["order_id"]: line for line in book.facts["order_lines"]}
    refunds: dict[str, Any] = defaultdict(lambda: defaultdict(Decimal))
    for back in book.facts["returns"]:
        refunds[back["order_id"]][back["returned_at"].date()] += back["refund_amount"]
    found = defaultdict(list)
    for order in book.facts["orders"]:
        if order["status"] is None:
            name, line = order["order_id"], lines[order["order_id"]]
            found[book.of_account(order["account_id"])].append(
                Sale(order, line["unit_price"], line["unit_cost"], dict(refunds[name]))
            )
    for bought in found.values():
        bought.sort(key=lambda sale: (sale.order["ordered_at"].date(), sale.order["order_id"]))
    return found


def first_orders(bought: Sequence[Sale]) -> list[tuple[Sale, date, date | None]]:
    """What counted as the first order from when to when: asked anew on each day of an event."""
    days = sorted(
        {sale.order["ordered_at"].date() for sale in bought}
        | {day for sale in bought for day in sale.refunds}
    )
    counted: list[Any] = []
    for day in days:
        first = next(
            (
                sale
                for sale in bought
                if sale.order["ordered_at"].date() <= day and sale.kept_on(day) > 0
            ),
            None,
        )
        if counted and counted[-1][2] is None:
            if counted[-1][0] is first:
                continue
            counted[-1][2] = day
        if first:
            counted.append([first, day, None])
    return [tuple(entry) for entry in counted]


def worth_of(sale: Sale, since: date) -> list[tuple[str, date, Decimal | None, Decimal | None]]:
    """Revenue and gross profit after the sale and after each day of refunds."""
    revenue, worth = sale.price, [("conversion", since, sale.price, less(sale.price, sale.cost))]
    later = defaultdict(Decimal)
    for day, part in sale.refunds.items():
        later[max(day, since)] += part
    for day in sorted(later):
        revenue -= later[day]
        worth.append(("refund", day, revenue, less(revenue, sale.cost)))
    return worth


def contribution_of(sale: Sale) -> Decimal:
    """What is known of it: a sale of unknown cost is left out whole, what it gave back too."""
    back = sum(sale.refunds.values(), ZERO)
    return ZERO if sale.cost is None else sale.price - sale.cost - back


def conversions(book: Book) -> Iterator[Conversion]:
    """Every order that ever was a first one, and every deal that was won."""
    for customer, bought in sales(book).items():
        contribution = sum((contribution_of(sale) for sale in bought), ZERO)
        counted = first_orders(bought)
        for place, (sale, since, until) in enumerate(counted):
            order, is_latest = sale.order, place == len(counted) - 1
            lead_at, deal_at = book.milestones(
                customer, order["ordered_at"], order["opportunity_id"]
            )
            yield Conversion(
                f"first_order:{order['order_id']}", "first_order", customer, order["ordered_at"],
                until, is_latest, lead_at, deal_at, worth_of(sale, since),
                contribution if is_latest else ZERO,
            )  # fmt: skip
    for deal in kept(book.facts, "opportunities"):
        if deal["outcome"] == "won":
            customer, name = book.of_deal(deal), deal["opportunity_id"]
            at = deal["closed_at"] or LAST_MOMENT
            lead_at, deal_at = book.milestones(customer, at, name)
            worth = [("conversion", at.date(), deal["amount"], book.margins[name])]
            yield Conversion(
                f"won_deal:{name}", "won_deal", customer or f"lead:{deal['lead_id']}", at, None,
                True, lead_at, deal_at, worth, None,
            )  # fmt: skip
