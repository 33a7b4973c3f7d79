{{ config(materialized='table') }}

{#-
    What was known of each order when it mattered: its newest state, and every older one that was
    in force on the day the statement closed that it stood in. Other states came and went while
    the statement was open, and leave no trace.
-#}
with

order_versions as (

    select
        *,
        {{ business_date('ordered_at') }} as ordered_date

    from {{ ref('stg_orders__order_versions') }}

),

changes as (

    select
        order_id,
        known_from
    from order_versions

    union

    select
        order_id,
        known_from
    from {{ ref('stg_orders__order_line_versions') }}

    union

    select
        order_versions.order_id,
        splits.known_from
    from {{ ref('stg_crm__opportunity_split_versions') }} as splits
    inner join order_versions
        on splits.opportunity_id = order_versions.opportunity_id

),

periods as (

    select * from {{ ref('int_commission_periods_dated') }}

),

states as (

    select
        order_versions.order_id,
        order_versions.opportunity_id,
        order_versions.sales_user_id,
        order_versions.status,
        order_versions.ordered_date,
        {{ business_date('order_versions.fulfilled_at') }} as fulfilled_date,
        order_versions.cancelled_at,
        order_versions.currency_code,
        order_versions.order_discount_amount as order_discount_local,
        order_versions.shipping_charged_amount as shipping_charged_local,
        order_versions.tax_amount as tax_local,
        order_versions.is_test,
        order_versions.is_deleted,
        changes.known_from,
        lead(changes.known_from) over (
            partition by changes.order_id order by changes.known_from
        ) as known_to

    from changes

    inner join order_versions
        on
            changes.order_id = order_versions.order_id
            and changes.known_from >= order_versions.known_from
            and changes.known_from < coalesce(order_versions.known_to, date '9999-12-31')

),

stood as (

    select
        states.*,
        case
            when states.known_from <= own_periods.closed_on then own_periods.closed_on
            else open_periods.closed_on
        end as closed_on

    from states

    inner join periods as own_periods
        on
            states.ordered_date >= own_periods.period_start
            and states.ordered_date < own_periods.period_end

    left join periods as open_periods
        on {{ effective_at('states.known_from', 'open_periods') }}

)

select
    *,
    known_to is null as is_newest,
    row_number() over (partition by order_id order by known_from) as state_number

from stood

where
    known_to is null
    or known_to > closed_on
