"""The marketing campaigns of three years."""

from datetime import date
from typing import NamedTuple

from orchestration.demo.markets import CURRENCIES


class Campaign(NamedTuple):
    """One campaign. `weekly` is its spend in whole units, `pull` its weight in winning leads."""

    name: str
    channel: str
    kind: str
    first: date
    last: date
    currency: int
    weekly: int
    pull: int


_TABLE = """
Always-on search DACH     | paid_search | acquisition | 2023-01-01 | 2025-12-31 | EUR |  420 |  9
Always-on search UK       | paid_search | acquisition | 2023-03-01 | 2025-12-31 | GBP |  160 |  4
Office coffee guide       | content     | acquisition | 2023-02-01 | 2025-12-31 | EUR |   60 |  6
Monthly bean letter       | email       | retention   | 2023-01-01 | 2025-12-31 | EUR |   45 |  2
HostMesse Hamburg 2023    | trade_fair  | acquisition | 2023-03-06 | 2023-03-31 | EUR | 6200 | 14
Gastro Days Berlin 2023   | trade_fair  | acquisition | 2023-10-02 | 2023-10-27 | EUR | 4800 | 10
Home barista spring 2023  | paid_social | acquisition | 2023-03-15 | 2023-05-15 | EUR |  380 |  3
Black Week 2023           | paid_social | acquisition | 2023-11-13 | 2023-11-30 | EUR | 1500 |  2
Dealer partner programme  | partner     | acquisition | 2023-06-01 | 2025-12-31 | EUR |  120 |  5
City posters Hamburg      | out_of_home | brand       | 2023-09-04 | 2023-10-15 | EUR | 2900 |  0
HostMesse Hamburg 2024    | trade_fair  | acquisition | 2024-03-04 | 2024-03-29 | EUR | 6900 | 15
US launch: roasters       | paid_search | acquisition | 2024-02-01 | 2024-09-30 | USD |  540 |  5
Win back quiet cafés      | email       | retention   | 2024-01-15 | 2024-04-30 | EUR |   90 |  1
Podcast sponsorship       | audio       | brand       | 2024-04-01 | 2024-08-31 | EUR |  650 |  0
Black Week 2024           | paid_social | acquisition | 2024-11-11 | 2024-11-30 | EUR | 1900 |  2
WeChat mini-shop opening  | wechat      | acquisition | 2024-05-20 | 2024-12-31 | CNY | 2600 |  5
Care contract upgrade     | email       | retention   | 2024-09-01 | 2025-02-28 | EUR |   70 |  2
HostMesse Hamburg 2025    | trade_fair  | acquisition | 2025-03-03 | 2025-03-28 | EUR | 7400 | 12
Bean price promise        | display     | retention   | 2025-02-01 | 2025-05-31 | EUR |  310 |  1
Office 80 launch          | paid_social | acquisition | 2025-04-01 | 2025-07-31 | EUR |  520 |  4
London Coffee Week        | trade_fair  | acquisition | 2025-05-05 | 2025-05-30 | GBP | 3900 |  8
Influencer kitchen        | influencer  | acquisition | 2025-06-01 | 2025-09-30 | EUR |  900 |  0
Double Eleven 2025        | wechat      | acquisition | 2025-10-20 | 2025-11-15 | CNY | 9800 |  3
Black Week 2025           | paid_social | acquisition | 2025-11-10 | 2025-11-30 | EUR | 2200 |  2
"""


def _campaign(line: str) -> Campaign:
    name, channel, kind, first, last, currency, weekly, pull = (
        cell.strip() for cell in line.split("|")
    )
    return Campaign(
        name,
        channel,
        kind,
        date.fromisoformat(first),
        date.fromisoformat(last),
        CURRENCIES.index(currency),
        int(weekly),
        int(pull),
    )


CAMPAIGNS = tuple(_campaign(line) for line in _TABLE.strip().splitlines())
