"""A checkup in plain text, for a terminal."""

from collections.abc import Iterator

from orchestration.intake.examination import Checkup, FileCheckup
from orchestration.intake.survey import Delivery

VERSIONING = {"source_updated_at", "is_deleted"}
"""Columns that every table may have and few exports do: their absence is no news."""

DELIMITER_NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}


def as_text(checkup: Checkup) -> str:
    """Everything a checkup found, file by file, then what the marts would lack."""
    lines = [_summary(checkup)]
    for file in checkup.files:
        lines += ["", file.delivery.file, *(f"  {line}" for line in _file_lines(file))]
    lines += ["", *_missing_lines(checkup)]
    if checkup.staging_problem is not None:
        lines += ["", "What would be quarantined is not known, because staging did not run:"]
        lines += [checkup.staging_problem.strip()]
    return "\n".join(lines)


def _summary(checkup: Checkup) -> str:
    files = checkup.files
    refused = sum(refusal.rows for file in files for refusal in file.refusals)
    parts = {
        "would land": sum(1 for file in files if file.would_land),
        "landed before": sum(1 for file in files if file.landed_before),
        "would be set aside": sum(1 for file in files if file.would_be_set_aside),
        "not recognised": sum(1 for file in files if file.delivery.table is None),
    }
    outcomes = ", ".join(f"{count} {what}" for what, count in parts.items() if count)
    rows = sum(file.would_land.rows for file in files if file.would_land)
    return (
        f"{checkup.drop}: {len(files)} files: {outcomes}. Of {rows:,} rows, {refused:,} would go"
        " to quarantine. Nothing was changed."
    )


def _file_lines(file: FileCheckup) -> Iterator[str]:
    delivery = file.delivery
    if delivery.table is None:
        yield f"not recognised: {delivery.how}"
        return
    yield f"table {delivery.table.name}, recognised by {delivery.how}"
    if delivery.encoding is not None:
        name = DELIMITER_NAMES.get(delivery.delimiter or "", delivery.delimiter)
        yield f"written in {delivery.encoding}, fields separated by {name}"
    yield from _column_lines(delivery)
    for problem in delivery.problems:
        yield f"problem: {problem}"
    yield from _outcome_lines(file)


def _column_lines(delivery: Delivery) -> Iterator[str]:
    same = [name for name, column in delivery.mapping.items() if name == column]
    renamed = [f"{name} -> {col}" for name, col in delivery.mapping.items() if name != col]
    if same:
        yield f"columns: {len(same)} by their own names"
    if renamed:
        yield f"columns: {', '.join(renamed)}"
    for column in delivery.unmapped:
        meant = f"; did you mean {' or '.join(column.near_misses)}?" if column.near_misses else ""
        yield f"not mapped, kept in _extra: {column.name}{meant}"
    if delivery.table is not None and delivery.file_format is not None:
        filled = {*delivery.mapping.values(), *delivery.file_format.constants}
        absent = [name for name in delivery.table.column_names if name not in filled | VERSIONING]
        if absent and delivery.mapping:
            yield f"not in the file: {', '.join(absent)}"


def _outcome_lines(file: FileCheckup) -> Iterator[str]:
    if file.landed_before:
        yield f"landed before, as the batch of {file.landed_before.batch_date}: nothing to do"
    if file.would_be_set_aside:
        stops = file.would_be_set_aside.stops_the_run
        yield f"WOULD BE SET ASIDE{', and the run would stop' if stops else ''}:"
        for reason in file.would_be_set_aside.reasons:
            yield f"  {reason}"
    if file.would_land:
        batch = file.would_land
        kind = "a full copy" if batch.is_full else "a delta"
        yield f"would land {batch.rows:,} rows as {kind} of {batch.batch_date}"
    for refusal in file.refusals:
        value = "" if refusal.example_value is None else f" holds {refusal.example_value!r}"
        column = f" {refusal.column}" if refusal.column else ""
        yield (
            f"quarantine: {refusal.rows:,} x {refusal.reason}{column}"
            f" (row {refusal.example_row}{value})"
        )


def _missing_lines(checkup: Checkup) -> Iterator[str]:
    if not checkup.missing_tables:
        yield "Every contract table would have rows."
        return
    yield f"Tables without rows: {', '.join(checkup.missing_tables)}"
    if checkup.starved is None:
        yield "Which marts lack input is not known: there is no manifest yet (run `dbt parse`)."
        return
    empty = [mart.name for mart in checkup.starved if not mart.has_other_input]
    if empty:
        yield f"Marts that would be empty: {', '.join(empty)}"
    fed = [mart for mart in checkup.starved if mart.has_other_input]
    for mart in fed:
        if mart.fillers:
            yield f"Mart that may well be empty: {mart.name} (filled by {', '.join(mart.fillers)})"
    for mart in fed:
        if not mart.fillers:
            yield f"Mart that would lack input: {mart.name} (reads {', '.join(mart.missing)})"
