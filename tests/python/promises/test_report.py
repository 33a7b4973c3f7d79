"""The report beside a rejected file tells its reader what happened and what to do."""

from datetime import date

from orchestration.contract import landing_contract
from orchestration.promises.report import RejectedFile, markdown
from orchestration.promises.verdict import BrokenPromise, Example

FILE = RejectedFile(
    "shop/orders.csv", landing_contract()["orders"], "its name", date(2025, 3, 31), 1000
)


def test_the_report_reads_as_a_whole():
    broken = [
        BrokenPromise("Values have their format", "x is not a number in 2 of 1,000 rows", "x"),
        BrokenPromise(
            "Required columns are filled",
            "y is empty in 900 of 1,000 rows",
            "y",
            (Example(7, None), Example(9, "a|b\nc" + "d" * 300)),
        ),
    ]
    text = markdown(FILE, broken)
    assert text.startswith("# shop/orders.csv was set aside\n")
    assert "- Rows: 1,000\n" in text
    assert "1. **Values have their format**: x is not a number in 2 of 1,000 rows.\n" in text
    assert "   | 7 | (empty) |\n   | 9 | a\\|b c" in text
    assert max(map(len, text.splitlines())) < 230
    assert "the run stops" in text
    assert "## What to do" in text


def test_a_file_that_could_not_be_read_has_no_row_count():
    optional = RejectedFile("crm/x", landing_contract()["users"], "x", date(2025, 3, 31), None)
    text = markdown(optional, [BrokenPromise("The file can be read", "it is empty")])
    assert "Rows: could not be counted" in text
    assert "the run goes on without it" in text
