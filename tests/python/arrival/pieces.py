"""Cuts a drop into pieces: the same rows, delivered in other files and another order."""

import csv
import random
import re
import shutil
from pathlib import Path

CONTRACT_SHAPED = re.compile(r"[a-z_]+_\d{4}-\d{2}-\d{2}\.csv")


def cut(drop: Path, folder: Path, drops: int, seed: int) -> list[Path]:
    """Scatter the files of `drop` over `drops` folders, most of them cut in two, some repeated.

    Only files with one record a line are cut; the others travel whole. Every third piece is
    delivered a second time in a later drop.
    """
    chance = random.Random(seed)
    pieces = [
        piece
        for path in sorted(drop.rglob("*"))
        if path.is_file()
        for piece in _halves(path, folder / "pieces" / path.parent.name)
    ]
    chance.shuffle(pieces)
    targets = [folder / f"drop_{number}" for number in range(drops)]
    for number, piece in enumerate(pieces):
        first = number % drops
        _deliver(piece, targets[first])
        if number % 3 == 0 and first + 1 < drops:
            _deliver(piece, targets[first + 1])
    return targets


def _deliver(piece: Path, target: Path) -> None:
    (target / piece.parent.name).mkdir(parents=True, exist_ok=True)
    shutil.copy(piece, target / piece.parent.name / piece.name)


def _halves(path: Path, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    lines = path.read_bytes().splitlines(keepends=True)
    if not CONTRACT_SHAPED.fullmatch(path.name) or not _one_record_a_line(path, len(lines)):
        shutil.copy(path, folder / path.name)
        return [folder / path.name]
    middle = len(lines) // 2 + 1
    halves = []
    for number, rows in enumerate((lines[1:middle], lines[middle:]), start=1):
        half = folder / f"{path.stem}_part{number}.csv"
        half.write_bytes(b"".join([lines[0], *rows]))
        halves.append(half)
    return halves


def _one_record_a_line(path: Path, lines: int) -> bool:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) == lines and lines > 2
