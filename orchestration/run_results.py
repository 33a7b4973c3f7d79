"""What became of each dbt node, read from the run results that dbt wrote."""

import json
from dataclasses import dataclass
from pathlib import Path

GOOD = frozenset({"success", "pass", "warn"})
NOT_RUN = frozenset({"skipped", "no-op"})


@dataclass(frozen=True)
class NodeResult:
    """Outcome of one model, seed or test."""

    unique_id: str
    status: str
    """dbt's word: success, pass, warn, fail, error, skipped, no-op, partial success."""
    message: str
    failures: int
    """Rows that broke a test; 0 for everything else."""
    seconds: float
    relation: str
    """Quoted name of the table or view; empty for a test."""
    compiled_sql: str

    @property
    def is_good(self) -> bool:
        """Whether the node did what it is there for."""
        return self.status in GOOD

    @property
    def is_bad(self) -> bool:
        """Whether the node failed itself; one that was skipped for another's failure did not."""
        return self.status not in GOOD and self.status not in NOT_RUN

    @property
    def is_test(self) -> bool:
        """Whether the node is a data test."""
        return self.unique_id.startswith("test.")


def read_run_results(path: Path) -> tuple[NodeResult, ...]:
    """Every node that dbt came to, in the order in which they ended."""
    return tuple(
        NodeResult(
            unique_id=result["unique_id"],
            status=result["status"],
            message=result.get("message") or "",
            failures=result.get("failures") or 0,
            seconds=result["execution_time"],
            relation=result.get("relation_name") or "",
            compiled_sql=result.get("compiled_code") or "",
        )
        for result in json.loads(path.read_text(encoding="utf-8"))["results"]
    )
