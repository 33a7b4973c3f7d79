{{ config(materialized='table') }}

{#-
    Each order as it was known on every day read on which something about it was new: its states.
    A state stands in the statements from `statement_from` up to `statement_to`, which is the same
    where the next state came before any statement had closed on it. The newest state is what the
    gross-profit line posts; older ones are worked out again from the versions of their day.
-#}
with

changes as (

    select
        order_id,
        read_on,
        max(known_from) as known_from
    from {{ ref('int_commission_inputs_changed') }}
    group by
        order_id,
        read_on

),

placed as (

    select
        changes.*,
        periods.period_start as statement_from,
        lead(changes.read_on) over in_turn as next_read_on,
        lead(periods.period_start) over in_turn as statement_to

    from changes

    inner join {{ ref('int_commission_periods_dated') }} as periods
        on {{ effective_at('changes.read_on', 'periods') }}

    window in_turn as (partition by changes.order_id order by changes.read_on)

)

select
    placed.order_id,
    placed.read_on,
    placed.next_read_on,
    placed.next_read_on is null as is_newest,
    case when placed.next_read_on is null then {{ as_of_date() }} else placed.read_on end as known_on,
    placed.known_from,
    placed.statement_from,
    placed.statement_to,
    placed.statement_to is null or placed.statement_to > placed.statement_from as is_stated,
    versions.opportunity_id,
    versions.sales_user_id,
    versions.status,
    {{ business_date('versions.ordered_at') }} as ordered_date,
    {{ business_date('versions.fulfilled_at') }} as fulfilled_date,
    versions.cancelled_at,
    versions.currency_code,
    versions.order_discount_amount as order_discount_local,
    versions.shipping_charged_amount as shipping_charged_local,
    versions.tax_amount as tax_local,
    versions.is_test,
    versions.is_deleted

from placed

inner join {{ ref('stg_orders__order_versions') }} as versions
    on
        placed.order_id = versions.order_id
        and {{ known_at('placed.read_on', 'versions') }}
