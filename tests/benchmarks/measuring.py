"""Wall and CPU seconds of something, in this process or in one that is started for it.

The CPU seconds are the ones to trust on a machine that does other things too.
"""

import os
import resource
import subprocess
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.1
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """What something took, in seconds."""

    wall: float = 0.0
    cpu: float = 0.0

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.wall - other.wall, self.cpu - other.cpu)


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@contextmanager
def measured() -> Iterator[Cost]:
    """The cost of the block, known when it has ended."""
    cost, wall, cpu = Cost(), time.perf_counter(), _own_cpu()
    yield cost
    cost.wall, cost.cpu = time.perf_counter() - wall, _own_cpu() - cpu


def _tree_cpu(pid: int) -> float:
    """CPU seconds of a process, of its children that have ended, and of those that live."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, numbers)) / TICKS_A_SECOND + sum(
        _tree_cpu(int(child)) for child in children
    )


class Watched:
    """A command that has ended, with its cost up to any moment of it."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str], cwd: Path):
        """Run the command to its end. Raises RuntimeError with its last words when it fails."""
        self._moments, self._cpu = [time.time()], [0.0]
        with subprocess.Popen(
            command, env=environment, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True,
        ) as process:  # fmt: skip
            ended = threading.Event()
            watcher = threading.Thread(target=self._watch, args=(process.pid, ended))
            watcher.start()
            self.output, _ = process.communicate()
            ended.set()
            watcher.join()
        self._moments.append(time.time())
        self._cpu.append(self._cpu[-1])
        if process.returncode:
            raise RuntimeError(f"{command} failed:\n{self.output[-3000:]}")

    def _watch(self, pid: int, ended: threading.Event) -> None:
        while not ended.wait(SECONDS_BETWEEN_LOOKS):
            cpu = _tree_cpu(pid)
            # A process that is just ending is nowhere to be seen for a moment.
            self._cpu.append(max(cpu, self._cpu[-1]))
            self._moments.append(time.time())

    def cost_until(self, moment: float) -> Cost:
        """What it had cost by a moment, in seconds since 1970."""
        place = min(bisect_left(self._moments, moment), len(self._moments) - 1)
        return Cost(min(moment, self._moments[-1]) - self._moments[0], self._cpu[place])

    @property
    def cost(self) -> Cost:
        """What all of it cost."""
        return self.cost_until(self._moments[-1])
