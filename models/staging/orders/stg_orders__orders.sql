with

staged as (

    {{ staged_rows('orders', 'orders') }}

)

select
    -- ids
    order_id,
    customer_id,
    account_id,
    opportunity_id,
    sales_user_id,

    -- attributes
    channel,
    store,
    ship_country_code,
    ship_region,
    status,
    currency_code,
    promotion_code,
    payment_method,

    -- measures
    order_discount_amount as order_discount_local,
    shipping_charged_amount as shipping_charged_local,
    tax_amount as tax_local,

    -- flags
    coalesce(is_test, false) as is_test,
    is_deleted,

    -- times
    ordered_at,
    fulfilled_at,
    cancelled_at,
    deleted_on,
    source_updated_at,

    -- lineage
    _system as source_system,
    _file as source_file,
    _row as source_row,
    _batch_id as batch_id,
    batch_date

from staged
