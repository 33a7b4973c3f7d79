"""A warehouse just large enough to publish: two marts, a landing and the papers between them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from orchestration.publication.contents import Mart, PublishedColumn
from orchestration.publication.identity import Identity
from orchestration.publication.release import Sources, write_release
from orchestration.publication.shelf import Shelf

AS_OF = date(2025, 3, 31)

CUSTOMERS = Mart(
    name="dim_customers",
    description="One row per customer.",
    grain=("customer_id",),
    filled_by=("orders",),
    columns=(
        PublishedColumn("customer_id", "varchar", "Who it is; it's the key."),
        PublishedColumn("run_label", "varchar", "Run that built the row."),
    ),
)
PROFIT = Mart(
    name="fct_profit",
    description="One row per customer and month.",
    grain=("customer_id", "month_start"),
    filled_by=("orders",),
    columns=(
        PublishedColumn("customer_id", "varchar", "Customer."),
        PublishedColumn("month_start", "date", "First day of the month."),
        PublishedColumn("gross_profit_amount", "decimal(18, 4)", "Gross profit; null = unknown."),
        PublishedColumn("line_count", "bigint", "Lines."),
        PublishedColumn("run_label", "varchar", "Run that built the row."),
    ),
)
MARTS = (CUSTOMERS, PROFIT)


@dataclass(frozen=True)
class Company:
    """One data folder; `build` stands in for dbt."""

    root: Path

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.root)

    @property
    def sources(self) -> Sources:
        return Sources(self.root / "build.duckdb", self.root / "landing", ("orders", "leads"))

    def land(self) -> None:
        with duckdb.connect() as connection:
            for table, day, rows in (("orders", AS_OF, 3), ("leads", date(1900, 1, 1), 0)):
                folder = self.root / "landing" / table / f"batch_date={day}"
                folder.mkdir(parents=True)
                connection.execute(f"""
                    copy (
                        select
                            range::varchar as id,
                            case range when 0 then '2025-03-30T22:30:00-02:00'
                                when 1 then '2099-01-01' else 'soon' end as source_updated_at,
                            'shop' as _system, 'shop/{table}.csv' as _file, range + 2 as _row,
                            'b1' as _batch_id
                        from range({rows})
                    ) to '{folder}/b1.parquet'
                """)

    def build(self, label: str, customers: int = 40) -> None:
        with duckdb.connect(self.root / "build.duckdb") as connection:
            connection.execute("create schema if not exists marts")
            # Written backwards, so that only sorting puts the release in order.
            connection.execute(f"""
                create or replace table marts.dim_customers as
                select 'c' || lpad(range::varchar, 6, '0') as customer_id, '{label}' as run_label
                from range({customers}) order by range desc
            """)
            connection.execute("""
                create or replace table marts.fct_profit as
                select
                    customer_id,
                    date '2025-01-01' + to_months(month.range::integer) as month_start,
                    case when customer_id = 'c000007' then null
                        else cast(hash(customer_id) % 1000000 as decimal(18, 4)) / 100
                    end::decimal(18, 4) as gross_profit_amount,
                    cast(1 as bigint) as line_count,
                    run_label,
                    'not published' as internal_note
                from marts.dim_customers, range(3) as month
                order by hash(customer_id)
            """)

    def write(self, run_id: str, folder: Path | None = None) -> Path:
        folder = folder or self.shelf.draft(run_id)
        write_release(folder, self.sources, MARTS, identity(run_id))
        return folder

    def publish(self, run_id: str) -> None:
        self.shelf.clear_drafts()
        self.build(run_id)
        self.write(run_id)
        self.shelf.put_forward(run_id)


def identity(run_id: str) -> Identity:
    return Identity(
        run_id=run_id,
        as_of_date=AS_OF,
        written_at=datetime(2025, 4, 1, 3, 0, tzinfo=UTC),
        project_version="0.1.0",
        definition_version="1",
        reporting_currency="EUR",
        models_fingerprint="abc",
    )
