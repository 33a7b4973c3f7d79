"""The CRM's export of what the sales people did: visits, calls, mails, meetings and demos."""

import numpy as np

from orchestration.demo.calendar import COMPANIES, DAYS, LAST_MOMENT, day_of, moment
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Extract, scaled, times, where, words
from orchestration.demo.crm_ids import account_ids, activity_ids, contact_ids, deal_ids, lead_ids
from orchestration.demo.deals import OPEN, Deals, account_created_at
from orchestration.demo.leads import Leads
from orchestration.demo.staff import SALES_SEATS, user_ids
from orchestration.demo.trade import Trade

ACTIVITY_TYPES = ("visit", "call", "mail", "meeting", "demo")
ACTIVITY_OUTCOMES = ("reached", "not reached", "follow-up agreed", "no interest", "done")
_MAIL = 2


def _occasions(trade: Trade, deals: Deals, leads: Leads) -> tuple[Ints, Ints, Ints, Ints]:
    """Account, deal, lead (or -1) and moment of everything a sales person did."""
    chance = trade.block.chance("activities")
    accounts = trade.accounts
    deal = np.repeat(np.arange(len(deals)), 1 + chance.wait(1_500, len(deals)) // 1000)
    end = np.where(deals.outcome == OPEN, LAST_MOMENT, deals.closed_at)[deal]
    begin = deals.created_at[deal]
    in_deal = begin + (end - begin) // 1000 * chance.between(0, 1000, len(deal))
    lead = np.flatnonzero(chance.happens(600, len(leads)))
    on_lead = leads.created_at[lead] + 1_800 + 3_600 * chance.wait(30, len(lead)).clip(0, 300)
    care = accounts.service_load.clip(4, 40) * (2 + (accounts.segment == 0) * 4) // 16 + 1
    visited = np.repeat(np.arange(len(accounts)), care)
    since = day_of(account_created_at(trade))[visited].clip(0, DAYS - 10)
    day = COMPANIES.draw(chance, since + 1, np.full(len(visited), DAYS - 2))
    visit = moment(day, chance.between(28_800, 61_000, len(visited)))
    sizes = len(deal), len(lead), len(visited)
    none = np.full(sum(sizes), -1)
    account, of_deal, of_lead = none.copy(), none.copy(), none.copy()
    account[: sizes[0]], account[sizes[0] + sizes[1] :] = deals.account[deal], visited
    of_deal[: sizes[0]] = deal
    of_lead[sizes[0] : sizes[0] + sizes[1]] = lead
    at = np.minimum(np.concatenate([in_deal, on_lead, visit]), LAST_MOMENT)
    order = np.argsort(at, kind="stable")
    return account[order], of_deal[order], of_lead[order], at[order]


def activity_extract(trade: Trade, deals: Deals, leads: Leads) -> Extract:
    """Export what the sales people did for companies, deals and leads."""
    account, deal, lead, at = _occasions(trade, deals, leads)
    size = len(at)
    number = np.arange(size)
    chance = trade.block.chance("activity kinds")
    kind = np.where(
        lead >= 0, 1 + chance.pick([70, 30], size), chance.pick([16, 38, 26, 12, 8], size)
    )
    usual: Ints = np.array([95, 14, 6, 50, 75])[kind]
    minutes = 3 + usual * (500 + chance.between(0, 900, size)) // 1000
    theirs = trade.accounts.seat[account.clip(0)]
    seat = np.where(lead >= 0, number * 5 % SALES_SEATS, theirs)
    person = trade.block.staff.occupant(seat, day_of(at))
    columns = {
        "activity_id": activity_ids(number + trade.block.start * 4),
        "activity_type": words(kind, ACTIVITY_TYPES),
        "user_id": user_ids(person),
        "account_id": account_ids(
            np.where(account >= 0, trade.accounts.numbers[account.clip(0)], -1)
        ),
        "contact_id": contact_ids(
            np.where((account >= 0) & (number % 3 == 0), account + trade.block.start, -1)
        ),
        "lead_id": lead_ids(np.where(lead >= 0, leads.numbers[lead.clip(0)], -1)),
        "opportunity_id": deal_ids(np.where(deal >= 0, deals.numbers[deal.clip(0)], -1)),
        "started_at": times(at // 300 * 300),
        "duration_minutes": where((number % 9 != 5) & (kind != _MAIL), scaled(minutes, 0)),
        "direction": words((number % 5 == 0).astype(np.int64), ("outbound", "inbound")),
        "outcome": words(np.where(kind == _MAIL, 4, number * 3 % 5), ACTIVITY_OUTCOMES),
    }
    return Extract("crm", "activities", columns, at)
