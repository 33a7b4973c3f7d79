"""A drop and a data folder of their own for each test."""

from collections.abc import Callable
from pathlib import Path

import intake_files
import pytest

from orchestration.intake import landing
from orchestration.intake.intake_report import IntakeReport
from orchestration.intake.land import land_drop
from orchestration.project import DataFolder


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk: what a power cut leaves cannot be tested here, and waiting takes long."""
    monkeypatch.setattr(landing, "flush_to_disk", lambda _: None)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def formats(tmp_path: Path) -> Path:
    folder = tmp_path / "formats"
    folder.mkdir()
    return folder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def land(drop: Path, data: DataFolder, formats: Path) -> Callable[[], IntakeReport]:
    """Land the drop as it is now."""

    def land_it(**settings: object) -> IntakeReport:
        return land_drop(
            drop,
            data,
            **{
                "formats_folder": formats,
                "report": lambda _: None,
                "loaded_at": intake_files.LOADED_AT,
                **settings,
            },
        )

    return land_it
