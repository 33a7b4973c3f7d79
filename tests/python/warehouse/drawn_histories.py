"""Thousands of histories that hypothesis draws, judged together, and shrunk alone.

A warehouse takes as long to build for one history as for hundreds. So all histories of a file are
drawn first and built in one go. Where the build got one of them wrong, hypothesis draws the same ones
again and looks for the simplest that is wrong: only what it makes up on the way is built alone.

What is drawn is the same in every run of the same tests; hypothesis also takes constants from the modules
that are loaded, so other tests beside them change how often a kind of history comes up.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

History = TypeVar("History")
Verdict = tuple[object, object]
# Neither a clock nor an earlier run decides what is drawn; only shrinking ever waits for a build.
DERANDOMIZED = settings(
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


def judge_each(
    histories: st.SearchStrategy[History], count: int, judge: Callable[[History], object]
) -> None:
    """Let hypothesis draw so many histories, always the same; raises for the simplest one."""

    @settings(DERANDOMIZED, max_examples=count)
    @given(history=histories)
    def run(history: History) -> None:
        judge(history)

    run()


def drawn(histories: st.SearchStrategy[History], count: int) -> list[History]:
    """The different ones of the histories that `judge_each` would have judged."""
    book: dict[str, History] = {}
    judge_each(histories, count, lambda history: book.setdefault(key_of(history), history))
    return list(book.values())


def judge(
    histories: st.SearchStrategy[History],
    count: int,
    verdicts: Mapping[str, Verdict],
    alone: Callable[[History], Verdict],
) -> None:
    """What was found of each history is what was expected; raises for the simplest that differs.

    `verdicts` are of the histories built together, by what `key_of` makes of them.
    """
    if all(found == expected for found, expected in verdicts.values()):
        return

    def compare(history: History) -> None:
        found, expected = verdicts.get(key_of(history)) or alone(history)
        assert found == expected, f"found {found}, expected {expected}"

    judge_each(histories, count, compare)


def key_of(history: object) -> str:
    return repr(history)


@cache
def one_in(number: int) -> st.SearchStrategy[bool]:
    """True once in so many times; the simplest is false."""
    return st.sampled_from([False] * (number - 1) + [True])
