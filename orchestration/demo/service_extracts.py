"""The service desk's exports: cases and what customers said about us."""

import numpy as np
import pyarrow as pa

from orchestration.demo.calendar import DAYS, LAST_MOMENT, day_of, moment
from orchestration.demo.cases import CATEGORIES, REPAIR, Cases
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Extract, constant, ids, scaled, times, where, words
from orchestration.demo.crm_ids import account_ids, contact_ids
from orchestration.demo.deals import account_created_at
from orchestration.demo.order_ids import any_order_ids, product_ids
from orchestration.demo.staff import user_ids
from orchestration.demo.trade import Trade

CHANNELS = ("mail", "phone", "chat", "portal")
PRIORITIES = ("low", "normal", "high")
SURVEYS = ("csat", "nps", "ces")
_CSAT, _NPS, _CES = range(3)
_SCALES: Ints = np.array([5, 10, 7])
COMMENTS = (
    "Fast and friendly.", "Technician came late.", "Sehr gute Beratung.", "Down for a week.",
    "Could be cheaper.", "Alles bestens, danke!", "非常满意", "Had to call twice.",
)  # fmt: skip


def case_extract(trade: Trade, cases: Cases) -> Extract:
    """Cases as they stand; one that closed after the first export was exported open before."""
    at, block = np.arange(len(cases)), trade.block
    known = np.where((cases.account >= 0) & (at % 12 != 7), cases.account, -1)
    is_closed = cases.closed_at > 0
    end = np.where(is_closed, cases.closed_at, LAST_MOMENT)
    first = cases.opened_at + (end - cases.opened_at) * (1 + at % 6) // 10
    changed = np.maximum(cases.closed_at, cases.opened_at)
    number = np.where(known >= 0, trade.accounts.numbers[known.clip(0)], -1)
    contact = np.where((known >= 0) & (at % 2 == 0), known + block.start, -1)
    columns = {
        "case_id": ids("", at + block.start * 4 + 184_203, 6 if block.number == 0 else 9),
        "account_id": account_ids(number),
        "contact_id": contact_ids(contact),
        "order_id": any_order_ids(trade.orders, np.where(at % 8 != 3, cases.order, -1)),
        "product_id": where(at % 6 != 1, product_ids(cases.product)),
        "category": words(cases.category, CATEGORIES),
        "priority": words(np.where(cases.category == REPAIR, 2, at % 2), PRIORITIES),
        "channel": words(at * 3 % 4, CHANNELS),
        "opened_at": times(cases.opened_at),
        "first_response_at": where(is_closed, times(first)),
        "closed_at": where(is_closed, times(cases.closed_at)),
        "handling_minutes": where(is_closed & (at % 6 != 2), scaled(cases.minutes, 0)),
        "agent_user_id": user_ids(cases.agent),
        "source_updated_at": times(changed),
    }
    early = {"first_response_at": None, "closed_at": None, "handling_minutes": None}
    return Extract("service", "cases", columns, cases.opened_at, changed, early)


def feedback_extract(trade: Trade, cases: Cases) -> Extract:
    """Invitations after closed cases, and a yearly question to companies; many stay unanswered."""
    chance, block, accounts = trade.block.chance("feedback"), trade.block, trade.accounts
    case = np.flatnonzero((cases.closed_at > 0) & chance.happens(560, len(cases)))
    asked_company = np.repeat(np.arange(len(accounts)), 2)
    since = day_of(account_created_at(trade))[asked_company].clip(0)
    day = since + 60 + chance.between(0, 800, len(asked_company))
    on_time = day < DAYS - 2
    asked_company, day = asked_company[on_time], day[on_time]
    none = np.full(len(asked_company), -1)
    of_case = np.concatenate([case, none])
    company = np.concatenate([cases.account[case], asked_company])
    asked = np.concatenate([cases.closed_at[case] + 3_600, moment(day, 33_000)])
    order = np.argsort(asked, kind="stable")
    order = order[asked[order] < LAST_MOMENT]
    of_case, company, asked = of_case[order], company[order], asked[order]
    size, at = len(order), np.arange(len(order))
    survey = np.where(of_case < 0, _NPS, np.where(at % 5 == 1, _CES, _CSAT))
    bargain = (company >= 0) & accounts.is_bargain[company.clip(0)]
    mood = chance.pick([4, 7, 14, 38, 37], size) - bargain * chance.between(0, 2, size)
    score = 1 + mood.clip(0, 4) * (_SCALES[survey] - 1) // 4
    score = np.where(survey == _NPS, (mood.clip(0, 4) * 10 // 4 - at % 2).clip(0, 10), score)
    answered = asked + 3_600 * (1 + chance.wait(40, size))
    has_answer = chance.happens(np.array([420, 310, 360])[survey], size) & (answered < LAST_MOMENT)
    number = np.where(company >= 0, accounts.numbers[company.clip(0)], -1)
    case_id = (
        case_extract(trade, cases).columns["case_id"].take(pa.array(of_case, mask=of_case < 0))
    )
    columns = {
        "feedback_id": ids("fb-", at + block.start * 4 + 1, 9),
        "survey_type": words(survey, SURVEYS),
        "scale_max": scaled(_SCALES[survey], 0),
        "score": where(has_answer, scaled(score, 0)),
        "asked_at": times(asked),
        "answered_at": where(has_answer, times(answered)),
        "account_id": account_ids(number),
        "contact_id": contact_ids(
            np.where((company >= 0) & (at % 2 == 0), company + block.start, -1)
        ),
        "subject_type": where(of_case >= 0, constant("case", size)),
        "subject_id": case_id,
        "staff_user_id": where(of_case >= 0, user_ids(cases.agent[of_case.clip(0)])),
        "comment": where(has_answer & (at % 7 == 2), words(at % 8, COMMENTS)),
    }
    return Extract("service", "feedback", columns, asked)
