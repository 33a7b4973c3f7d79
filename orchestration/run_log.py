"""The log of a run, in the data folder beside the data it is about."""

import logging

import dagster as dg

from orchestration.project import DataFolder


@dg.logger({}, description="Writes <data>/logs/<run id>.log.")
def run_log(context: dg.InitLoggerContext) -> logging.Logger:
    """Append to the run's own file."""
    logs = DataFolder.from_environment().logs
    logs.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger(f"run_log.{context.run_id}")
    handler = logging.FileHandler(logs / f"{context.run_id}.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    return logger
