"""One run at a time on the warehouse, whoever started it: nightly, by hand or as a backfill.

The lock is the operating system's lock on an open file, so it ends with the process that holds
it, however that process ends. The file's text only says who that is.
"""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

from orchestration.project import DataFolder

SECONDS_BETWEEN_TRIES = 0.2


class WarehouseBusyError(Exception):
    """Another run holds the warehouse; the message says which."""


@dataclass(frozen=True)
class Warehouse:
    """A data folder that this process alone may write to, while the lock is held."""

    data: DataFolder
    lock_descriptor: int
    """Open file behind the lock. A child process that inherits it keeps the lock alive."""


def _holder(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "a run that has not said its name yet"


def _acquire(file: TextIO, patience_seconds: float) -> None:
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise WarehouseBusyError(f"The warehouse is held by {_holder(file)}.") from None
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


@contextmanager
def hold_warehouse(
    data: DataFolder, holder: str, patience_seconds: float = 0.0
) -> Iterator[Warehouse]:
    """Hold the warehouse as `holder`, waiting up to `patience_seconds` for another run to end.

    Raises WarehouseBusyError when the other run is still there after that.
    """
    data.root.mkdir(parents=True, exist_ok=True)
    with data.lock.open("a+", encoding="utf-8") as file:
        _acquire(file, patience_seconds)
        file.truncate(0)
        started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        file.write(f"{holder}, process {os.getpid()} on {socket.gethostname()} since {started}")
        file.flush()
        yield Warehouse(data, file.fileno())
