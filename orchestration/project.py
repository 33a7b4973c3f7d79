"""Where the project is and where its data lives.

Only paths and the settings read from the environment belong here; nothing opens a file.
"""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTRACT_FOLDER = ROOT / "models" / "staging"
FORMATS_FOLDER = ROOT / "orchestration" / "formats"
DEMO_DROP = ROOT / "seeds" / "extracts"


@dataclass(frozen=True)
class DataFolder:
    """The one folder that holds everything a run reads or writes besides the drop."""

    root: Path

    @classmethod
    def from_environment(cls) -> "DataFolder":
        """`$PROFIT_DATA`, else `data/` under the project root, as an absolute path."""
        return cls(Path(os.environ.get("PROFIT_DATA") or ROOT / "data").resolve())

    @property
    def landing(self) -> Path:
        """Accepted rows: `<table>/batch_date=YYYY-MM-DD/<batch id>.parquet`."""
        return self.root / "landing"

    @property
    def incoming(self) -> Path:
        """Files being converted and judged; whatever a crash leaves here is rubbish."""
        return self.root / "incoming"

    @property
    def rejected(self) -> Path:
        """Files that broke their promise, each beside its report."""
        return self.root / "rejected"

    @property
    def build(self) -> Path:
        """The DuckDB file that dbt writes. Nobody but a run opens it for writing."""
        return self.root / "build.duckdb"

    @property
    def published(self) -> Path:
        """What BI reads; replaced as a whole by one rename."""
        return self.root / "published"

    @property
    def lock(self) -> Path:
        """Held by the one run that may write."""
        return self.root / "run.lock"

    @property
    def logs(self) -> Path:
        """Logs of the runs."""
        return self.root / "logs"
