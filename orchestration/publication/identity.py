"""Who a publication is: which run wrote it, for which day, from which definitions."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Identity:
    """The one row of the table `publication`."""

    run_id: str
    as_of_date: date
    written_at: datetime
    """When the run wrote the file, in UTC; says nothing about the data."""
    project_version: str
    definition_version: str
    """Version of the metric definitions, from dbt_project.yml."""
    reporting_currency: str
    """Currency of every `_amount` (ISO 4217)."""
    models_fingerprint: str
    """Changes when any model, seed or macro does; the same in every checkout of the same code."""


def models_fingerprint(manifest: Mapping[str, Any]) -> str:
    """First 12 hex digits of a hash over every model, seed and macro of the project."""
    project = manifest["metadata"]["project_name"]
    digest = hashlib.sha256()
    for unique_id, node in sorted(manifest["nodes"].items()):
        if node["resource_type"] in ("model", "seed"):
            digest.update(f"{unique_id}={node['checksum']['checksum']}\n".encode())
    for unique_id, macro in sorted(manifest["macros"].items()):
        if macro["package_name"] == project:
            digest.update(f"{unique_id}={macro['macro_sql']}\n".encode())
    return digest.hexdigest()[:12]


def identify(
    run_id: str, as_of: date, written_at: datetime, manifest: Mapping[str, Any], project_file: Path
) -> Identity:
    """Name a publication. `project_file` is dbt_project.yml; `written_at` carries an offset."""
    settings = yaml.safe_load(project_file.read_text(encoding="utf-8"))["vars"]
    return Identity(
        run_id=run_id,
        as_of_date=as_of,
        written_at=written_at,
        project_version=version("crm-profit-warehouse"),
        definition_version=str(settings["definition_version"]),
        reporting_currency=str(settings["reporting_currency"]),
        models_fingerprint=models_fingerprint(manifest),
    )
