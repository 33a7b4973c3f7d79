"""The CRM's exports of deals, their changes and who shares in them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.calendar import DAYS, EPOCH_DAY, day_of
from orchestration.demo.chance import Ints
from orchestration.demo.columns import (
    Extract,
    dates,
    joined,
    money,
    scaled,
    times,
    where,
    words,
)
from orchestration.demo.crm_ids import (
    account_ids,
    campaign_ids,
    change_ids,
    deal_ids,
    lead_ids,
)
from orchestration.demo.deals import OPEN, OUTCOMES, Deals
from orchestration.demo.leads import Leads
from orchestration.demo.marketing import LEAD_SOURCES, lead_campaigns, lead_sources
from orchestration.demo.markets import (
    CURRENCIES,
    CURRENCY_OF,
)
from orchestration.demo.staff import HEAD_OF_SALES, SALES_SEATS, user_ids
from orchestration.demo.stages import PROBABILITIES, STAGES, Course
from orchestration.demo.trade import Trade

LOSS_REASONS = ("price", "competitor", "no budget", "timing", "missing feature")
DEAL_KINDS = ("New Business", "Expansion", "Renewal")


def deal_extract(trade: Trade, deals: Deals, leads: Leads, course: Course) -> Extract:
    """Deals as they stand; one that moved after the first export was exported as it stood then."""
    at = np.arange(len(deals))
    accounts, staff = trade.accounts, trade.block.staff
    company = deals.account
    closed = deals.closed_at
    is_open = deals.outcome == OPEN
    owner = staff.occupant(accounts.seat[company], np.where(is_open, DAYS - 1, day_of(closed)))
    lead = deals.lead
    campaign = np.where(lead >= 0, lead_campaigns(trade, leads)[lead.clip(0)], -1)
    source = np.where(lead >= 0, lead_sources(trade, leads)[lead.clip(0)], len(LEAD_SOURCES) - 1)
    title = pc.if_else(pa.array(deals.kind == 2), " - renewal ", " - equipment ")
    now, early = course.now, course.early
    changed = np.where(is_open, course.changed_at, closed)
    year = (1970 + deals.created_at // 31_556_952).astype(np.int64)
    probability = where(at % 37 != 8, scaled(PROBABILITIES[now.stage], 0))
    names = accounts.names.name().take(pa.array(company))
    return Extract(
        "crm", "opportunities",
        {
            "opportunity_id": deal_ids(deals.numbers),
            "account_id": account_ids(accounts.numbers[company]),
            "lead_id": lead_ids(np.where(lead >= 0, leads.numbers[lead.clip(0)], -1)),
            "opportunity_name": joined(names, title, pa.array(year).cast(pa.string())),
            "opportunity_type": words(deals.kind, DEAL_KINDS),
            "lead_source": words(source, LEAD_SOURCES),
            "campaign_id": campaign_ids(campaign),
            "owner_user_id": user_ids(owner),
            "stage_name": words(now.stage, STAGES),
            "amount": money(now.amount),
            "currency_code": words(CURRENCY_OF[accounts.market[company]], CURRENCIES),
            "probability": probability,
            "created_at": times(deals.created_at),
            "expected_close_date": dates(now.expected_day - EPOCH_DAY),
            "closed_at": where(~is_open, times(closed)),
            "outcome": words(deals.outcome, OUTCOMES),
            "loss_reason": where(deals.outcome == 1, words(at * 7 % 5, LOSS_REASONS)),
            "source_updated_at": times(np.maximum(changed, deals.created_at)),
        },
        deals.created_at,
        np.maximum(changed, deals.created_at),
        {
            "stage_name": words(early.stage, STAGES),
            "amount": money(early.amount),
            "probability": scaled(PROBABILITIES[early.stage], 0),
            "expected_close_date": dates(early.expected_day - EPOCH_DAY),
            "closed_at": None, "outcome": None, "loss_reason": None,
        },
    )  # fmt: skip


def _owners(trade: Trade, deals: Deals, deal: Ints, moments: Ints) -> Ints:
    """Who owned each deal at a moment."""
    return trade.block.staff.occupant(trade.accounts.seat[deals.account[deal]], day_of(moments))


def change_extract(trade: Trade, deals: Deals, course: Course) -> Extract:
    """Every recorded change of a deal."""
    changes = course.changes
    at = np.arange(len(changes.deal))
    return Extract(
        "crm", "opportunity_stage_changes",
        {
            "change_id": change_ids(at + trade.block.start * 4),
            "opportunity_id": deal_ids(deals.numbers[changes.deal]),
            "changed_at": times(changes.changed_at),
            "from_stage": words(changes.before, STAGES),
            "to_stage": words(changes.after, STAGES),
            "amount": money(changes.amount),
            "expected_close_date": dates(changes.expected_day - EPOCH_DAY),
            "probability": scaled(PROBABILITIES[changes.after], 0),
            "changed_by_user_id": user_ids(_owners(trade, deals, changes.deal, changes.changed_at)),
        },
        changes.changed_at,
    )  # fmt: skip


def split_extract(trade: Trade, deals: Deals) -> Extract:
    """Deals that several sales people share; the shares of all but one deal sum to 100."""
    shared = np.flatnonzero((deals.outcome == 0) & (deals.numbers % 4 == 1))
    of = np.repeat(shared, 2)
    is_second = np.arange(len(of)) % 2 == 1
    share: Ints = np.array([6_000, 7_000, 5_000, 8_000])[deals.numbers[of] % 13 % 4]
    percent = np.where(is_second, 10_000 - share, share)
    if len(percent) > 3 and trade.block.number == 0:
        percent[3] += 1_000
    owner = _owners(trade, deals, of, deals.closed_at[of])
    helper = trade.block.staff.first[(trade.accounts.seat[deals.account[of]] + 2) % SALES_SEATS]
    helper = np.where(helper == owner, HEAD_OF_SALES, helper)
    return Extract(
        "crm", "opportunity_splits",
        {
            "opportunity_id": deal_ids(deals.numbers[of]),
            "user_id": user_ids(np.where(is_second, helper, owner)),
            "split_percent": scaled(percent, 2),
        },
        deals.closed_at[of],
    )  # fmt: skip
