"""The headlines of a run, laid out for a terminal."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from unicodedata import east_asian_width

from orchestration.headlines import CustomerProfit, Headlines


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _share(profit: Decimal, net_revenue: Decimal) -> str:
    return f" ({profit / net_revenue:.1%} of net revenue)" if net_revenue else ""


def _width(name: str) -> int:
    """Columns that a name takes on a terminal, where a Chinese character takes two."""
    return sum(1 + (east_asian_width(character) in "WF") for character in name)


def _rankings(rankings: Mapping[str, Sequence[CustomerProfit]]) -> list[str]:
    shown = [customer for ranking in rankings.values() for customer in ranking]
    width = max((_width(customer.name) for customer in shown), default=0)
    return [
        f"{'' if place else title:<24}{customer.name}{' ' * (width - _width(customer.name))}"
        f"{_money(customer.contribution):>18}"
        for title, ranking in rankings.items()
        for place, customer in enumerate(ranking)
    ]


def _unknowns(headlines: Headlines) -> list[str]:
    lines = []
    if headlines.left_out_lines:
        revenue = _money(headlines.left_out_net_revenue)
        lines.append(
            f"{'left out of all':<24}{headlines.left_out_lines:,} lines with {revenue} net revenue,"
            " because something of them is unknown"
        )
    if headlines.uncosted_lines:
        lines.append(f"{'unknown cost':<24}{headlines.uncosted_lines:,} sales and returns")
    if headlines.unpriced_lines:
        lines.append(f"{'unknown exchange rate':<24}{headlines.unpriced_lines:,} sales and returns")
    for place, group in enumerate(headlines.quarantined):
        title = "quarantined rows" if place == 0 else ""
        lines.append(f"{title:<24}{group.row_count:,} {group.reason} ({', '.join(group.tables)})")
    return lines


def headline_text(headlines: Headlines) -> str:
    """Lay out the headlines for a terminal, one fact per line."""
    if headlines.first_month is None or headlines.last_month is None:
        months = "no sales yet"
    else:
        months = f"{headlines.first_month:%Y-%m} to {headlines.last_month:%Y-%m}"
    return "\n".join(
        [
            f"As of {headlines.as_of}, {months}, {headlines.currency}",
            f"{'net revenue':<24}{_money(headlines.net_revenue)}",
            f"{'gross profit':<24}{_money(headlines.gross_profit)}"
            f"{_share(headlines.gross_profit, headlines.net_revenue)}",
            f"{'contribution (cm2)':<24}{_money(headlines.contribution)}"
            f"{_share(headlines.contribution, headlines.net_revenue)}",
            f"{'customers':<24}{headlines.customer_count:,}",
            f"{'unprofitable customers':<24}{headlines.unprofitable_count:,}",
            *_rankings({"best customers": headlines.best, "worst customers": headlines.worst}),
            *_unknowns(headlines),
        ]
    )
