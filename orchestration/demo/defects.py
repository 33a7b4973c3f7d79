"""Broken rows that the demo drop contains on purpose, with the reason each must be set aside for.

This is the answer sheet: `PLANTED` lists every row of the drop that cannot become data. A row is a
copy of a good one with a few cells changed, so everything else about it is fine. Rows whose parent
is set aside point to nothing themselves and are listed too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.demo.texts import Row

EXTRA_CELL = "_extra_cell"
"""A cell beyond the header: a record with it cannot be split into the header's columns."""


@dataclass(frozen=True)
class Defect:
    """One broken row: where it is, which cells differ from a good row, and the expected reason."""

    system: str
    table: str
    batch: str
    cells: Mapping[str, str]
    reason: str

    def key(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Values of the key columns as they land; empty where the row has none."""
        if self.reason == "unreadable_row":
            return ("",) * len(columns)
        return tuple(self.cells.get(column, "") for column in columns)


_FIRST, _MIDDLE, _LAST = "2025-11-30", "2025-12-15", "2025-12-31"

SHARED_SHIPMENT = "LS100990077"
"""Delivered by the ERP and by the shop: the same key for two different parcels."""

PLANTED = (
    Defect("erp", "orders", _FIRST, {
        "order_id": "AU10990001", "ordered_at": "2025-02-30 09:15:00"}, "not_a_date"),
    Defect("erp", "order_lines", _FIRST, {
        "order_line_id": "AU10990001-010", "order_id": "AU10990001"}, "points_to_nothing"),
    Defect("erp", "order_lines", _FIRST, {
        "order_line_id": "AU10990002-010", "quantity": "-3"}, "out_of_range"),
    Defect("erp", "order_lines", _MIDDLE, {
        "order_line_id": "AU10990003-010", "quantity": "2", "unit_price": "18.90",
        "line_discount_amount": "99.00"}, "breaks_check"),
    Defect("erp", "order_lines", _FIRST, {"order_line_id": ""}, "missing_value"),
    Defect("shop", "orders", _FIRST, {
        "order_id": "5480099000021", "currency_code": "Euro"}, "not_a_currency"),
    Defect("shop", "order_lines", _FIRST, {
        "order_line_id": "13900990000021", "order_id": "5480099000021"}, "points_to_nothing"),
    Defect("shop", "orders", _MIDDLE, {
        "order_id": "5480099000032", "ordered_at": "2027-06-01 10:00:00", "fulfilled_at": "",
        "cancelled_at": ""}, "ahead_of_as_of"),
    Defect("shop", "order_lines", _MIDDLE, {
        "order_line_id": "13900990000032", "order_id": "5480099000032"}, "points_to_nothing"),
    Defect("shop", "orders", _FIRST, {
        "order_id": "5480099000043", "is_test": "vielleicht"}, "not_a_boolean"),
    Defect("shop", "order_lines", _FIRST, {
        "order_line_id": "13900990000043", "order_id": "5480099000043"}, "points_to_nothing"),
    Defect("shop", "order_lines", _FIRST, {
        "order_line_id": "13900990000054", "quantity": "zwei"}, "not_a_number"),
    Defect("shop", "order_lines", _FIRST, {
        "order_line_id": "13900990000065", "order_id": "5480099999999"}, "points_to_nothing"),
    Defect("shop", "order_lines", _FIRST, {
        "order_line_id": "13900990000076", EXTRA_CELL: "gift wrap"}, "unreadable_row"),
    Defect("shop", "returns", _FIRST, {
        "return_id": "8890990001", "disposition": "resold"}, "not_allowed"),
    Defect("shop", "shipments", _LAST, {
        "shipment_id": SHARED_SHIPMENT}, "key_of_two_systems"),
    Defect("youzan", "orders", _FIRST, {
        "order_id": "yz-E20250811990000001", "shipping_charged_amount": "免运费"}, "not_a_number"),
    Defect("youzan", "order_lines", _FIRST, {
        "order_line_id": "yz-E20250811990000001-01", "order_id": "yz-E20250811990000001"},
        "points_to_nothing"),
    Defect("service", "feedback", _FIRST, {
        "feedback_id": "fb-990000001", "scale_max": "5.5"}, "not_a_whole_number"),
    Defect("service", "cases", _FIRST, {
        "case_id": "990001", "category": "praise"}, "not_allowed"),
    Defect("crm", "opportunities", _LAST, {
        "opportunity_id": "006Sx00000ZZ901", "probability": "140"}, "out_of_range"),
    Defect("crm", "quotas", _FIRST, {
        "user_id": "005Sx00000ZZ902", "period_start": "2025-07-01", "period_end": "2025-07-01"},
        "breaks_check"),
    Defect("hubspot", "campaign_spend", _FIRST, {
        "campaign_id": "cmp-1001", "spend_date": "next week", "cost_type": "media"}, "not_a_date"),
    Defect("finance", "fx_rates", _FIRST, {
        "from_currency": "GBP", "to_currency": "EUR", "rate_date": "2025-06-04", "rate": "0"},
        "out_of_range"),
    Defect("finance", "cost_pools", _LAST, {
        "pool_id": "P999", "month": "2025-05-01", "waterfall_step": "misc"}, "not_allowed"),
    Defect("erp", "product_costs", _FIRST, {
        "product_id": "010100", "valid_from": "2025-03-15", "valid_to": "2025-03-16",
        "material_cost": "", "labour_cost": "", "overhead_cost": ""}, "breaks_check"),
)  # fmt: skip


def plant(rows: list[Row], defects: list[Defect]) -> None:
    """Put the broken rows of one file in among its good ones, spread over the file."""
    size = len(rows)
    for number, defect in enumerate(defects, start=1):
        at = size * number // (len(defects) + 1) + number
        rows.insert(at, {**rows[at], **defect.cells})
