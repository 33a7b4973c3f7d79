"""How the text of a file is encoded: told by its marks and bytes, never by its name.

The order of the questions: a byte order mark; the NUL bytes of UTF-16; valid UTF-8; Chinese
GB18030 (of which GBK and GB2312 are parts); else Western cp1252. A few bytes that do not fit
do not change the answer: they make their records unreadable, not the whole file mojibake.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 22
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MISFIT = re.compile("[\udc00-\udcff]")
PAIR = re.compile(rb"[\x81-\xfe][\x30-\xfe]|[\x80-\xff]")
GB2312 = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")

MISFIT_HANDLER = "misfit-bytes"


def _mark_misfits(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


# `surrogateescape` would do, but the UTF-16 codecs refuse it.
codecs.register_error(MISFIT_HANDLER, _mark_misfits)


@dataclass(frozen=True)
class Encoding:
    """A codec name, the length of the byte order mark, and whether every byte fits."""

    name: str
    mark_length: int = 0
    fits: bool = True


def chunks(path: Path, skip: int = 0) -> Iterator[bytes]:
    """Bytes of a file in pieces, after the first `skip`."""
    with path.open("rb") as stream:
        stream.seek(skip)
        while piece := stream.read(CHUNK):
            yield piece


def detect_encoding(path: Path, given: str | None = None) -> Encoding:
    """Tell how a text file is encoded; `given` (by a format file) is believed, and checked."""
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark), fits=_fits(path, name, len(mark)))
    told = given or _utf_16_without_mark(head)
    if told is not None:
        return Encoding(told, fits=_fits(path, told))
    for name in ("utf-8", "gb18030"):
        if _fits(path, name) and (name == "utf-8" or _looks_chinese(path)):
            return Encoding(name)
    return _with_misfits(path)


def has_misfits(text: str) -> bool:
    """Whether a text holds NULs or bytes that did not fit its encoding."""
    return "\0" in text or (not text.isascii() and MISFIT.search(text) is not None)


def shown(text: str) -> str:
    """Text with the bytes that did not fit its encoding, and NULs, made visible."""
    return MISFIT.sub(lambda hit: f"\\x{ord(hit[0]) - 0xDC00:02x}", text).replace("\0", "\\x00")


def _fits(path: Path, name: str, skip: int = 0) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for piece in chunks(path, skip):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf_16_without_mark(head: bytes) -> str | None:
    """UTF-16 shows NULs at every other place, because delimiters and digits are ASCII."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 < len(head) or max(even, odd) < 10 * min(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _first_foreign_bytes(path: Path) -> bytes:
    """First piece of a file that is not plain ASCII."""
    return next((piece for piece in chunks(path) if not piece.isascii()), b"")


def _looks_chinese(path: Path) -> bool:
    """Whether most byte pairs are GB2312 characters; accented Western letters seldom make one."""
    pairs = PAIR.findall(_first_foreign_bytes(path))
    return sum(1 for pair in pairs if GB2312.fullmatch(pair)) * 4 >= len(pairs) * 3


def _with_misfits(path: Path) -> Encoding:
    """Choose the encoding with few misfits where none fits throughout."""
    piece = _first_foreign_bytes(path)
    for name in ("utf-8", "gb18030"):
        text = codecs.getincrementaldecoder(name)(MISFIT_HANDLER).decode(piece)
        misfits = len(MISFIT.findall(text))
        foreign = sum(1 for character in text if ord(character) > 127) - misfits
        if foreign > misfits and (name == "utf-8" or _looks_chinese(path)):
            return Encoding(name, fits=False)
    return Encoding("cp1252" if _fits(path, "cp1252") else "latin-1")
