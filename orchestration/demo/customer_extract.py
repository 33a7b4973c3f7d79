"""The order systems' customers, with whatever can tell which company or person they are."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.accounts import first_contacts
from orchestration.demo.buyers import (
    BY_DOMAIN,
    BY_KEY,
    BY_TAX,
    ERP,
    SHOP,
    SYSTEMS,
    UNMATCHED,
    YOUZAN,
)
from orchestration.demo.calendar import moment
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Column, Extract, constant, times, where, words
from orchestration.demo.contact_details import phones, tax_numbers, upper_where
from orchestration.demo.crm_ids import account_ids
from orchestration.demo.markets import COUNTRIES, REGIONS, TONGUE_OF
from orchestration.demo.names import Companies, Persons
from orchestration.demo.order_ids import customer_ids
from orchestration.demo.trade import Trade

_FAR = np.iinfo(np.int64).max
_CUSTOMER_TYPES = ("person", "个人", "company")


def _companies_of(trade: Trade, company: Ints) -> Companies:
    """Names of the companies at these positions."""
    names = trade.accounts.names
    return Companies(names.numbers[company], names.tongues[company])


def customer_created_at(trade: Trade) -> Ints:
    """When each customer record was made: old debtors long ago, others just before they ordered."""
    buyers = trade.buyers
    first = np.full(len(buyers), _FAR)
    np.minimum.at(first, trade.orders.buyer, trade.orders.ordered_at)
    is_old = (buyers.system == ERP) & (buyers.first_day == 0)
    long_ago = moment(-30 - (np.arange(len(buyers)) * 577) % 2500, 30_000)
    return np.where(is_old, long_ago, first - np.where(buyers.system == ERP, 90_000, 240))


def _debtor_columns(trade: Trade, at: Ints) -> dict[str, Column]:
    buyers = trade.buyers
    company, match = buyers.account[at].clip(0), buyers.match[at]
    names = _companies_of(trade, company)
    persons = Persons(buyers.person[at] + 3, TONGUE_OF[buyers.market[at]])
    # Another company may well carry the name of one of ours: names never tell who someone is.
    stranger = Companies(buyers.numbers[at] * 3 % 200, TONGUE_OF[buyers.market[at]])
    is_known = pa.array(buyers.account[at] >= 0)
    country = words(buyers.market[at], COUNTRIES)
    tax = tax_numbers(trade.accounts.numbers[company], country, typed=False)
    has_tax = (match == BY_TAX) | ((match == BY_KEY) & (at % 2 == 0))
    unknown_tax = (match == UNMATCHED) & (at % 5 == 0)
    has_mail = (match == BY_DOMAIN) | (match == UNMATCHED) | ((match == BY_KEY) & (at % 3 == 0))
    mail = pc.if_else(pa.array(match == UNMATCHED), persons.private_mail(), names.buyer_mail())
    return {
        "account_id": where(match == BY_KEY, account_ids(trade.accounts.numbers[company])),
        "customer_name": pc.if_else(is_known, names.name(), stranger.name()),
        "customer_type": constant("company", len(at)),
        "email": where(has_mail, mail),
        "tax_number": pc.if_else(pa.array(unknown_tax), "n/a", where(has_tax, tax)),
    }  # fmt: skip


def _shopper_columns(trade: Trade, system: int, at: Ints) -> dict[str, Column]:
    buyers = trade.buyers
    company = buyers.account[at]
    tongue = TONGUE_OF[buyers.market[at]]
    # Half of those who buy at work are the contact that the CRM knows, the others colleagues.
    is_contact = (company >= 0) & (at % 2 == 1)
    number = np.where(is_contact, first_contacts(company.clip(0)), buyers.person[at])
    names = _companies_of(trade, company.clip(0))
    persons = Persons(number, np.where(is_contact, names.tongues, tongue))
    work = persons.work_mail(names.domain())
    mail = pc.if_else(pa.array(company >= 0), work, persons.private_mail())
    typed = upper_where(at % 41 == 3, mail)
    has_mail = (at % 3 > 0) | (system == SHOP)
    as_company = np.where((company >= 0) & (at % 4 == 0), 2, int(system == YOUZAN))
    return {
        "customer_name": persons.name(),
        "customer_type": words(as_company, _CUSTOMER_TYPES),
        "email": where(has_mail, typed),
    }


def customer_extracts(trade: Trade) -> Iterator[Extract]:
    """One extract of customers per order system."""
    buyers, created = trade.buyers, customer_created_at(trade)
    for system, name in enumerate(SYSTEMS):
        # A record is made with its first order; whoever never ordered has none.
        at = np.flatnonzero((buyers.system == system) & (created < _FAR - 100_000))
        is_debtor = system == ERP
        own = _debtor_columns(trade, at) if is_debtor else _shopper_columns(trade, system, at)
        market = buyers.market[at]
        columns = {
            "customer_id": customer_ids(system, buyers, at),
            **own,
            "phone": where(at % 4 != 1, phones(buyers.person[at], TONGUE_OF[market])),
            "country_code": words(market, COUNTRIES),
            "region": words(buyers.region[at], REGIONS),
            "created_at": times(created[at]),
        }
        if system != YOUZAN:
            columns["source_updated_at"] = times(created[at])
        yield Extract(name, "customers", columns, known_at=created[at])
