"""Which form each system's tables leave in; what is not listed is shaped like the contract."""

from collections.abc import Mapping

from orchestration.demo.forms import (
    Form,
    Style,
    cents,
    chinese_time,
    german_date,
    german_number,
    minute,
    utc_time,
    without_prefix,
)

_SHOP_TIMES: Mapping[str, Style] = dict.fromkeys(
    ("created_at", "ordered_at", "fulfilled_at", "cancelled_at", "returned_at", "paid_at",
     "shipped_at", "source_updated_at"), utc_time,
)  # fmt: skip
SHOP = Form(styles=_SHOP_TIMES)
ERP = Form(encoding="utf-8-sig", line_end="\r\n")

ERP_COSTS = Form(
    name="Kalkulation_{batch}.csv",
    encoding="cp1252",
    delimiter=";",
    line_end="\r\n",
    headers={
        "product_id": "Artikelnr", "valid_from": "Gültig ab", "valid_to": "Gültig bis",
        "material_cost": "Material", "labour_cost": "Löhne", "overhead_cost": "Gemeinkosten",
        "currency_code": "Währung",
    },
    styles={
        "valid_from": german_date, "valid_to": german_date, "material_cost": german_number,
        "labour_cost": german_number, "overhead_cost": german_number,
    },
)  # fmt: skip
LEADS = Form(
    name="hubspot-crm-exports-leads-{batch}.csv",
    encoding="utf-16",
    delimiter="\t",
    line_end="\r\n",
    headers={
        "lead_id": "Record ID", "created_at": "Create Date", "lead_source": "Original Source",
        "campaign_id": "Campaign", "owner_user_id": "Contact owner", "company_name": "Company name",
        "email": "Email", "phone": "Phone Number", "country_code": "Country/Region Code",
        "status": "Lead Status", "closed_at": "Closed Date", "close_reason": "Closed Reason",
        "converted_at": "Became a Customer Date", "converted_account_id": "CRM Account ID",
        "converted_opportunity_id": "CRM Deal ID", "page_views": "Number of Pageviews",
        "source_updated_at": "Last Modified Date",
    },
    styles=dict.fromkeys(("created_at", "closed_at", "converted_at", "source_updated_at"), minute),
)  # fmt: skip
POOLS = Form(
    name="Kostenstellen_{batch}.xlsx",
    sheet="Kosten",
    headers={
        "pool_id": "Kostenstelle", "month": "Monat", "pool_name": "Bezeichnung",
        "waterfall_step": "Stufe", "cost_category": "Kostenart", "amount": "Betrag",
        "currency_code": "Währung", "driver": "Schlüssel",
    },
)  # fmt: skip

_YOUZAN_STYLES: Mapping[str, Style] = {
    **dict.fromkeys(("order_id", "customer_id", "order_line_id", "return_id"), without_prefix),
    **dict.fromkeys(
        ("ordered_at", "fulfilled_at", "cancelled_at", "created_at", "returned_at"), chinese_time
    ),
    **dict.fromkeys(
        ("order_discount_amount", "shipping_charged_amount", "tax_amount", "list_price",
         "unit_price", "line_discount_amount", "refund_amount"), cents,
    ),
}  # fmt: skip


def _youzan(name: str, headers: Mapping[str, str]) -> Form:
    return Form(
        name=f"{name}_{{batch}}.csv", encoding="gbk", line_end="\r\n", headers=headers,
        styles=_YOUZAN_STYLES,
    )  # fmt: skip


FORMS: Mapping[tuple[str, str], Form] = {
    ("erp", "product_costs"): ERP_COSTS,
    ("hubspot", "leads"): LEADS,
    ("finance", "cost_pools"): POOLS,
    ("youzan", "customers"): _youzan("客户", {
        "customer_id": "客户编号", "customer_name": "姓名", "customer_type": "客户类型",
        "email": "邮箱", "phone": "手机号", "country_code": "国家", "region": "省份",
        "created_at": "注册时间"}),
    ("youzan", "orders"): _youzan("订单", {
        "order_id": "订单号", "customer_id": "客户编号", "channel": "渠道", "store": "店铺",
        "ship_country_code": "国家", "ship_region": "省份", "status": "订单状态",
        "ordered_at": "下单时间", "fulfilled_at": "发货时间", "cancelled_at": "关闭时间",
        "order_discount_amount": "订单优惠(分)", "shipping_charged_amount": "运费(分)",
        "tax_amount": "税费(分)", "promotion_code": "优惠码", "payment_method": "支付方式",
        "note": "买家留言"}),
    ("youzan", "order_lines"): _youzan("订单商品", {
        "order_line_id": "商品单号", "order_id": "订单号", "product_id": "商品编码",
        "quantity": "数量", "list_price": "标价(分)", "unit_price": "单价(分)",
        "line_discount_amount": "优惠(分)", "tax_amount": "税费(分)"}),
    ("youzan", "returns"): _youzan("退款", {
        "return_id": "退款单号", "order_id": "订单号", "order_line_id": "商品单号",
        "returned_at": "退款时间", "quantity": "数量", "refund_amount": "退款金额(分)",
        "reason": "退款原因", "disposition": "处理方式"}),
}  # fmt: skip
_USUAL = {"shop": SHOP, "erp": ERP}


def form_of(system: str, table: str) -> Form:
    """Find the form of a table in a system."""
    return FORMS.get((system, table)) or _USUAL.get(system) or Form()
