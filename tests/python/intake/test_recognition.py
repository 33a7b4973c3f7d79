"""A file is taken for a contract table by its format or by its name, and never by guessing."""

from pathlib import Path

import pytest
from intake_files import orders, put

from orchestration.intake.errors import IntakeError
from orchestration.intake.survey import survey_drop

NO_FORMATS = Path("none")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("orders.csv", "orders"),
        ("Orders.CSV", "orders"),
        ("orders_2025-03-31.csv", "orders"),
        ("orders-20250331.txt", "orders"),
        ("order_lines_2025-03-31_part2.csv", "order_lines"),
        ("order_lines_20250331_0230.tsv", "order_lines"),
        ("orders (1).csv", "orders"),
        ("orders_2.csv", "orders"),
        ("my_orders.csv", None),
        ("order.csv", None),
        ("orders_backup.csv", None),
    ],
)
def test_a_name_is_a_table_and_dates_or_parts_after_it(drop, name, table):
    put(drop, f"shop/{name}", orders(1))
    delivery = survey_drop(drop, NO_FORMATS)[0]
    assert (delivery.table.name if delivery.table else None) == table


def test_a_name_that_is_nearly_a_table_is_reported_not_guessed(drop):
    put(drop, "crm/acounts.csv", "account_id\n1\n")
    delivery = survey_drop(drop, NO_FORMATS)[0]
    assert delivery.table is None
    assert "did you mean accounts?" in delivery.how


@pytest.mark.parametrize(
    ("file", "why"),
    [("shop/orders.pdf", ".pdf is not one of"), ("orders.csv", "a folder named for its system")],
)
def test_what_cannot_be_taken_in_says_why(drop, file, why):
    put(drop, file, orders(1))
    assert why in survey_drop(drop, NO_FORMATS)[0].how


def test_markers_hidden_files_and_locks_are_no_exports(drop):
    for file in ("_SUCCESS", "shop/.DS_Store", "shop/~$orders.xlsx", ".git/orders.csv"):
        put(drop, file, "x")
    put(drop, "shop/orders.csv", orders(1))
    assert [delivery.file for delivery in survey_drop(drop, NO_FORMATS)] == ["shop/orders.csv"]


def test_a_format_comes_before_the_name_and_its_first_fitting_entry_wins(drop, formats):
    put(drop, "shop/Orders-EU.csv", "Nr\n1\n")
    put(
        formats,
        "shop.yml",
        "files:\n"
        "  - {match: 'orders-*.csv', table: customers, columns: {Nr: customer_id}}\n"
        "  - {match: 'orders*', table: orders}\n",
    )
    (delivery,) = survey_drop(drop, formats)
    assert delivery.table.name == "customers"
    assert delivery.how == "shop.yml: orders-*.csv"
    assert delivery.mapping == {"Nr": "customer_id"}


def test_a_contract_shaped_file_needs_no_entry_in_its_systems_format(drop, formats):
    put(drop, "shop/orders.csv", orders(1))
    put(formats, "shop.yml", "files:\n  - {match: 'x*', table: customers}\n")
    assert survey_drop(drop, formats)[0].table.name == "orders"


@pytest.mark.parametrize("make", [lambda drop: drop.rmdir(), lambda drop: None])
def test_a_drop_that_is_not_there_or_empty_is_an_error_that_says_so(drop, make):
    make(drop)
    with pytest.raises(IntakeError, match=r"does not exist|holds no files"):
        survey_drop(drop, NO_FORMATS)
