"""Names of companies and persons, and the mail addresses, phones and tax numbers that go with them.

A name depends only on its number, so that a company is called the same in every system. Mail
domains of companies end in `.example`, which nobody can own; those of persons are the big
free-mail ones, with a local part that says that it is a demonstration.
"""

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.demo.chance import Ints
from orchestration.demo.columns import Column, constant, joined, words
from orchestration.demo.words import TONGUES

LAPS = ("", " Nord", " Süd", " City", " West", " Park", " Ost", " Plaza", " Central", " Lake")


def spoken(word: str) -> str:
    """Write the word as in a name."""
    return word.split(" ", maxsplit=1)[0] if ord(word[0]) > 0x2E80 else word


def slug(word: str) -> str:
    """Write the word as in a mail address."""
    latin = word.rsplit(" ", maxsplit=1)[-1] if ord(word[0]) > 0x2E80 else word
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        latin = latin.lower().replace(umlaut, letters)
    ascii_only = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def by_tongue(tongues: Ints, columns: list[Column]) -> Column:
    """Row by row the column of the row's language area."""
    return pc.choose(pa.array(tongues), *columns)


def _part(name: str, tongues: Ints, positions: Ints, *, latin: bool) -> Column:
    """Words of one list, each from the language area of its row."""
    write = slug if latin else spoken
    lists = [getattr(tongue, name) for tongue in TONGUES]
    plain = [[write(w if isinstance(w, str) else w[0]) for w in choices] for choices in lists]
    return by_tongue(tongues, [words(positions % len(part), part) for part in plain])


class Companies:
    """Name parts of numbered companies. No two numbers share a name or a domain."""

    def __init__(self, numbers: Ints, tongues: Ints) -> None:
        """Spread the numbers over kinds, names and, when those are used up, suffixes."""
        kinds: Ints = np.array([len(tongue.kinds) for tongue in TONGUES])[tongues]
        cores: Ints = np.array([len(tongue.cores) for tongue in TONGUES])[tongues]
        mixed = (numbers * 97 + 13) % (kinds * cores)
        self.tongues = tongues
        self.kind = mixed % kinds
        self.core = mixed // kinds
        self.lap = numbers // (kinds * cores)
        self.numbers = numbers

    def name(self) -> Column:
        """Full company name; the order of its parts follows the language."""
        kind = _part("kinds", self.tongues, self.kind, latin=False)
        core = _part("cores", self.tongues, self.core, latin=False)
        ending = _part("endings", self.tongues, self.numbers, latin=False)
        numbered = joined(" ", pa.array(self.lap).cast(pa.string()))
        named = words(self.lap % len(LAPS), LAPS)
        lap = pc.if_else(pa.array(self.lap < len(LAPS)), named, numbered)
        western = joined(kind, " ", core, lap, " ", ending)
        english = joined(core, " ", kind, lap, " ", ending)
        return by_tongue(
            self.tongues,
            [western, western, english, english, joined(core, kind, lap, ending)],
        )  # fmt: skip

    def domain(self) -> Column:
        """Mail domain, unique per number."""
        kind = _part("kinds", self.tongues, self.kind, latin=True)
        core = _part("cores", self.tongues, self.core, latin=True)
        lap = pc.if_else(
            pa.array(self.lap > 0), joined("-", pa.array(self.lap).cast(pa.string())), ""
        )
        return joined(core, "-", kind, lap, ".example")

    def buyer_mail(self) -> Column:
        """Address of the purchasing department."""
        boxes = [constant(tongue.buyer, len(self.numbers)) for tongue in TONGUES]
        return joined(by_tongue(self.tongues, boxes), "@", self.domain())

    def industry(self) -> Column:
        """Industry that goes with the kind of company."""
        parts = [
            words(self.kind % len(tongue.kinds), [industry for _, industry in tongue.kinds])
            for tongue in TONGUES
        ]
        return by_tongue(self.tongues, parts)


class Persons:
    """Name parts of numbered persons; many share a name, none a mail address."""

    def __init__(self, numbers: Ints, tongues: Ints) -> None:
        """Spread the numbers over the first and last names of their language area."""
        self.numbers = numbers
        self.tongues = tongues
        self.first = numbers * 7919 + numbers // 11
        self.last = numbers * 104729 + 13 + numbers // 7

    def name(self) -> Column:
        """Full name; Chinese family names come first."""
        first = _part("first", self.tongues, self.first, latin=False)
        last = _part("last", self.tongues, self.last, latin=False)
        western = joined(first, " ", last)
        return by_tongue(self.tongues, [western, western, western, western, joined(last, first)])

    def _local_part(self) -> Column:
        return joined(
            _part("first", self.tongues, self.first, latin=True), ".",
            _part("last", self.tongues, self.last, latin=True),
        )  # fmt: skip

    def private_mail(self) -> Column:
        """Address at a free-mail provider, unique per number."""
        host = _part("mail", self.tongues, self.numbers // 3, latin=False)
        number = pa.array(self.numbers).cast(pa.string())
        return joined(self._local_part(), ".demo", number, "@", host)

    def work_mail(self, domain: Column) -> Column:
        """Address at the company the person works for."""
        return joined(self._local_part(), "@", domain)
