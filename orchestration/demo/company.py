"""The whole company, extract by extract, one block of customers at a time."""

from collections.abc import Iterator

import numpy as np

from orchestration.demo.account_extracts import account_extract, contact_extract
from orchestration.demo.activity_extracts import activity_extract
from orchestration.demo.aftermath_extracts import payment_extract, return_extract, shipment_extract
from orchestration.demo.block import Block
from orchestration.demo.buyers import SYSTEMS, YOUZAN
from orchestration.demo.campaign_extracts import campaign_extract, spend_extract
from orchestration.demo.cases import make_cases
from orchestration.demo.columns import Extract
from orchestration.demo.customer_extract import customer_extracts
from orchestration.demo.deal_extracts import change_extract, deal_extract, split_extract
from orchestration.demo.deals import Deals, make_deals
from orchestration.demo.finance_extracts import capacity_extract, ledger_extract, pool_extract
from orchestration.demo.lead_extracts import lead_extract
from orchestration.demo.leads import make_leads
from orchestration.demo.money_rates import rate_extract, weekly_rates
from orchestration.demo.order_extracts import line_extract, order_extract
from orchestration.demo.product_extracts import cost_extract, product_extract
from orchestration.demo.service_extracts import case_extract, feedback_extract
from orchestration.demo.staff import SEAT_PERSONS, STAFF_PERSONS, Staff
from orchestration.demo.staff_extracts import quota_extract, team_extract, user_extract
from orchestration.demo.stages import make_course
from orchestration.demo.totals import Totals
from orchestration.demo.touch_extracts import touch_extract
from orchestration.demo.trade import Trade, make_trade

BLOCK_ORDERS = 60_000
"""Orders per block: about 150,000 lines, two hundred megabytes while they are in the making."""

_ORDERS_PER_STAFF = 4_000


def _sales(trade: Trade, deals: Deals) -> Iterator[Extract]:
    """Orders and what followed, per order system; youzan exports neither parcels nor payments."""
    kind = trade.orders.system
    for system in range(len(SYSTEMS)):
        yield order_extract(trade, deals, system, np.flatnonzero(kind == system))
        yield line_extract(trade, system, np.flatnonzero(kind[trade.lines.order] == system))
        yield return_extract(trade, system, np.flatnonzero(kind[trade.returns.order] == system))
        if system != YOUZAN:
            paid, sent = kind[trade.payments.order], kind[trade.shipments.order]
            yield payment_extract(trade, system, np.flatnonzero(paid == system))
            yield shipment_extract(trade, system, np.flatnonzero(sent == system))


def _block_rows(block: Block, totals: Totals) -> Iterator[Extract]:
    """Everything about the customers of one block; adds it to the totals."""
    trade = make_trade(block)
    deals = make_deals(trade)
    leads = make_leads(trade, deals, trade.accounts)
    course = make_course(trade, deals)
    cases = make_cases(trade)
    activities = activity_extract(trade, deals, leads)
    yield from customer_extracts(trade)
    yield from _sales(trade, deals)
    yield account_extract(trade)
    yield contact_extract(trade)
    yield deal_extract(trade, deals, leads, course)
    yield change_extract(trade, deals, course)
    yield split_extract(trade, deals)
    yield activities
    yield lead_extract(trade, deals, leads)
    yield touch_extract(trade, leads)
    yield case_extract(trade, cases)
    yield feedback_extract(trade, cases)
    totals.add_trade(trade)
    totals.add_deals(trade, deals)
    minutes = activities.columns["duration_minutes"].fill_null(0).cast("int64").to_numpy()
    totals.add_work(cases, activities.known_at, minutes)


def company_rows(orders: int, seed: int) -> Iterator[Extract]:
    """Every extract of a company with about this many orders; big tables come in several parts."""
    staff = Staff(copies=1 + orders // _ORDERS_PER_STAFF)
    rates = weekly_rates(seed)
    totals = Totals(rates=rates, persons=STAFF_PERSONS + staff.copies * SEAT_PERSONS)
    yield rate_extract(rates)
    yield product_extract()
    yield cost_extract()
    yield campaign_extract()
    yield spend_extract(seed, scale=max(orders // 28, 1))
    blocks = -(-orders // BLOCK_ORDERS)
    for number in range(blocks):
        size = orders // blocks + (number < orders % blocks)
        yield from _block_rows(Block(number, size, seed, staff), totals)
    yield user_extract(staff)
    yield team_extract()
    yield quota_extract(staff, totals)
    yield pool_extract(totals, seed)
    yield capacity_extract(totals)
    yield ledger_extract(totals)
