"""The marketing system's exports of campaigns and of what they cost."""

import numpy as np

from orchestration.demo.calendar import DAYS, day_number, moment
from orchestration.demo.campaigns import CAMPAIGNS
from orchestration.demo.chance import Chance, Ints
from orchestration.demo.columns import Extract, dates, money, scaled, where, words
from orchestration.demo.crm_ids import campaign_ids
from orchestration.demo.markets import CURRENCIES

_COST_TYPES = ("media", "agency", "creative")
_COST_SHARES = (70, 18, 12)


def campaign_extract() -> Extract:
    """Every campaign, with its budget."""
    at = np.arange(len(CAMPAIGNS))
    first: Ints = np.array([day_number(campaign.first) for campaign in CAMPAIGNS])
    last: Ints = np.array([day_number(campaign.last) for campaign in CAMPAIGNS])
    weekly: Ints = np.array([campaign.weekly for campaign in CAMPAIGNS])
    budget = weekly * ((last - first) // 7 + 1) * 105 // 10_000 * 10_000 + 50_000
    return Extract(
        "hubspot", "campaigns",
        {
            "campaign_id": campaign_ids(at),
            "campaign_name": words(at, [campaign.name for campaign in CAMPAIGNS]),
            "channel": words(at, [campaign.channel for campaign in CAMPAIGNS]),
            "campaign_type": words(at, [campaign.kind for campaign in CAMPAIGNS]),
            "start_date": dates(first),
            "end_date": where(last < DAYS - 1, dates(last)),
            "budget_amount": money(budget),
            "currency_code": words(np.array([c.currency for c in CAMPAIGNS]), CURRENCIES),
        },
        moment(first),
    )  # fmt: skip


def spend_extract(seed: int, scale: int) -> Extract:
    """Money spent per campaign, period and cost; `scale` is the company's size in percent."""
    rows: list[tuple[int, int, int, int]] = []
    for place, campaign in enumerate(CAMPAIGNS):
        first, last = day_number(campaign.first), day_number(campaign.last)
        step = 7 if last - first < 300 else 28
        for start in range(first, last + 1, step):
            for cost_type, share in enumerate(_COST_SHARES):
                if cost_type == 0 or (start - first) // step % 4 == cost_type:
                    rows.append((place, start, cost_type, campaign.weekly * share * (step // 7)))
    number, day, kind, usual = np.array(rows).T
    size = len(rows)
    chance = Chance(seed, "spend")
    cents = usual * chance.between(820, 1180, size) // 1000 * scale // 100
    cents[(np.arange(size) % 97 == 41) & (kind > 0)] *= -1
    is_media = kind == 0
    shown = np.maximum(cents, 0) * 3 // 4 + chance.between(0, 900, size)
    return Extract(
        "hubspot", "campaign_spend",
        {
            "campaign_id": campaign_ids(number),
            "spend_date": dates(day),
            "cost_type": words(kind, _COST_TYPES),
            "amount": money(cents),
            "currency_code": words(np.array([c.currency for c in CAMPAIGNS])[number], CURRENCIES),
            "impressions": where(is_media & (number % 7 != 4), scaled(shown, 0)),
            "clicks": where(is_media & (number % 7 != 4), scaled(shown // 70, 0)),
        },
        moment(day),
    )  # fmt: skip
