"""A block: a self-contained share of the company that fits in memory.

Customers of one block never appear in another, so that a company of any size is made and written
one block after the other. Ids carry the block's number and cannot collide.
"""

from dataclasses import dataclass

from orchestration.demo.chance import Chance
from orchestration.demo.staff import Staff

STRIDE = 200_000
"""Room for ids in each block."""


@dataclass(frozen=True)
class Block:
    """One share: its place in the company and how many orders it makes."""

    number: int
    orders: int
    seed: int
    staff: Staff

    @property
    def start(self) -> int:
        """First free number for ids of this block."""
        return self.number * STRIDE

    def chance(self, topic: str) -> Chance:
        """Open the stream of draws for one topic of this block."""
        return Chance(self.seed, self.number, topic)
