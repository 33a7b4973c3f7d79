{#-
    Each refund of a line as it was booked, before anything is settled: commissions settle refunds
    themselves, in the order of the statements, so that a refund that lands late leaves those
    before it alone. Of orders that are no sale any more only refunds of a line are known; a
    closed statement may hold them.
-#}
with

batches as (

    select
        return_id,
        max(known_from) as known_from
    from {{ ref('stg_orders__return_versions') }}
    group by return_id

),

restated_lines as (

    select distinct
        restated.order_line_id,
        restated.order_currency_code

    from {{ ref('int_commission_lines_restated') }} as restated

    inner join {{ ref('int_orders_classified') }} as classified
        on restated.order_id = classified.order_id

    where classified.exclusion_reason is not null

),

refunds as (

    select
        return_id,
        order_line_id,
        returned_date,
        disposition,
        quantity,
        refund_local

    from {{ ref('int_returns_apportioned') }}

    union all

    select
        refunded.return_id,
        refunded.order_line_id,
        {{ business_date('refunded.returned_at') }} as returned_date,
        refunded.disposition,
        coalesce(refunded.quantity, 0) as quantity,
        case
            when coalesce(refunded.currency_code <> restated_lines.order_currency_code, false)
                then null
            else refunded.refund_local
        end as refund_local

    from {{ ref('stg_orders__returns') }} as refunded

    inner join restated_lines
        on refunded.order_line_id = restated_lines.order_line_id

    where not refunded.is_deleted

)

select
    refunds.order_line_id || ':return:' || refunds.return_id as source_id,
    refunds.order_line_id,
    refunds.returned_date,
    refunds.refund_local,
    refunds.quantity as returned_quantity,
    coalesce(refunds.disposition = 'restocked', false) as is_restocked,
    batches.known_from

from refunds

inner join batches
    on refunds.return_id = batches.return_id
