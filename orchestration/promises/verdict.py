"""What judging a file gives: kept or not, and if not, what exactly was broken."""

from dataclasses import dataclass

CAN_BE_READ = "The file can be read"
COLUMNS = "The file has the columns it needs"
ENOUGH_ROWS = "The file has enough rows"
READABLE = "Rows can be split into columns"
REQUIRED = "Required columns are filled"
FORMATS = "Values have the format of their column"
RANGES = "Numbers lie within their bounds"
KEYS = "No key is given over and over"


@dataclass(frozen=True)
class Example:
    """An offending row: its record number in the file (headings are 1) and its value."""

    row: int
    value: str | None


@dataclass(frozen=True)
class BrokenPromise:
    """One promise that a file does not keep."""

    promise: str
    """Name of the promise, as people say it."""
    detail: str
    """What was found, with counts."""
    column: str | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The outcome of judging one file."""

    broken: tuple[BrokenPromise, ...]

    @property
    def kept(self) -> bool:
        """Whether the file may land."""
        return not self.broken
