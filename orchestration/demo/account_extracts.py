"""The CRM's exports of companies and persons."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.accounts import SEGMENTS, first_contacts
from orchestration.demo.buyers import SHOP
from orchestration.demo.calendar import DAYS, EPOCH_DAY, LAST_MOMENT
from orchestration.demo.columns import (
    Extract,
    dates,
    times,
    where,
    words,
)
from orchestration.demo.contact_details import phones, tax_numbers
from orchestration.demo.crm_ids import (
    account_ids,
    contact_ids,
)
from orchestration.demo.customer_extract import customer_created_at
from orchestration.demo.deals import account_created_at
from orchestration.demo.markets import (
    COUNTRIES,
    TERRITORIES,
    TERRITORY_OF,
    TONGUE_OF,
)
from orchestration.demo.names import Persons
from orchestration.demo.staff import user_ids
from orchestration.demo.trade import Trade

CONSENTS = ("opted_in", "opted_out", "pending")
_LAST = DAYS - 1
PERSONAL_DOMAIN_EVERY = 61
"""One account in so many was saved with a free-mail domain, which must not match anybody."""


def account_extract(trade: Trade) -> Extract:
    """Companies, with the owner of today."""
    accounts = trade.accounts
    at = np.arange(len(accounts))
    created = account_created_at(trade)
    country = words(accounts.market, COUNTRIES)
    group = np.where((at % 23 == 9) & (at > 30), accounts.numbers - 9, -1)
    shares = (at % 230 == 9) & (group >= 0)
    domains = accounts.names.domain().take(pa.array(np.where(shares, at - 9, at)))
    domain = pc.if_else(pa.array(at % PERSONAL_DOMAIN_EVERY == 7), "gmail.com", domains)
    staff = trade.block.staff
    owner = staff.occupant(accounts.seat, np.full(len(at), _LAST))
    moved = np.maximum(created, (staff.change[accounts.seat] + EPOCH_DAY) * 86_400)
    changed = np.where(staff.change[accounts.seat] < DAYS, np.minimum(moved, LAST_MOMENT), created)
    return Extract(
        "crm", "accounts",
        {
            "account_id": account_ids(accounts.numbers),
            "account_name": accounts.names.name(),
            "parent_account_id": account_ids(group),
            "industry": accounts.names.industry(),
            "segment": words(accounts.segment, SEGMENTS),
            "country_code": country,
            "region": words(TERRITORY_OF[accounts.market], TERRITORIES),
            "email_domain": where(at % 13 != 12, domain),
            "tax_number": where(at % 8 != 6, tax_numbers(accounts.numbers, country, typed=True)),
            "owner_user_id": user_ids(owner),
            "created_at": times(created),
            "source_updated_at": times(changed),
        },
        created,
    )  # fmt: skip


def contact_extract(trade: Trade) -> Extract:
    """Persons at companies, and shop customers whom the newsletter brought into the CRM."""
    accounts, buyers = trade.accounts, trade.buyers
    size = len(accounts)
    extra = np.flatnonzero(np.arange(size) % 5 < 2)
    company = np.concatenate([np.arange(size), extra])
    known = np.flatnonzero((buyers.system == SHOP) & buyers.is_in_crm & (buyers.account < 0))
    at_work = np.concatenate([first_contacts(np.arange(size)), first_contacts(extra) + 2])
    person = np.concatenate([at_work, buyers.person[known]])
    tongue = np.concatenate([accounts.names.tongues[company], TONGUE_OF[buyers.market[known]]])
    persons, at = Persons(person, tongue), np.arange(len(person))
    private = np.concatenate([np.zeros(len(company), bool), np.ones(len(known), bool)])
    domain = accounts.names.domain().take(
        pa.array(np.where(private, 0, np.resize(company, len(at))))
    )
    mail = pc.if_else(pa.array(private), persons.private_mail(), persons.work_mail(domain))
    created = np.concatenate(
        [account_created_at(trade)[company] + 3_600, customer_created_at(trade)[known] + 50_000]
    )
    created = np.minimum(created, LAST_MOMENT)
    consent = trade.block.chance("consent").pick([62, 23, 15], len(at))
    number = np.concatenate([accounts.numbers[company], np.full(len(known), -1)])
    return Extract(
        "crm", "contacts",
        {
            "contact_id": contact_ids(at + trade.block.start),
            "account_id": account_ids(number),
            "full_name": persons.name(),
            "email": where(at % 17 != 4, mail),
            "phone": where(at % 3 == 0, phones(person, tongue)),
            "birthday": where(at % 6 == 1, dates(-12_000 - (person * 53) % 9_000)),
            "consent_status": words(consent, CONSENTS),
            "consent_at": where(consent < 2, times(created + 600)),
            "created_at": times(created),
        },
        created,
    )  # fmt: skip
