"""The people who sell and serve: teams, seats in them, and who sat there when.

A seat is a territory or a desk. Its person changes once at most, so a move shows as a stint in one
seat that ends on the day the stint in another begins. Bigger companies have more copies of the
same seats.
"""

from datetime import date
from typing import NamedTuple

import numpy as np

from orchestration.demo.calendar import DAYS, day_number
from orchestration.demo.chance import Ints
from orchestration.demo.columns import Column, ids

TEAMS = (
    ("Sales", None, "Global"),
    ("Sales DACH", 0, "DACH"),
    ("Sales Western Europe", 0, "Western Europe"),
    ("Sales UK & Ireland", 0, "UK & Ireland"),
    ("Sales North America", 0, "North America"),
    ("Sales China", 0, "China"),
    ("Customer Service", None, "Global"),
    ("Marketing", None, "Global"),
)


class Seat(NamedTuple):
    """One chair: its team, role, first and second person, and the day they change."""

    team: int
    role: str
    first: int
    second: int
    change: date | None


SEATS = (
    Seat(1, "sales_rep", 0, 0, None),
    Seat(1, "sales_rep", 1, 2, date(2024, 7, 1)),
    Seat(1, "sales_rep", 3, 3, None),
    Seat(1, "sales_rep", 4, 17, date(2025, 4, 1)),
    Seat(2, "sales_rep", 2, 5, date(2024, 7, 1)),
    Seat(2, "sales_rep", 6, 6, None),
    Seat(3, "sales_rep", 7, 7, None),
    Seat(3, "sales_rep", 8, 18, date(2024, 10, 1)),
    Seat(4, "sales_rep", 9, 9, None),
    Seat(4, "sales_rep", 10, 8, date(2024, 10, 1)),
    Seat(5, "sales_rep", 11, 11, None),
    Seat(6, "service_agent", 12, 12, None),
    Seat(6, "service_agent", 13, 13, None),
    Seat(6, "service_agent", 14, 19, date(2024, 2, 1)),
    Seat(6, "service_agent", 15, 15, None),
)
"""Person 2 moves from Western Europe to DACH, person 8 from Britain to America."""

SALES_SEATS = sum(seat.role == "sales_rep" for seat in SEATS)
"""The first seats of every copy are those of the sales people."""

SEAT_PERSONS = 20
MANAGERS = {1: 20, 2: 21, 3: 22, 4: 23, 5: 21, 6: 24, 7: 25}
"""Manager of each team; numbers follow those of the persons in the seats."""

HEAD_OF_SALES = 26
STAFF_PERSONS = 27
TEAM_TONGUES = (0, 0, 1, 2, 3, 4, 0, 0)


def person_number(copy: int, person: int) -> int:
    """Find the number of a person in one copy of the seats; managers exist once."""
    return person if copy == 0 else STAFF_PERSONS + (copy - 1) * SEAT_PERSONS + person


def user_ids(numbers: Ints) -> Column:
    """CRM ids of persons."""
    return ids("005Sx00000", numbers + 40_213, 5, letters=True)


def team_ids(numbers: Ints) -> Column:
    """CRM ids of teams."""
    return ids("00GSx00000", numbers + 512, 5, letters=True)


class Staff:
    """Looks up who sat on a seat on a day."""

    def __init__(self, copies: int) -> None:
        """Lay out `copies` of the seats, one after the other."""
        places = [(copy, seat) for copy in range(copies) for seat in SEATS]
        self.copies = copies
        self.first: Ints = np.array([person_number(copy, seat.first) for copy, seat in places])
        self.second: Ints = np.array([person_number(copy, seat.second) for copy, seat in places])
        self.change: Ints = np.array(
            [day_number(seat.change) if seat.change else DAYS for _, seat in places]
        )
        self.agents: Ints = np.array(
            [at for at, (_, seat) in enumerate(places) if seat.role == "service_agent"]
        )
        teams: Ints = np.array([seat.team for _, seat in places])
        self.of_territory = [np.flatnonzero(teams == territory + 1) for territory in range(5)]

    def sales_seats(self, territories: Ints, numbers: Ints) -> Ints:
        """Find a seat in each row's territory; consecutive numbers go round the seats."""
        seats = np.zeros(len(territories), dtype=np.int64)
        for territory, choices in enumerate(self.of_territory):
            here = territories == territory
            seats[here] = choices[numbers[here] % len(choices)]
        return seats

    def occupant(self, seats: Ints, days: Ints) -> Ints:
        """Find the person on each seat on each day."""
        return np.where(days < self.change[seats], self.first[seats], self.second[seats])
