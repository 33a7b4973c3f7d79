"""Whether fields of a delimited file may begin or end with blanks, told from whole pieces of it.

Trimming every value of a file takes longer than reading it, and hardly any file needs it. So
this looks where blanks meet delimiters, quotes and line ends; it may say yes in vain, never no.
"""

import re

import numpy as np
import numpy.typing as npt

SPACE, TAB, QUOTE = 32, 9, 34

WIDE_SPACES = (b"\xc2\xa0", b"\xe1\x9a\x80", b"\xe2\x81\x9f", b"\xe3\x80\x80", b"\xef\xbb\xbf")
"""No-break, ogham, mathematical and ideographic spaces, and stray byte order marks, in UTF-8."""
NARROW_SPACES = re.compile(rb"\xe2\x80[\x80-\x8a\xaf]")

Octets = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]


class BlankEdges:
    """Looks for blanks at the edges of fields. Pieces begin and end with whole records."""

    def __init__(self, delimiter: str) -> None:
        """Prepare for files with a delimiter of one character."""
        octets = delimiter.encode()
        self._blanks = _table(SPACE, TAB)
        self._delimiter = octets[-1]
        self._ends_before = _table(octets[-1], *b"\n\r")
        self._ends_after = _table(octets[0], *b"\n\r")

    def before_quotes(self, data: bytes, quotes: Places) -> bool:
        """Whether a quote may open a field after blanks; readers disagree on what that means."""
        octets = _framed(data)
        opening = quotes[::2]  # or the second of a doubled one
        before = octets[opening + 1]
        if not (self._ends_before[before] | (before == QUOTE)).all():
            opening = quotes  # some stand inside unquoted fields, so any may open the next one
        after_space = opening[octets[opening + 1] == SPACE]
        two_before = octets[after_space]
        return bool((self._ends_before[two_before] | (two_before == SPACE)).any())

    def are_in(self, data: bytes, quotes: Places) -> bool:
        """Whether some field in a piece may begin or end with a blank."""
        if not data.isascii() and (
            any(blank in data for blank in WIDE_SPACES) or NARROW_SPACES.search(data)
        ):
            return True
        octets = _framed(data)
        blanks = np.flatnonzero(self._blanks[octets])
        before, after = octets[blanks - 1], octets[blanks + 1]
        quoted = ((before == QUOTE) & self._ends_before[octets[blanks - 2]]) | (
            (after == QUOTE) & self._ends_after[octets[blanks + 2]]
        )
        if quoted.any():
            return True
        # Between fields, a tab that parts them is no blank; within quotes it is.
        at_edges = self._ends_before[before] | self._ends_after[after]
        at_ends = blanks[at_edges & (octets[blanks] != self._delimiter)] - 2
        return bool((np.searchsorted(quotes, at_ends) % 2 == 0).any())


def _framed(data: bytes) -> Octets:
    """Put a piece between two empty lines, so that every place in it has neighbours."""
    return np.frombuffer(b"\n\n" + data + b"\n\n", np.uint8)


def _table(*members: int) -> npt.NDArray[np.bool_]:
    """For every octet, whether it is one of the members."""
    table = np.zeros(256, np.bool_)
    table[list(members)] = True
    return table
