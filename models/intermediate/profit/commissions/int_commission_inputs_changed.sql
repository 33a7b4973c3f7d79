{{ config(materialized='table') }}

{#-
    The days read on which something that an order's commission rests on was new since the day
    before, and what it was. A row that moves from one order to another changes both, so the end
    of a version counts like its start.
-#}
{%- set parts = [
    ('stg_orders__order_versions', 'order', ['known_from']),
    ('stg_orders__order_line_versions', 'order_line', ['known_from', 'known_to']),
    ('stg_orders__return_versions', 'return', ['known_from', 'known_to']),
    ('stg_orders__payment_versions', 'payment', ['known_from', 'known_to']),
] -%}
with

deals as (

    select
        order_id,
        opportunity_id,
        known_from
    from {{ ref('stg_orders__order_versions') }}
    where opportunity_id is not null

),

changes as (

    {% for relation, cause, days in parts -%}
    {% for day in days -%}
    select
        order_id,
        {{ day }} as known_from,
        '{{ cause }}' as cause
    from {{ ref(relation) }}
    where {{ day }} is not null

    union all

    {% endfor -%}
    {% endfor -%}

    -- a line knows its order better than the refund does
    {% for day in ['known_from', 'known_to'] -%}
    select
        order_lines.order_id,
        {{ 'refunds.' ~ day }} as known_from,
        'return' as cause
    from {{ ref('stg_orders__return_versions') }} as refunds
    inner join {{ ref('stg_orders__order_line_versions') }} as order_lines
        on refunds.order_line_id = order_lines.order_line_id
    where refunds.{{ day }} > order_lines.known_from

    union all

    {% endfor -%}

    select
        deals.order_id,
        splits.known_from,
        'split' as cause
    from {{ ref('stg_crm__opportunity_split_versions') }} as splits
    inner join deals
        on splits.opportunity_id = deals.opportunity_id
    where splits.known_from > deals.known_from

    union all

    select
        deals.order_id,
        opportunities.known_from,
        'owner' as cause
    from {{ ref('stg_crm__opportunity_versions') }} as opportunities
    inner join deals
        on opportunities.opportunity_id = deals.opportunity_id
    where opportunities.known_from > deals.known_from

    union all

    select
        order_id,
        known_from,
        'exchange_rate' as cause
    from {{ ref('int_commission_fx_rates_changed') }}

    union all

    select
        order_id,
        known_from,
        cause
    from {{ ref('int_commission_costs_changed') }}

    union all

    select
        order_id,
        known_from,
        cause
    from {{ ref('int_commission_agreements_changed') }}

),

first_told as (

    select
        order_id,
        min(known_from) as first_known_on
    from {{ ref('stg_orders__order_versions') }}
    group by order_id

),

told as (

    select
        changes.order_id,
        changes.cause,
        -- what was known before the order itself is new with it
        greatest(changes.known_from, first_told.first_known_on) as known_from

    from changes

    inner join first_told
        on changes.order_id = first_told.order_id

)

select
    told.order_id,
    days.read_on,
    told.cause,
    max(told.known_from) as known_from

from told

inner join {{ ref('int_commission_days_read') }} as days
    on {{ effective_at('told.known_from', 'days') }}

group by
    told.order_id,
    days.read_on,
    told.cause
