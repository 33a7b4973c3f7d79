"""The marketing system's export of leads."""

import numpy as np

from orchestration.demo.accounts import STRIDE_OF_NAMES
from orchestration.demo.calendar import day_of, moment
from orchestration.demo.columns import (
    Extract,
    constant,
    times,
    where,
    words,
)
from orchestration.demo.contact_details import phones
from orchestration.demo.crm_ids import (
    account_ids,
    campaign_ids,
    deal_ids,
    lead_ids,
)
from orchestration.demo.deals import Deals
from orchestration.demo.leads import Leads
from orchestration.demo.marketing import (
    LEAD_SOURCES,
    lead_campaigns,
    lead_sources,
)
from orchestration.demo.markets import COUNTRIES, TERRITORY_OF, TONGUE_OF
from orchestration.demo.names import Companies, Persons
from orchestration.demo.staff import user_ids
from orchestration.demo.trade import Trade

STATUSES = ("new", "working", "nurturing", "unqualified", "abandoned", "converted")
_NEW, _WORKING, _UNQUALIFIED, _ABANDONED, _CONVERTED = 0, 1, 3, 4, 5
CLOSE_REASONS = ("no response", "not a fit", "too small", "duplicate", "bought elsewhere")


def lead_extract(trade: Trade, deals: Deals, leads: Leads) -> Extract:
    """Enquiries; one that closed after the first export was exported as being worked before."""
    at = np.arange(len(leads))
    converted = leads.deal >= 0
    names = trade.accounts.names
    tongue = TONGUE_OF[leads.market]
    number = np.where(
        converted,
        names.numbers[leads.account.clip(0)],
        STRIDE_OF_NAMES // 2 + at + names.numbers.min(),
    )
    companies = Companies(number, np.where(converted, names.tongues[leads.account.clip(0)], tongue))
    persons = Persons(at * 5 + 3, tongue)
    seat = trade.block.staff.sales_seats(TERRITORY_OF[leads.market], at)
    seat = np.where(converted, trade.accounts.seat[leads.account.clip(0)], seat)
    owner = trade.block.staff.occupant(seat, day_of(leads.created_at))
    is_open = leads.closed_at == 0
    recent = leads.created_at > moment(np.array([1_076]))[0]
    status = np.select(
        [converted, is_open & recent, is_open, at % 3 == 0],
        [_CONVERTED, _NEW, 1 + at % 2, _UNQUALIFIED], _ABANDONED,
    )  # fmt: skip
    closed_reason = where(~converted & ~is_open & (at % 9 != 2), words(at * 3 % 5, CLOSE_REASONS))
    deal = leads.deal.clip(0)
    changed = np.maximum(leads.closed_at, leads.created_at)
    return Extract(
        "hubspot", "leads",
        {
            "lead_id": lead_ids(leads.numbers),
            "created_at": times(leads.created_at),
            "lead_source": words(lead_sources(trade, leads), LEAD_SOURCES),
            "campaign_id": campaign_ids(lead_campaigns(trade, leads)),
            "owner_user_id": where(at % 19 != 5, user_ids(owner)),
            "company_name": companies.name(),
            "email": persons.work_mail(companies.domain()),
            "phone": where(at % 3 == 1, phones(at, tongue)),
            "country_code": words(leads.market, COUNTRIES),
            "status": words(status, STATUSES),
            "closed_at": where(~is_open, times(leads.closed_at)),
            "close_reason": closed_reason,
            "converted_at": where(converted, times(leads.closed_at)),
            "converted_account_id": account_ids(
                np.where(converted, trade.accounts.numbers[leads.account.clip(0)], -1)
            ),
            "converted_opportunity_id": deal_ids(np.where(converted, deals.numbers[deal], -1)),
            "source_updated_at": times(changed),
        },
        leads.created_at,
        changed,
        {
            "status": constant(STATUSES[_WORKING], len(at)), "closed_at": None,
            "close_reason": None, "converted_at": None, "converted_account_id": None,
            "converted_opportunity_id": None,
        },
    )  # fmt: skip
