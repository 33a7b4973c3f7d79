"""Which campaign brought whom: the campaigns that ran on a day, each as often as it pulls."""

import numpy as np

from orchestration.demo.calendar import DAYS, day_number, day_of
from orchestration.demo.campaigns import CAMPAIGNS
from orchestration.demo.chance import Ints
from orchestration.demo.leads import Leads
from orchestration.demo.trade import Trade

LEAD_SOURCES = ("Paid Search", "Organic Search", "Trade Fair", "Referral", "Paid Social", "Partner",
                "Email", "Direct", "Outbound")  # fmt: skip
_SOURCE_OF_CHANNEL = {
    "paid_search": 0, "content": 1, "trade_fair": 2, "paid_social": 4, "partner": 5, "email": 6,
    "wechat": 4, "display": 4, "influencer": 4,
}  # fmt: skip
_WIDTH = 60
_SILENT = 30
"""Weight of having come without any campaign, beside the pulls of the running ones."""


def _slots() -> Ints:
    """For each day a list of campaigns, as often as they pull; -1 = none."""
    table = np.full((DAYS, _WIDTH), -1)
    for day in range(DAYS):
        running = [
            number
            for number, campaign in enumerate(CAMPAIGNS)
            if day_number(campaign.first) <= day <= day_number(campaign.last)
            for _ in range(campaign.pull)
        ]
        shown = (running + [-1] * _SILENT)[:_WIDTH]
        table[day] = np.resize(np.array(shown), _WIDTH)
    return table


SLOTS = _slots()
CHANNELS = tuple(campaign.channel for campaign in CAMPAIGNS)
SOURCE_OF: Ints = np.array([_SOURCE_OF_CHANNEL.get(channel, 7) for channel in CHANNELS])


def campaigns_on(days: Ints, numbers: Ints) -> Ints:
    """Find a running campaign for each day, or -1; the numbers decide which."""
    found: Ints = SLOTS[days.clip(0, DAYS - 1), (numbers * 7919) % _WIDTH]
    return found


def lead_campaigns(trade: Trade, leads: Leads) -> Ints:
    """Campaign that each lead is credited to, or -1."""
    return campaigns_on(day_of(leads.created_at), leads.numbers - trade.block.start)


def lead_sources(trade: Trade, leads: Leads) -> Ints:
    """Position of each lead's source in `LEAD_SOURCES`."""
    campaign = lead_campaigns(trade, leads)
    other: Ints = np.array([1, 3, 7, 1, 8])[leads.numbers % 5]
    return np.where(campaign >= 0, SOURCE_OF[campaign.clip(0)], other)
