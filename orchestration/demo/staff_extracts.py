"""The CRM's exports of people, teams and quotas."""

from datetime import date

import numpy as np

from orchestration.demo.calendar import DAYS, MONTH_STARTS, day_number
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Extract, constant, dates, money, where, words
from orchestration.demo.markets import CURRENCIES
from orchestration.demo.names import Persons
from orchestration.demo.staff import (
    HEAD_OF_SALES,
    MANAGERS,
    SEATS,
    TEAM_TONGUES,
    TEAMS,
    Staff,
    person_number,
    team_ids,
    user_ids,
)
from orchestration.demo.totals import QUARTERS, Totals

_ROLES = ("sales_rep", "service_agent", "sales_manager", "service_manager", "marketing_manager",
          "head_of_sales")  # fmt: skip
_ALWAYS = -3_000
"""Start of a stint that began before anyone wrote it down."""

_FORGOTTEN = (6, 3)
"""Person and quarter for whom nobody set a target."""

_TEAM_CURRENCY = (0, 0, 0, 1, 2, 3, 0, 0)


def _stints(staff: Staff) -> list[tuple[int, int, int, int, int, int]]:
    """Person, team, role, manager, first day and the day after the last, per stint."""
    rows = [(HEAD_OF_SALES, 0, 5, -1, _ALWAYS, DAYS)]
    for team, manager in MANAGERS.items():
        if manager not in [row[0] for row in rows]:
            role = {6: 3, 7: 4}.get(team, 2)
            rows.append((manager, team, role, HEAD_OF_SALES, _ALWAYS, DAYS))
    for copy in range(staff.copies):
        for seat in SEATS:
            change = day_number(seat.change) if seat.change else DAYS
            role, boss = _ROLES.index(seat.role), MANAGERS[seat.team]
            person, successor = person_number(copy, seat.first), person_number(copy, seat.second)
            began = (
                _ALWAYS if seat.first % 5 == 0 else day_number(date(2019 + seat.first % 4, 4, 1))
            )
            rows.append((person, seat.team, role, boss, began, change))
            if successor != person:
                rows.append((successor, seat.team, role, boss, change, DAYS))
    return sorted(rows)


def user_extract(staff: Staff) -> Extract:
    """One row per person and stint; a move shows as two."""
    person, team, role, manager, first, end = np.array(_stints(staff)).T
    # A person who moves keeps the name of the language area of the first stint.
    home = dict(zip(person[::-1], team[::-1], strict=True))
    homes: Ints = np.array([home[who] for who in person])
    persons = Persons(person * 3 + 1, np.array(TEAM_TONGUES)[homes])
    return Extract(
        "crm", "users",
        {
            "user_id": user_ids(person),
            "full_name": persons.name(),
            "email": persons.work_mail(constant("halm-kessel.example", len(person))),
            "role": words(role, _ROLES),
            "team_id": team_ids(team),
            "manager_user_id": where(manager >= 0, user_ids(manager.clip(0))),
            "valid_from": where(first > _ALWAYS, dates(first)),
            "valid_to": where(end < DAYS, dates(end)),
        },
        np.zeros(len(person), dtype=np.int64),
    )  # fmt: skip


def team_extract() -> Extract:
    """All teams."""
    at = np.arange(len(TEAMS))
    parents: Ints = np.array([-1 if parent is None else parent for _, parent, _ in TEAMS])
    return Extract(
        "crm", "teams",
        {
            "team_id": team_ids(at),
            "team_name": words(at, [name for name, _, _ in TEAMS]),
            "parent_team_id": where(parents >= 0, team_ids(parents.clip(0))),
            "region": words(at, [region for _, _, region in TEAMS]),
        },
        np.zeros(len(TEAMS), dtype=np.int64),
    )  # fmt: skip


def quota_extract(staff: Staff, totals: Totals) -> Extract:
    """Targets per sales person and quarter on duty, rising over time; some were never set."""
    starts: Ints = np.array([day_number(MONTH_STARTS[3 * quarter]) for quarter in range(QUARTERS)])
    ends = np.append(starts[1:], DAYS)
    rows = []
    for who, of, role, _, first, end in _stints(staff):
        usual = int(totals.won[who].sum()) // QUARTERS
        for number in range(QUARTERS):
            if role == 0 and first <= starts[number] and end >= ends[number]:
                wanted = usual * (90 + 3 * number) // 100 // 500_000 * 500_000 + 1_500_000
                is_unset = first == starts[number] or (who, number) == _FORGOTTEN
                rows.append((who, of, number, -1 if is_unset else wanted))
    person, team, quarter, target = np.array(rows).T
    return Extract(
        "crm", "quotas",
        {
            "user_id": user_ids(person),
            "period_start": dates(starts[quarter]),
            "period_end": dates(ends[quarter]),
            "quota_amount": where(target >= 0, money(target.clip(0))),
            "currency_code": words(np.array(_TEAM_CURRENCY)[team], CURRENCIES),
        },
        np.zeros(len(person), dtype=np.int64),
    )  # fmt: skip
