"""Turns the AdventureWorks files into a drop folder of contract-shaped files.

They are a star schema with surrogate keys and two calendars, which no format file can undo.

Run it: python adventureworks_drop.py FOLDER_OF_ADVENTUREWORKS DROP
"""

import sys
from pathlib import Path

import duckdb
from adventureworks_queries import EXTRACTS

VIEWS = """
    create view sales as
    select 'internet' as channel, * from 'FactInternetSales.parquet'
    union all by name
    select 'reseller' as channel, * from 'FactResellerSales.parquet';

    -- The tables from the order-entry system (the csv files) run 153 days later than the facts.
    create macro fact_date(moment) as cast(moment as date) - 153;

    -- Nobody delivered which employee key is which sales person: the same quotas give it away.
    create view sellers as
    select EmployeeKey, mode(businessentityid) as businessentityid
    from 'FactSalesQuota.parquet'
    join 'salespersonquotahistory.csv'
        on cast(Date as date) = fact_date(quotadate) and SalesAmountQuota = salesquota
    group by EmployeeKey;

    -- A reseller's customer number holds the id under which the order-entry system has its store.
    create view resellers as
    select * from 'DimReseller.parquet'
    join 'customer.csv' on customerid = cast(substr(ResellerAlternateKey, 3) as integer)
    join 'DimGeography.parquet' using (GeographyKey);
"""
"""What several extracts need: the facts as one table, the keys between the two systems."""


def prepare(folder: Path, drop: Path) -> None:
    """Write the drop from the AdventureWorks files in `folder`; the same bytes every time."""
    with duckdb.connect(config={"file_search_path": str(folder)}) as connection:
        connection.execute(VIEWS)
        for name, query in EXTRACTS.items():
            target = drop / f"{name}.csv"
            target.parent.mkdir(parents=True, exist_ok=True)
            connection.sql(f"from ({query}) order by all").write_csv(str(target), header=True)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
