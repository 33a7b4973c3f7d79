"""The marketing system's export of touches with campaigns."""

import numpy as np

from orchestration.demo.calendar import DAYS, LAST_MOMENT, day_of, moment
from orchestration.demo.columns import Extract, ids, times, words
from orchestration.demo.crm_ids import (
    campaign_ids,
    contact_ids,
    lead_ids,
)
from orchestration.demo.deals import account_created_at
from orchestration.demo.leads import Leads
from orchestration.demo.marketing import CHANNELS, campaigns_on
from orchestration.demo.trade import Trade

TOUCH_TYPES = ("impression", "click", "form", "event", "open")
_OPENED = 4
_MONTHLY_LETTER, _WIN_BACK = 3, 12


def touch_extract(trade: Trade, leads: Leads) -> Extract:
    """Touches of leads before they came in, converted or not, and of contacts by mail."""
    chance = trade.block.chance("touches")
    of = np.repeat(np.arange(len(leads)), 1 + chance.wait(1_600, len(leads)) // 1000)
    before = leads.created_at[of] - 3_600 * chance.wait(260, len(of)) + 1_800
    companies = len(trade.accounts)
    reader = chance.between(0, companies - 1, companies * 3)
    since = day_of(account_created_at(trade))[reader].clip(0, DAYS - 10)
    sent = moment(chance.between(since + 1, DAYS - 2, len(reader)), 32_400)
    lead = np.concatenate([of, np.full(len(reader), -1)])
    person = np.concatenate([np.full(len(of), -1), reader])
    touched = np.concatenate([np.minimum(before, LAST_MOMENT), sent])
    order = np.argsort(touched, kind="stable")
    lead, person, touched = lead[order], person[order], touched[order]
    number = np.arange(len(lead))
    letter = np.where((number % 4 == 0) & (day_of(touched) < 480), _WIN_BACK, _MONTHLY_LETTER)
    campaign = np.where(lead >= 0, campaigns_on(day_of(touched), number), letter)
    channel = np.where(campaign >= 0, campaign, len(CHANNELS))
    kind = np.where(lead >= 0, chance.pick([30, 45, 18, 7], len(lead)), _OPENED)
    columns = {
        "touch_id": ids("t", number + trade.block.start * 4 + 1, 9),
        "campaign_id": campaign_ids(campaign),
        "channel": words(channel, (*CHANNELS, "direct")),
        "lead_id": lead_ids(np.where(lead >= 0, leads.numbers[lead.clip(0)], -1)),
        "contact_id": contact_ids(np.where(person >= 0, person + trade.block.start, -1)),
        "touched_at": times(touched),
        "touch_type": words(kind, TOUCH_TYPES),
    }
    return Extract("hubspot", "campaign_touches", columns, touched)
