"""Reads format files: `<formats folder>/<system>.yml`, a list `files` of FileFormat entries.

Everything is checked on reading, so that a typing mistake is reported as one and not as a
thousand quarantined rows.
"""

from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from orchestration.contract import Table, landing_contract
from orchestration.intake.drop import composed
from orchestration.intake.errors import IntakeError
from orchestration.intake.file_format import DATED_TYPES, ColumnRule, FileFormat, complaints

TEXT_SETTINGS = ("encoding", "delimiter", "sheet", "decimal_mark", "thousands_mark")


def load_formats(folder: Path) -> dict[str, tuple[FileFormat, ...]]:
    """Read the formats of every system, in the order of each file; none without the folder.

    Raises IntakeError for anything that is not a format, naming the file and the entry.
    """
    formats = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise IntakeError(f"{path.name} is not readable YAML: {error}") from error
        if not isinstance(content, dict) or not isinstance(content.get("files"), list):
            raise IntakeError(f"{path.name} must hold a list called `files`.")
        formats[composed(path.stem)] = tuple(
            _file_format(entry, f"{path.name}, entry {number}")
            for number, entry in enumerate(content["files"], start=1)
        )
    return formats


def _file_format(entry: object, where: str) -> FileFormat:
    if not isinstance(entry, dict) or not {"match", "table"} <= entry.keys():
        raise IntakeError(f"{where} needs at least `match` and `table`.")
    unknown = set(entry) - set(FileFormat.__dataclass_fields__)
    if unknown:
        raise IntakeError(f"{where} has keys that mean nothing: {', '.join(sorted(unknown))}.")
    table = landing_contract().get(entry["table"])
    if table is None:
        raise IntakeError(f"{where}: there is no contract table called {entry['table']}.")
    for setting in TEXT_SETTINGS:
        if not isinstance(entry.get(setting, ""), str):
            raise IntakeError(f"{where}: {setting} must be text; put it in quotes.")
    if not isinstance(entry.get("full", False), bool):
        raise IntakeError(f"{where}: `full` is true or false.")
    file_format = FileFormat(
        table=table.name,
        match=composed(str(entry["match"])),
        full=entry.get("full", False),
        date_formats=_date_formats(entry.get("date_formats", {}), table, where),
        columns=_column_rules(entry.get("columns", {}), where),
        constants=_texts(entry.get("constants", {}), f"{where}, constants"),
        prefixes=_texts(entry.get("prefixes", {}), f"{where}, prefixes"),
        **{setting: entry[setting] for setting in TEXT_SETTINGS if setting in entry},
    )
    found = list(complaints(file_format, table))
    if found:
        raise IntakeError(f"{where}: {'; '.join(found)}.")
    return file_format


def _texts(given: object, where: str) -> dict[str, str]:
    if not isinstance(given, dict):
        raise IntakeError(f"{where} must map contract columns to values.")
    return {
        str(key): str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in given.items()
    }


def _date_formats(given: object, table: Table, where: str) -> dict[str, str]:
    if isinstance(given, str):
        return {column.name: given for column in table.columns if column.data_type in DATED_TYPES}
    return _texts(given, f"{where}, date_formats")


def _column_rules(given: object, where: str) -> dict[str, ColumnRule]:
    if not isinstance(given, dict):
        raise IntakeError(f"{where}: `columns` must map source columns to contract columns.")
    rules = {}
    for heading, rule in given.items():
        parts = rule if isinstance(rule, dict) else {"to": rule}
        if not isinstance(parts.get("to"), str) or set(parts) - {"to", "divide_by"}:
            raise IntakeError(f"{where}: column {heading} must go to one contract column.")
        rules[composed(str(heading))] = ColumnRule(
            parts["to"], _divisor(parts.get("divide_by"), f"{where}, column {heading}")
        )
    return rules


def _divisor(given: object, where: str) -> Decimal | None:
    if given is None:
        return None
    try:
        return Decimal(str(given))
    except InvalidOperation as error:
        raise IntakeError(f"{where}: divide_by must be a number, not {given}.") from error
