"""What the systems of a random company deliver: its facts as rows of the landing contract."""

from typing import Any

from sales_company import ACCOUNTS, Company, Deal


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def deal_rows(deal: Deal) -> list[dict[str, Any]]:
    now = {
        "opportunity_id": deal.deal_id, "owner_user_id": deal.owner, "created_at": text(deal.created),
        "closed_at": text(deal.closed), "outcome": deal.outcome, "stage_name": deal.stage,
        "amount": text(deal.amount), "currency_code": deal.currency, "lead_source": deal.source,
        "account_id": deal.account, "expected_close_date": text(deal.expected),
        "is_deleted": text(deal.is_deleted), "batch_date": deal.batch,
    }  # fmt: skip
    if deal.before is None:
        return [now]
    created, outcome, batch = deal.before
    before = {"created_at": text(created), "outcome": outcome, "is_deleted": None}
    return [now | before | {"batch_date": batch}, now]


def landing_rows(company: Company) -> dict[str, list[dict[str, Any]]]:
    """The landing tables of the company."""
    return {
        "accounts": [
            {"account_id": key, "account_name": f"Name {key}", "segment": segment, "region": key}
            for key, segment in ACCOUNTS.items()
        ],
        "users": [
            {"user_id": user, "team_id": team, "valid_from": text(start), "valid_to": text(end)}
            for user, stints in company.stints.items()
            for team, start, end in stints
        ],
        "opportunities": [row for deal in company.deals for row in deal_rows(deal)],
        "opportunity_splits": [
            {"opportunity_id": deal.deal_id, "user_id": user, "split_percent": text(share)}
            for deal in company.deals
            for user, share in deal.splits.items()
        ],
        "quotas": [
            {"user_id": user, "period_start": text(start), "period_end": text(end)}
            | {"quota_amount": text(value), "currency_code": "EUR"}
            for (user, start, end), value in company.quotas.items()
        ],
        "activities": [
            {"activity_id": key, "user_id": user, "activity_type": kind, "started_at": text(moment)}
            | {"opportunity_id": deal_id, "is_deleted": text(gone)}
            for key, user, kind, moment, deal_id, gone in company.activities
        ],
        "orders": [
            {"order_id": order.order_id, "opportunity_id": order.deal_id, "account_id": order.account}
            | {"sales_user_id": order.seller, "ordered_at": f"{order.day} 10:00:00"}
            | {"currency_code": "EUR", "channel": order.channel, "status": "paid"}
            for order in company.orders
        ],
        "order_lines": [
            {"order_line_id": f"{order.order_id}-1", "order_id": order.order_id, "quantity": "1"}
            | {"unit_price": text(order.listed), "line_discount_amount": text(order.discount)}
            for order in company.orders
        ],
        "returns": [
            {"return_id": f"{order.order_id}-r{number}", "order_id": order.order_id}
            | {"order_line_id": f"{order.order_id}-1", "returned_at": f"{day} 12:00:00"}
            | {"refund_amount": text(part), "currency_code": "EUR"}
            for order in company.orders
            for number, (day, part) in enumerate(order.refunds)
        ],
    }  # fmt: skip
